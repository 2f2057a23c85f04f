import RecourseLearning
import RecoursePCRE2
import RecourseText
import Testing

@testable import RecourseMatching

/// Through the index, a set of regexes gives exactly what running each over the whole text gives:
/// which match, where, with which groups, first matches and all.
@Suite struct IndexDifferentialTests {
    /// Each set is searched for in each of its texts: regexes times texts are pairs.
    private static let setsOfRegexes = 250
    private static let regexesOfSet = 40
    private static let textsOfSet = 12

    @Test func equalsRunningEachOverTheWholeText() {
        var (pairs, matched, refused) = (0, 0, 0)
        for seed in 0..<UInt64(Self.setsOfRegexes) {
            var grammar = PatternGrammar(seed: 40_000 + seed)
            let set = IndexedRegexes(grammar: &grammar, count: Self.regexesOfSet)
            for _ in 0..<Self.textsOfSet {
                let text = grammar.log(of: set.samples)
                let (linear, indexed) = set.bothWays(in: text)
                pairs += set.answeredCount
                matched += linear.count
                refused += set.regexes.count - set.lastCandidates
                guard linear != indexed else { continue }
                for index in set.regexes.indices where linear[index] != indexed[index] {
                    Issue.record(
                        """
                        seed \(40_000 + seed): \(set.regexes[index].pattern) in \
                        \(String(decoding: text, as: UTF8.self).debugDescription): \
                        \(linear[index] ?? []) but through the index \(indexed[index] ?? [])
                        """)
                }
            }
        }
        #expect(
            pairs >= 100_000 && matched > 20_000 && refused > 20_000,
            "\(pairs) \(matched) \(refused)")
    }

    /// One text that is searched in several blocks, and holds runs that cross their borders.
    @Test func blocksOfALongText() {
        var grammar = PatternGrammar(seed: 7)
        let set = IndexedRegexes(grammar: &grammar, count: 30)
        var text: [UInt8] = []
        while text.count < 500_000 {
            text += grammar.log(of: set.samples) + [0x0A]
            text += Array(repeating: UInt8(ascii: "."), count: 3_000)
        }
        let (linear, indexed) = set.bothWays(in: text)
        #expect(linear == indexed && !linear.isEmpty)
    }

    /// Without UTF, on any bytes.
    @Test func bytes() {
        for seed in UInt64(0)..<60 {
            var grammar = PatternGrammar(seed: 90_000 + seed)
            let set = IndexedRegexes(grammar: &grammar, count: 30, over: .bytes)
            for _ in 0..<4 {
                var text = grammar.log(of: set.samples)
                for _ in 0..<20 {
                    text[Int.random(in: text.indices, using: &grammar.generator)] = UInt8.random(
                        in: 0...255, using: &grammar.generator)
                }
                let (linear, indexed) = set.bothWays(in: text)
                #expect(linear == indexed, "seed \(90_000 + seed): \(text)")
            }
        }
    }
}

/// Random regexes that compile, with their index.
private final class IndexedRegexes {
    /// Offsets of every match, one after the other, with the groups of each.
    typealias Matches = [Int: [[Int]]]

    let regexes: [Regex]
    let samples: [String]
    private let index: PatternIndex
    private let searcher = Searcher(
        budget: .init(perSearch: .seconds(20), matchLimit: 100_000))
    private(set) var lastCandidates = 0
    /// Of the last text.
    private var unanswered: Set<Int> = []

    init(grammar: inout PatternGrammar, count: Int, over alphabet: Regex.Alphabet = .characters) {
        var (regexes, samples): ([Regex], [String]) = ([], [])
        var writer = IndexWriter()
        while regexes.count < count {
            let node = grammar.node()
            // Without UTF, the index is of regexes that are ASCII.
            if alphabet == .bytes, !node.regex.utf8.allSatisfy({ $0 < 0x80 }) { continue }
            guard let regex = try? Regex(node.regex, over: alphabet) else { continue }
            writer.add([node.regex], number: UInt32(regexes.count))
            regexes.append(regex)
            samples.append(node.text)
        }
        (self.regexes, self.samples) = (regexes, samples)
        index = PatternIndex(writer)
        // In rare cases the interpreter and the JIT compiler disagree on groups: all searches that
        // are compared are those of the latter.
        "".utf8CString.withUnsafeBytes { empty in
            let text = UnsafeBufferPointer(rebasing: empty.bindMemory(to: UInt8.self)[..<0])
            for regex in regexes {
                for _ in 0..<3 { _ = searcher.search(regex, in: text, starting: .anywhere) }
            }
        }
    }

    var answeredCount: Int { regexes.count - unanswered.count }

    /// Through the index, or each over the whole text; without those that have no answer.
    func bothWays(in text: [UInt8]) -> (linear: Matches, indexed: Matches) {
        unanswered = []
        let (linear, indexed) = (linear(in: text), indexed(in: text))
        func answered(_ matches: Matches) -> Matches {
            matches.filter { !unanswered.contains($0.key) }
        }
        return (answered(linear), answered(indexed))
    }

    private func linear(in text: [UInt8]) -> Matches {
        text.withUnsafeBufferPointer { text in
            var matches: Matches = [:]
            for index in regexes.indices { search(index, text, .anywhere, &matches) }
            return matches
        }
    }

    private func indexed(in text: [UInt8]) -> Matches {
        text.withUnsafeBufferPointer { text in
            var (matches, starts): (Matches, [Int: StartRanges]) = ([:], [:])
            index.forEachCandidate(in: text) { candidate in
                starts[candidate.pattern, default: .within([])].join(candidate.starts)
                return false
            }
            lastCandidates = starts.count
            for (index, starts) in starts { search(index, text, starts, &matches) }
            // The first match alone, told block by block, is the first of all.
            var settled: Set<Int> = []
            index.forEachCandidate(in: text) { candidate in
                guard
                    case .match = searcher.search(
                        regexes[candidate.pattern], in: text, starting: candidate.starts)
                else { return false }
                #expect(settled.insert(candidate.pattern).inserted)
                #expect(Array(searcher.offsets) == matches[candidate.pattern]?.first)
                return true
            }
            #expect(settled.union(unanswered) == Set(matches.keys).union(unanswered))
            return matches
        }
    }

    private func search(
        _ index: Int, _ text: UnsafeBufferPointer<UInt8>, _ starts: StartRanges,
        _ matches: inout Matches
    ) {
        var found: [[Int]] = []
        let reason = searcher.forEachMatch(of: regexes[index], in: text, starting: starts) {
            found.append(Array($0))
        }
        // What cannot be searched to its end has no answer to compare.
        if reason != nil { unanswered.insert(index) }
        if !found.isEmpty { matches[index] = found }
    }
}

extension PatternGrammar {
    /// Lines that some of the samples stand in, as they are, nearly, and not at all.
    fileprivate mutating func log(of samples: [String]) -> [UInt8] {
        let lines = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
            pick(["", "noise: ", "  at ", "12 "]) + variation(of: pick(samples))
        }
        return FailureText(lines.joined(separator: pick(["\n", "\n", " ", "\n\n"]))).bytes
    }
}
