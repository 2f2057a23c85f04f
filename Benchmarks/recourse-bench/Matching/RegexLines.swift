import RecourseMatching
import RecoursePCRE2

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The regexes of a file, one a line, compiled when they are first candidates. The index knows where
/// each line begins.
final class RegexLines {
    struct Found {
        var matches = 0
        /// An order-independent hash over pattern, spans and groups.
        var sum: UInt64 = 0
        var candidates = 0
        var compiled = 0
        var unindexed = 0
        var setAside = 0
        var unsupported = 0
        var statistics = ScanStatistics()
    }

    let index: PatternIndex
    /// As built; empty where it was opened.
    let image: [UInt8]
    private let file: MappedFile
    private var regexes: [Int: Regex?] = [:]
    private let searcher = Searcher(budget: .init(perSearch: .seconds(20), matchLimit: 10_000_000))

    init(file: MappedFile, index: PatternIndex) {
        self.file = file
        self.index = index
        image = []
    }

    init(file: MappedFile, identity: IndexIdentity) throws {
        self.file = file
        var writer = IndexWriter()
        Self.forEachLine(of: file) { writer.add([$0], number: UInt32($1)) }
        let image = writer.image(identity: identity)
        self.image = image
        index = try PatternIndex(image)
    }

    var count: Int { index.patternCount }

    private static func forEachLine(of file: MappedFile, _ body: (String, _ offset: Int) -> Void) {
        var start = 0
        while start < file.bytes.count {
            let end = lineEnd(in: file.bytes, from: start)
            body(String(decoding: file.bytes[start..<end], as: UTF8.self), start)
            start = end + 1
        }
    }

    private static func lineEnd(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        guard let base = bytes.baseAddress,
            let end = memchr(base + start, 0x0A, bytes.count - start)
        else { return bytes.count }
        return UnsafeRawPointer(end) - base
    }

    private func regex(_ pattern: Int, _ starts: StartRanges) -> Regex? {
        if let known = regexes[pattern] { return known }
        let start = Int(index.number(of: pattern))
        let end = Self.lineEnd(in: file.bytes, from: start)
        let text = String(decoding: file.bytes[start..<end], as: UTF8.self)
        let regex = try? Regex(text, over: .bytes, searching: starts.extent)
        regexes[pattern] = .some(regex)
        return regex
    }

    func matches(in text: UnsafeBufferPointer<UInt8>, all: Bool, linear: Bool) -> Found {
        var found = Found()
        found.unindexed = index.unindexed.count
        func search(_ pattern: Int, _ starts: StartRanges) -> Bool {
            found.candidates += 1
            guard let regex = regex(pattern, starts) else {
                found.unsupported += 1
                return true
            }
            if all {
                let reason = searcher.forEachMatch(of: regex, in: text, starting: starts) {
                    note(pattern, $0, in: &found)
                }
                if reason != nil { found.setAside += 1 }
                return false
            }
            switch searcher.search(regex, in: text, starting: starts) {
            case .noMatch: return false
            case .match: note(pattern, searcher.offsets, in: &found)
            case .setAside: found.setAside += 1
            }
            return true
        }
        if linear {
            for pattern in 0..<count { _ = search(pattern, .anywhere) }
        } else if all {
            // Matches of one block may reach into the next: the ranges of all are gathered first.
            var ranges: [Int: StartRanges] = [:]
            found.statistics = index.forEachCandidate(in: text) { candidate in
                ranges[candidate.pattern, default: .within([])].join(candidate.starts)
                return false
            }
            for (pattern, starts) in ranges { _ = search(pattern, starts) }
        } else {
            found.statistics = index.forEachCandidate(in: text) { candidate in
                search(candidate.pattern, candidate.starts)
            }
        }
        found.compiled = regexes.count
        return found
    }

    /// As the other engines' programs hash a match: pattern, then every offset.
    private func note(_ pattern: Int, _ offsets: UnsafeBufferPointer<Int>, in found: inout Found) {
        var hash = UInt64(pattern) &* 0x9E37_79B9_7F4A_7C15
        for offset in offsets {
            hash = (hash ^ UInt64(bitPattern: Int64(offset))) &* 0x100_0000_01B3
        }
        found.sum &+= hash
        found.matches += 1
    }

    /// What it takes until a pattern that was not in the index is found with it.
    func secondsToAddOne() throws -> Double {
        let start = ProcessorTime.now
        var writer = IndexWriter()
        writer.add(["^added: (?<what>\\w+) is not (?:known|there)$"], number: 0)
        _ = try PatternIndex(writer.image(identity: .unnamed))
        return ProcessorTime.now - start
    }
}
