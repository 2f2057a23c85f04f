import RecourseCore

extension FilePatch {
    /// What makes one text of the other, with up to `context` lines around each change. Bytes that
    /// are no UTF-8 are replaced: it is then only for showing.
    /// - Parameters:
    ///   - old: `nil` where there is no file.
    ///   - new: `nil` where there will be none.
    /// - Returns: `nil` where nothing differs.
    public init?(
        path: String, from old: [UInt8]?, to new: [UInt8]?, isExecutable: Bool = false,
        context: Int = 3
    ) {
        guard old != new else { return nil }
        let kind: Kind = old == nil ? .create : new == nil ? .delete : .modify
        let (before, after) = (TextLines(old ?? []), TextLines(new ?? []))
        var numbering = LineNumbering()
        let changes = LineDiff.changes(numbering.numbers(before), numbering.numbers(after))
        self.init(path: path, kind: kind, isExecutable: isExecutable, hunks: [])
        var rest = changes[...]
        while let first = rest.first {
            var group = [first]
            rest.removeFirst()
            while let last = group.last, let next = rest.first,
                next.old.lowerBound - last.old.upperBound <= 2 * context
            {
                group.append(next)
                rest.removeFirst()
            }
            hunks.append(Self.hunk(group, before, after, context))
        }
    }

    private static func hunk(
        _ changes: [LineDiff.Change], _ before: TextLines, _ after: TextLines, _ context: Int
    ) -> Hunk {
        let (first, last) = (changes[0], changes[changes.count - 1])
        let ahead = min(context, first.old.lowerBound)
        var position = first.old.lowerBound - ahead
        let end = min(before.count, last.old.upperBound + context)
        var lines: [Line] = []
        for change in changes {
            for index in position..<change.old.lowerBound {
                lines.append(Line(.context, before[index]))
            }
            for index in change.old { lines.append(Line(.removed, before[index])) }
            for index in change.new { lines.append(Line(.added, after[index])) }
            position = change.old.upperBound
        }
        for index in position..<end { lines.append(Line(.context, before[index])) }
        let oldCount = lines.count { $0.kind != .added }
        let newCount = lines.count { $0.kind != .removed }
        // A side without lines is named by the line before it.
        return Hunk(
            oldStart: first.old.lowerBound - ahead + (oldCount == 0 ? 0 : 1),
            newStart: first.new.lowerBound - ahead + (newCount == 0 ? 0 : 1), lines: lines, line: 0)
    }
}

extension FilePatch.Line {
    fileprivate init(_ kind: Kind, _ bytes: ArraySlice<UInt8>) {
        let ends = bytes.last == 0x0A
        self.init(
            kind: kind, text: String(decoding: ends ? bytes.dropLast() : bytes, as: UTF8.self),
            hasLineFeed: ends)
    }

    /// The line as it stands in a file.
    var bytes: [UInt8] { hasLineFeed ? Array(text.utf8) + [0x0A] : Array(text.utf8) }
}
