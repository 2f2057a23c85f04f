/// Reads what `JSONEncoder` writes of a pattern.
///
/// Written by hand, since `Decodable` looks protocols up at run time for each of its types when it
/// is first used: in a process that decodes a few patterns and ends, that took more than half of all
/// its time. That both read the same is a test over all packs.
extension Pattern {
    /// Not a pattern's JSON.
    public struct Unreadable: Error {}

    /// - Throws: `Unreadable`.
    public init(json: some Collection<UInt8>) throws {
        self = try readingJSON(json) { (value) throws(JSONFields.Mismatch) in
            try Pattern(JSONFields(value))
        }
    }

    fileprivate init(_ fields: JSONFields) throws(JSONFields.Mismatch) {
        self.init(
            id: try fields.named("id"), revision: try fields.number("revision"),
            title: try fields.string("title"), status: try fields.named("status"),
            severity: try fields.named("severity"), category: try fields.named("category"),
            scope: try PatternScope(fields["scope"] ?? .null),
            specificity: try fields.number("specificity"),
            yieldsTo: try fields.strings("yieldsTo").map { PatternID($0) },
            conditions: try PatternConditions(fields.object("conditions")),
            captures: try fields.table("captures") { (value) throws(JSONFields.Mismatch) in
                try CaptureRule(JSONFields(value))
            },
            fixes: try fields.list("fixes") { (value) throws(JSONFields.Mismatch) in
                try Fix(JSONFields(value))
            },
            examples: try fields.list("examples") { (value) throws(JSONFields.Mismatch) in
                try PatternExample(JSONFields(value))
            },
            counters: try fields.list("counters") { (value) throws(JSONFields.Mismatch) in
                try PatternCounter(JSONFields(value))
            },
            references: try fields.strings("references"),
            origin: fields["origin"] == nil ? nil : try PatternOrigin(fields.object("origin")))
    }
}

extension PatternOrigin {
    fileprivate init(_ fields: JSONFields) throws(JSONFields.Mismatch) {
        self.init(
            format: try fields.string("format"), regexes: try fields.strings("regexes"),
            grade: try fields.named("grade"), reasons: try fields.strings("reasons"))
    }
}

extension PatternScope {
    /// - Throws: `Pattern.Unreadable`.
    public init(json: some Collection<UInt8>) throws {
        self = try readingJSON(json) { (value) throws(JSONFields.Mismatch) in
            try PatternScope(value)
        }
    }

    fileprivate init(_ value: JSONValue) throws(JSONFields.Mismatch) {
        let (name, values) = try JSONFields.enumeration(value)
        switch name {
        case "line": self = .line(try values.string("_0"))
        case "tail": self = .tail(try values.string("_0"))
        case "block":
            self = .block(
                try values.list("_0") { (value) throws(JSONFields.Mismatch) in
                    let step = try JSONFields(value)
                    return PatternStep(
                        regex: try step.string("regex"), within: try step.number("within"))
                })
        default: throw .init(field: name)
        }
    }
}

private func readingJSON<Value>(
    _ json: some Collection<UInt8>, _ read: (JSONValue) throws(JSONFields.Mismatch) -> Value
) throws(Pattern.Unreadable) -> Value {
    let bytes = Array(json)
    do {
        return try read(bytes.withUnsafeBufferPointer { try JSONValue($0) })
    } catch {
        throw Pattern.Unreadable()
    }
}

extension PatternConditions {
    fileprivate init(_ fields: JSONFields) throws(JSONFields.Mismatch) {
        self.init(
            exit: try fields.list("exit") { (value) throws(JSONFields.Mismatch) in
                try ExitCondition(value)
            },
            streams: try fields.list("streams") { (value) throws(JSONFields.Mismatch) in
                guard let stream = OutputStream(rawValue: try value.string()) else {
                    throw .init(field: "streams")
                }
                return stream
            }, programs: try fields.strings("programs"), unless: try fields.strings("unless"))
    }
}

extension ExitCondition {
    fileprivate init(_ value: JSONValue) throws(JSONFields.Mismatch) {
        let (name, values) = try JSONFields.enumeration(value)
        switch name {
        case "code":
            let ends: [Int32] = try values.list("_0") { (value) throws(JSONFields.Mismatch) in
                try value.number()
            }
            guard ends.count == 2, ends[0] <= ends[1] else { throw .init(field: name) }
            self = .code(ends[0]...ends[1])
        case "notZero": self = .notZero
        case "signal": self = .signal(try values.number("_0"))
        case "timeout": self = .timeout
        default: throw .init(field: name)
        }
    }
}

extension CaptureRule {
    fileprivate init(_ fields: JSONFields) throws(JSONFields.Mismatch) {
        self.init(
            type: try fields.named("type"), values: try fields.strings("values"),
            maps: try fields.table("maps") { (value) throws(JSONFields.Mismatch) in
                try value.table { (value) throws(JSONFields.Mismatch) in try value.string() }
            }, known: try fields.strings("known"))
    }
}

extension PatternExample {
    fileprivate init(_ fields: JSONFields) throws(JSONFields.Mismatch) {
        let text = { (value: JSONValue) throws(JSONFields.Mismatch) in try value.string() }
        self.init(
            text: try fields.string("text"), command: try fields.string(ifPresent: "command"),
            exit: try fields.number("exit"), captures: try fields.table("captures", text),
            workspace: try fields.table("workspace", text),
            expect: Dictionary(
                uniqueKeysWithValues: try fields.table("expect", text).map { (FixID($0), $1) }))
    }
}

extension PatternCounter {
    fileprivate init(_ fields: JSONFields) throws(JSONFields.Mismatch) {
        self.init(
            text: try fields.string("text"), command: try fields.string(ifPresent: "command"),
            exit: try fields.number("exit"), why: try fields.string("why"))
    }
}
