import RecourseCore

extension FilePatch {
    /// The file after the patch. A hunk goes where it says, moved by as much as those before it, or,
    /// where its old lines do not stand there, to the one place behind the last hunk where they do;
    /// every line must be the same byte for byte. Where all lines of the file end in CRLF and none
    /// of the patch's does, or the other way round, the patch is read with the file's.
    /// - Parameter old: `nil` where there is no file.
    /// - Returns: `nil` where the file is to go.
    public func applied(to old: [UInt8]?) throws(PatchError) -> [UInt8]? {
        switch kind {
        case .create:
            guard old == nil else { throw .exists }
            return try joined(hunks.flatMap { $0.lines.map(\.bytes) })
        case .delete:
            guard let old else { throw .missing }
            let file = TextLines(old)
            let ends = LineEnds(file: file, patch: self)
            let lines = hunks.flatMap { $0.lines.map { ends.adapted($0.bytes) } }
            guard Array(lines.joined()) == old else { throw .notWhole }
            return nil
        case .modify:
            guard let old else { throw .missing }
            return try modified(TextLines(old))
        }
    }

    private func modified(_ file: TextLines) throws(PatchError) -> [UInt8] {
        let ends = LineEnds(file: file, patch: self)
        var numbering = LineNumbering()
        let numbers = numbering.numbers(file)
        var result: [[UInt8]] = []
        var (cursor, drift) = (0, 0)
        for (index, hunk) in hunks.enumerated() {
            var (before, after): ([Int32], [[UInt8]]) = ([], [])
            for line in hunk.lines {
                let bytes = ends.adapted(line.bytes)
                if line.kind != .added { before.append(numbering.number(bytes[...])) }
                if line.kind != .removed { after.append(bytes) }
            }
            let endsFile = hunk.lines.contains { !$0.hasLineFeed }
            let place = try Self.place(
                of: before, in: numbers, from: cursor, expected: hunk.oldStart - 1 + drift,
                hunk: index + 1, endsFile: endsFile)
            for line in cursor..<place { result.append(Array(file[line])) }
            result += after
            cursor = place + before.count
            if !before.isEmpty { drift = place - (hunk.oldStart - 1) }
        }
        for line in cursor..<file.count { result.append(Array(file[line])) }
        return try joined(result)
    }

    private static func place(
        of lines: [Int32], in file: [Int32], from start: Int, expected: Int, hunk: Int,
        endsFile: Bool
    ) throws(PatchError) -> Int {
        guard !lines.isEmpty else {
            guard file.isEmpty else { throw .noContext(hunk: hunk) }
            return 0
        }
        func fits(_ place: Int) -> Bool {
            place >= start && place + lines.count <= file.count
                && (!endsFile || place + lines.count == file.count)
                && file[place..<(place + lines.count)].elementsEqual(lines)
        }
        if fits(expected) { return expected }
        let places = occurrences(of: lines, in: file[start...])
            .filter { !endsFile || $0 + lines.count == file.count }
        guard let place = places.first else { throw .notFound(hunk: hunk) }
        guard places.count == 1 else {
            throw .ambiguous(hunk: hunk, places: places.prefix(10).map { $0 + 1 })
        }
        return place
    }

    /// Knuth, Morris and Pratt, so that many equal lines cost no more than others.
    private static func occurrences(of lines: [Int32], in file: ArraySlice<Int32>) -> [Int] {
        var borders = [0]
        var length = 0
        for line in lines.dropFirst() {
            while length > 0, lines[length] != line { length = borders[length - 1] }
            if lines[length] == line { length += 1 }
            borders.append(length)
        }
        var found: [Int] = []
        length = 0
        for index in file.indices {
            while length > 0, lines[length] != file[index] { length = borders[length - 1] }
            if lines[length] == file[index] { length += 1 }
            if length == lines.count {
                found.append(index + 1 - length)
                length = borders[length - 1]
            }
        }
        return found
    }

    /// - Throws: `.malformed` where a line without an end is followed by another.
    private func joined(_ lines: [[UInt8]]) throws(PatchError) -> [UInt8] {
        guard lines.dropLast().allSatisfy({ $0.last == 0x0A }) else {
            throw .malformed(line: hunks.last?.line ?? 1)
        }
        return Array(lines.joined())
    }
}

/// How the ends of a patch's lines become those of the file.
private enum LineEnds {
    case kept, toCRLF, toLF

    init(file: TextLines, patch: FilePatch) {
        let lines = patch.hunks.flatMap(\.lines)
        // Only where the patch's old lines could not be the file's as they are.
        let old = lines.filter { $0.kind != .added && $0.hasLineFeed }
        let anyCR = lines.contains { $0.text.utf8.contains(0x0D) }
        let allCR = lines.allSatisfy { !$0.hasLineFeed || $0.text.utf8.last == 0x0D }
        if old.isEmpty {
            self = .kept
        } else if file.endInCRLF, !anyCR {
            self = .toCRLF
        } else if allCR, !file.holdsCarriageReturn {
            self = .toLF
        } else {
            self = .kept
        }
    }

    func adapted(_ line: [UInt8]) -> [UInt8] {
        guard line.last == 0x0A else { return line }
        switch self {
        case .kept: return line
        case .toCRLF: return line.dropLast() + [0x0D, 0x0A]
        case .toLF:
            return line.dropLast().last == 0x0D ? line.dropLast(2) + [0x0A] : line
        }
    }
}
