import RecourseCore
import RecourseLearning
import Testing

@testable import RecourseText

@Suite struct LineDiffTests {
    /// Every pair of sequences of up to four lines of three kinds: the shortest, and right.
    @Test func isShortestInEverySmallCase() {
        var all: [[Int32]] = [[]]
        var last: [[Int32]] = [[]]
        for _ in 0..<4 {
            last = last.flatMap { sequence in (0..<3).map { sequence + [$0] } }
            all += last
        }
        var wrong = 0
        for old in all {
            for new in all where !isShortest(LineDiff.changes(old, new), old, new) { wrong += 1 }
        }
        #expect(all.count == 121)
        #expect(wrong == 0)
    }

    @Test func isShortestOfRandomSequences() {
        var generator = SplitMix64(seed: 5)
        for _ in 0..<500 {
            let kinds = Int32.random(in: 1...8, using: &generator)
            let sequences = (0..<2).map { _ in
                (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                    Int32.random(in: 0..<kinds, using: &generator)
                }
            }
            let changes = LineDiff.changes(sequences[0], sequences[1])
            #expect(isShortest(changes, sequences[0], sequences[1]))
        }
    }

    @Test func isRightWhereItGivesUpTheShortest() {
        var generator = SplitMix64(seed: 6)
        let old = (0..<4000).map { _ in Int32.random(in: 0..<50, using: &generator) }
        let new = (0..<4000).map { _ in Int32.random(in: 0..<50, using: &generator) }
        #expect(applied(LineDiff.changes(old, new), old, new) == new)
    }

    private func isShortest(_ changes: [LineDiff.Change], _ old: [Int32], _ new: [Int32]) -> Bool {
        let size = changes.reduce(0) { $0 + $1.old.count + $1.new.count }
        return applied(changes, old, new) == new
            && size == old.count + new.count - 2 * longestCommon(old, new)
    }

    private func applied(
        _ changes: [LineDiff.Change], _ old: [Int32], _ new: [Int32]
    ) -> [Int32] {
        var result: [Int32] = []
        var position = 0
        for change in changes {
            result += old[position..<change.old.lowerBound]
            result += new[change.new]
            position = change.old.upperBound
        }
        return result + old[position...]
    }

    private func longestCommon(_ old: [Int32], _ new: [Int32]) -> Int {
        var row = [Int](repeating: 0, count: new.count + 1)
        for line in old {
            var diagonal = 0
            for (index, other) in new.enumerated() {
                let above = row[index + 1]
                row[index + 1] = line == other ? diagonal + 1 : max(above, row[index])
                diagonal = above
            }
        }
        return row[new.count]
    }
}
