import RecourseCore

/// Reads unified diffs, git's and plain ones. Strict: what it does not understand is an error with
/// its line; words before a file's head are skipped.
public enum UnifiedPatch {
    /// Bytes that a patch may have.
    public static let largest = 4 << 20

    /// One for each file, in the order of the text.
    public static func files(in text: String) throws(PatchError) -> [FilePatch] {
        guard text.utf8.count <= largest else { throw .tooLarge(bytes: text.utf8.count) }
        var reader = UnifiedPatchReader(Array(text.utf8))
        return try reader.files()
    }
}

extension FileChange {
    /// The changes that the patch describes, one for each file.
    public static func changes(ofPatch text: String) throws(PatchError) -> [FileChange] {
        try UnifiedPatch.files(in: text).map { .patch($0) }
    }
}

private struct UnifiedPatchReader {
    private let text: TextLines
    private var position = 0

    /// What stands before a file's hunks.
    private struct Head {
        var kind = FilePatch.Kind.modify
        var isExecutable = false
        var names: (old: String, new: String)?
        /// Where it begins, from 1.
        var line: Int
    }

    init(_ bytes: [UInt8]) { text = TextLines(bytes) }

    /// The line without its end, a carriage return included.
    private func line(_ index: Int) -> ArraySlice<UInt8> {
        guard index < text.count else { return [] }
        var line = text[index]
        if line.last == 0x0A { line.removeLast() }
        if line.last == 0x0D { line.removeLast() }
        return line
    }

    private func starts(_ index: Int, _ prefix: StaticString) -> Bool {
        guard index < text.count else { return false }
        return prefix.withUTF8Buffer { text[index].starts(with: $0) }
    }

    mutating func files() throws(PatchError) -> [FilePatch] {
        var files: [FilePatch] = []
        while position < text.count {
            if starts(position, "diff --git ") {
                files.append(try gitFile())
            } else if starts(position, "--- "), starts(position + 1, "+++ ") {
                files.append(try file(Head(line: position + 1)))
            } else if starts(position, "@@ -") {
                throw .malformed(line: position + 1)
            } else {
                try refuseUnsupported()
                position += 1
            }
        }
        guard !files.isEmpty else { throw .empty }
        return files
    }

    private mutating func gitFile() throws(PatchError) -> FilePatch {
        var head = Head(line: position + 1)
        head.names = Self.gitNames(line(position).dropFirst("diff --git ".utf8.count))
        position += 1
        while position < text.count {
            if starts(position, "new file mode ") {
                head.kind = .create
                head.isExecutable = try mode(after: "new file mode ")
            } else if starts(position, "deleted file mode ") {
                head.kind = .delete
                head.isExecutable = try mode(after: "deleted file mode ")
            } else if !starts(position, "index ") {
                try refuseUnsupported()
                break
            }
            position += 1
        }
        if starts(position, "--- "), starts(position + 1, "+++ ") { return try file(head) }
        // Only an empty file is described by its head alone.
        guard head.kind != .modify, let names = head.names else {
            throw .malformed(line: head.line)
        }
        return FilePatch(
            path: try Self.path(names, head.kind, head.line), kind: head.kind,
            isExecutable: head.isExecutable, hunks: [])
    }

    private mutating func file(_ start: Head) throws(PatchError) -> FilePatch {
        var head = start
        let nameLine = position + 1
        guard let old = PatchPath.read(line(position).dropFirst(4)),
            let new = PatchPath.read(line(position + 1).dropFirst(4))
        else { throw .malformed(line: nameLine) }
        let (isNew, isGone) = (old.name == "/dev/null", new.name == "/dev/null")
        guard !(isNew && isGone), head.kind != .create || isNew, head.kind != .delete || isGone
        else { throw .malformed(line: nameLine) }
        if isNew { head.kind = .create } else if isGone { head.kind = .delete }
        let path = try Self.path((old.name, new.name), head.kind, nameLine)
        position += 2
        var hunks: [FilePatch.Hunk] = []
        while starts(position, "@@ -") { hunks.append(try hunk()) }
        guard !hunks.isEmpty else { throw .malformed(line: position + 1) }
        let isWhole =
            hunks.count == 1
            && hunks[0].lines.allSatisfy { line in
                line.kind == (head.kind == .create ? .added : .removed)
            }
        guard head.kind == .modify || isWhole else { throw .malformed(line: hunks[0].line) }
        return FilePatch(
            path: path, kind: head.kind, isExecutable: head.isExecutable, hunks: hunks)
    }

    private mutating func hunk() throws(PatchError) -> FilePatch.Hunk {
        let head = position + 1
        guard let ranges = Self.ranges(line(position)) else { throw .malformed(line: head) }
        position += 1
        var (old, new) = (ranges.old.count, ranges.new.count)
        var lines: [FilePatch.Line] = []
        while old > 0 || new > 0 || starts(position, "\\") {
            guard position < text.count else { throw .hunkLength(line: head) }
            var body = text[position]
            if body.last == 0x0A { body.removeLast() }
            let kind: FilePatch.Line.Kind
            switch body.first {
            case UInt8(ascii: "+"): kind = .added
            case UInt8(ascii: "-"): kind = .removed
            case UInt8(ascii: " "), 0x0D, nil: kind = .context
            case UInt8(ascii: "\\"):
                guard let last = lines.last, last.hasLineFeed else {
                    throw .malformed(line: position + 1)
                }
                lines[lines.count - 1].hasLineFeed = false
                position += 1
                continue
            default: throw .hunkLength(line: head)
            }
            // An empty context line whose blank some editor took away.
            let content = body.first == 0x0D ? body : body.dropFirst()
            if kind != .added { old -= 1 }
            if kind != .removed { new -= 1 }
            guard old >= 0, new >= 0 else { throw .hunkLength(line: head) }
            lines.append(.init(kind: kind, text: String(decoding: content, as: UTF8.self)))
            position += 1
        }
        // More lines than announced; "-- " begins the signature of a mailed patch.
        if let next = position < text.count ? text[position].first : nil,
            [UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: " ")].contains(next),
            !(starts(position, "--- ") && starts(position + 1, "+++ ")), !starts(position, "-- ")
        {
            throw .hunkLength(line: head)
        }
        guard !lines.isEmpty else { throw .malformed(line: head) }
        return .init(
            oldStart: ranges.old.start, newStart: ranges.new.start, lines: lines, line: head)
    }

    private func refuseUnsupported() throws(PatchError) {
        let headers: [StaticString] = [
            "rename from ", "rename to ", "copy from ", "copy to ", "similarity index ",
            "dissimilarity index ", "old mode ", "new mode ", "Binary files ", "GIT binary patch",
        ]
        guard headers.contains(where: { starts(position, $0) }) else { return }
        throw unsupported
    }

    private var unsupported: PatchError {
        .unsupported(
            line: position + 1, header: String(decoding: line(position).prefix(100), as: UTF8.self))
    }

    /// Whether the mode lets the file be executed.
    private func mode(after prefix: String) throws(PatchError) -> Bool {
        switch String(decoding: line(position).dropFirst(prefix.utf8.count), as: UTF8.self) {
        case "100644", "100664", "100600": return false
        case "100755", "100775", "100700": return true
        default: throw unsupported
        }
    }

    /// `a/x b/x`: two quoted names, or two plain ones of the same length.
    private static func gitNames(_ text: ArraySlice<UInt8>) -> (old: String, new: String)? {
        if text.first == 0x22 {
            guard let old = PatchPath.read(text), old.rest.first == 0x20,
                let new = PatchPath.read(old.rest.dropFirst())
            else { return nil }
            return (old.name, new.name)
        }
        guard text.count % 2 == 1, text[text.startIndex + text.count / 2] == 0x20 else {
            return nil
        }
        let half = text.startIndex + text.count / 2
        return (
            String(decoding: text[..<half], as: UTF8.self),
            String(decoding: text[(half + 1)...], as: UTF8.self)
        )
    }

    private static func path(
        _ names: (old: String, new: String), _ kind: FilePatch.Kind, _ line: Int
    ) throws(PatchError) -> String {
        func without(_ prefix: String, _ name: String) -> String {
            name.utf8.starts(with: prefix.utf8) ? String(name.utf8.dropFirst(2)) ?? name : name
        }
        var (old, new) = names
        switch kind {
        case .create: return without("b/", new)
        case .delete: return without("a/", old)
        case .modify:
            if old.utf8.starts(with: "a/".utf8), new.utf8.starts(with: "b/".utf8) {
                (old, new) = (without("a/", old), without("b/", new))
            }
            guard Array(old.utf8) == Array(new.utf8) else {
                throw .differentNames(line: line, old: old, new: new)
            }
            return new
        }
    }

    private typealias Span = (start: Int, count: Int)

    /// `@@ -1,2 +3 @@` and anything behind.
    private static func ranges(_ line: ArraySlice<UInt8>) -> (old: Span, new: Span)? {
        var rest = line.dropFirst("@@ -".utf8.count)
        func number() -> Int? {
            let digits = rest.prefix { 0x30...0x39 ~= $0 }
            guard 1...9 ~= digits.count else { return nil }
            rest = rest.dropFirst(digits.count)
            return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        func span() -> Span? {
            guard let start = number() else { return nil }
            guard rest.first == UInt8(ascii: ",") else { return (start, 1) }
            rest = rest.dropFirst()
            guard let count = number() else { return nil }
            return (start, count)
        }
        func skip(_ text: String) -> Bool {
            guard rest.starts(with: text.utf8) else { return false }
            rest = rest.dropFirst(text.utf8.count)
            return true
        }
        guard let old = span(), skip(" +"), let new = span(), skip(" @@") else { return nil }
        return (old, new)
    }
}
