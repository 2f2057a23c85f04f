import RecourseLearning
import Testing

@testable import RecourseAgent

@Suite struct PlanBatchingTests {
    private static func sizes(_ batching: PlanBatching, _ count: Int, tokens: Int = 10) -> [Int] {
        batching.batches(of: .init(repeating: .init(tokens: tokens), count: count)).map(\.count)
    }

    @Test(arguments: [
        (0, []), (1, [1]), (8, [8]), (9, [5, 4]), (10, [5, 5]), (25, [7, 6, 6, 6]),
        (50, [8, 7, 7, 7, 7, 7, 7]),
    ])
    func asFewAsTheSizeAllowsAndEven(_ count: Int, _ sizes: [Int]) {
        #expect(Self.sizes(PlanBatching(size: 8, tokens: 10_000), count) == sizes)
    }

    @Test func theFirstMayGoAlone() {
        #expect(Self.sizes(PlanBatching(size: 8, firstSize: 1, tokens: 10_000), 10) == [1, 5, 4])
    }

    @Test func tokensBoundARequest() {
        #expect(Self.sizes(PlanBatching(size: 8, tokens: 35), 10) == [3, 3, 3, 1])
        #expect(Self.sizes(PlanBatching(size: 8, tokens: 5), 3) == [1, 1, 1])
    }

    @Test func aSharedContextCountsOnce() {
        let same = PlanBatching.Entry(tokens: 10, context: "a", contextTokens: 50)
        let batching = PlanBatching(size: 8, tokens: 100)
        #expect(batching.batches(of: .init(repeating: same, count: 5)).map(\.count) == [5])
        let apart = (0..<4).map {
            PlanBatching.Entry(tokens: 10, context: "\($0)", contextTokens: 50)
        }
        #expect(batching.batches(of: apart).map(\.count) == [1, 1, 1, 1])
    }

    /// Every entry once, in order, within the limits.
    @Test func everyBatchKeepsItsLimits() {
        var generator = SplitMix64(seed: 7)
        for _ in 0..<500 {
            let entries = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
                PlanBatching.Entry(
                    tokens: .random(in: 1...120, using: &generator),
                    context: "\(Int.random(in: 0...3, using: &generator))", contextTokens: 30)
            }
            let batching = PlanBatching(
                size: .random(in: 1...12, using: &generator),
                firstSize: Bool.random(using: &generator) ? 1 : nil,
                tokens: .random(in: 50...600, using: &generator))
            let batches = batching.batches(of: entries)
            #expect(batches.flatMap { $0 } == Array(entries.indices))
            for batch in batches {
                let contexts = Set(batch.map { entries[$0].context })
                let cost = batch.reduce(0) { $0 + entries[$1].tokens } + contexts.count * 30
                #expect(
                    batch.count <= batching.size && (cost <= batching.tokens || batch.count == 1))
            }
        }
    }
}
