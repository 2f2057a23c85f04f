import RecourseCore
import RecoursePCRE2
import RecourseText
import Testing

@testable import RecourseMatching

/// Whenever a regex matches, the screen lets its pattern through.
@Suite struct LiteralScreenDifferentialTests {
    private func candidates(_ screen: LiteralScreen, _ text: [UInt8]) -> [Int] {
        text.withUnsafeBytes { screen.candidates(in: $0) }
    }

    @Test func neverHidesAMatch() {
        var (pairs, matched, screened) = (0, 0, 0)
        let searcher = Searcher()
        for seed in UInt64(0)..<20_000 {
            var grammar = LiteralGrammar(seed: seed)
            let node = grammar.node()
            guard let regex = try? Regex(node.regex) else { continue }
            let screen = LiteralScreen([[node.regex]])
            if LiteralScreen.screens(node.regex) { screened += 1 }
            for _ in 0..<5 {
                let text = FailureText(grammar.variation(of: node.text)).bytes
                pairs += 1
                guard
                    case .match = text.withUnsafeBufferPointer({
                        searcher.firstMatch(of: regex, in: $0, starts: 0...$0.count)
                    })
                else { continue }
                matched += 1
                if candidates(screen, text) != [0] {
                    Issue.record(
                        "seed \(seed): \(node.regex) matches \(String(decoding: text, as: UTF8.self)), needs \(RequiredLiterals.of(node.regex) ?? [])"
                    )
                }
            }
        }
        #expect(
            pairs > 50_000 && matched > 20_000 && screened > 3_000,
            "\(pairs) \(matched) \(screened)")
    }

    /// Many patterns share one screen, and blocks are found by any one step.
    @Test func manyPatternsAtOnce() {
        let searcher = Searcher()
        for seed in UInt64(0)..<200 {
            var grammar = LiteralGrammar(seed: 1_000_000 + seed)
            var (nodes, regexes): ([LiteralGrammar.Node], [Regex]) = ([], [])
            while nodes.count < 40 {
                let node = grammar.node()
                guard let regex = try? Regex(node.regex) else { continue }
                nodes.append(node)
                regexes.append(regex)
            }
            let screen = LiteralScreen(nodes.map { [$0.regex] })
            let blocks = LiteralScreen(
                zip(nodes, nodes.dropFirst()).map { [$0.0.regex, $0.1.regex] })
            let text = FailureText(
                (0..<6).map { _ in grammar.variation(of: grammar.pick(nodes).text) }.joined(
                    separator: "\n")
            ).bytes
            let found = Set(candidates(screen, text))
            let foundBlocks = Set(candidates(blocks, text))
            let matching = regexes.indices.filter { index in
                guard
                    case .match = text.withUnsafeBufferPointer({
                        searcher.firstMatch(of: regexes[index], in: $0, starts: 0...$0.count)
                    })
                else { return false }
                return true
            }
            #expect(
                found.isSuperset(of: matching),
                "seed \(seed): \(matching.filter { !found.contains($0) }.map { nodes[$0].regex })")
            for index in matching where matching.contains(index + 1) {
                #expect(
                    foundBlocks.contains(index),
                    "seed \(seed): \(nodes[index].regex), \(nodes[index + 1].regex)")
            }
        }
    }
}
