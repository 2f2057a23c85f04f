/// The manifest of a change: one JSON object, `"format": 1`. Written and read by hand, as it is read
/// where nothing else needs Foundation.
extension ChangeRecord {
    private static let format = 1

    public var json: [UInt8] {
        var fields: [(String, String)] = [
            ("format", "\(Self.format)"), ("id", id.rawValue.jsonText),
            ("batch", batch.rawValue.jsonText), ("at", "\(at)"), ("tree", tree.jsonText),
            ("path", path.jsonText),
        ]
        func add(_ key: String, _ text: String?) {
            if let text { fields.append((key, text)) }
        }
        add("before", before.map(Self.text))
        add("after", after.map(Self.text))
        add("backup", backup?.jsonText)
        if !madeFolders.isEmpty {
            add("folders", "[" + madeFolders.map(\.jsonText).joined(separator: ", ") + "]")
        }
        add("run", origin.run?.rawValue.jsonText)
        add("task", origin.task?.jsonText)
        add("pattern", origin.fix?.pattern.rawValue.jsonText)
        add("fix", origin.fix?.fix.rawValue.jsonText)
        add("note", origin.note?.jsonText)
        add("restored", restoredAt.map { "\($0)" })
        let body = fields.map { "  \"\($0.0)\": \($0.1)" }.joined(separator: ",\n")
        return Array("{\n\(body)\n}\n".utf8)
    }

    /// `nil` where it is not one, or of a later format.
    public init?(json: [UInt8]) {
        guard let record = try? json.withUnsafeBufferPointer({ try Self.read($0) }) else {
            return nil
        }
        self = record
    }

    private static func text(_ version: Version) -> String {
        """
        {"hash": \(version.hash.jsonText), "bytes": \(version.bytes), "mode": \(version.mode)}
        """
    }

    private static func read(_ text: UnsafeBufferPointer<UInt8>) throws -> ChangeRecord {
        let fields = try JSONFields(JSONValue(text))
        let format: Int = try fields.number("format")
        guard format == Self.format else { throw JSONFields.Mismatch(field: "format") }
        func version(_ key: String) throws -> Version? {
            guard fields[key] != nil else { return nil }
            let inner = try fields.object(key)
            return Version(
                hash: try inner.string("hash"), bytes: try inner.number("bytes"),
                mode: try inner.number("mode"))
        }
        let pattern = try fields.string(ifPresent: "pattern").map { PatternID(rawValue: $0) }
        let fix = try fields.string(ifPresent: "fix").map { FixID(rawValue: $0) }
        var reference: FixReference?
        if let pattern, let fix { reference = FixReference(pattern: pattern, fix: fix) }
        return ChangeRecord(
            id: ChangeID(rawValue: try fields.string("id")),
            batch: ChangeBatchID(rawValue: try fields.string("batch")),
            origin: ChangeOrigin(
                run: try fields.string(ifPresent: "run").map { RunID(rawValue: $0) },
                task: try fields.string(ifPresent: "task"), fix: reference,
                note: try fields.string(ifPresent: "note")),
            tree: try fields.string("tree"), path: try fields.string("path"),
            before: try version("before"), after: try version("after"),
            backup: try fields.string(ifPresent: "backup"),
            madeFolders: fields["folders"] == nil ? [] : try fields.strings("folders"),
            at: try fields.number("at"),
            restoredAt: fields["restored"] == nil ? nil : try fields.number("restored"))
    }
}

extension String {
    /// As a JSON string, in ASCII but for what is beyond it.
    fileprivate var jsonText: String {
        var text = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
