import Foundation
import RecourseText
import Testing

@Suite struct LearnedWeightsTests {
    /// `LearnedWeights.swift` is written from the table; whoever changes one must write the other.
    @Test func theSourceAgreesWithTheTable() throws {
        let root = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let table = try String(
            contentsOf: root.appending(path: "Benchmarks/excerpt/weights.tsv"), encoding: .utf8)
        let rows = table.split(separator: "\n").dropFirst().map { $0.split(separator: "\t") }
        #expect(rows.map { String($0[0]) } == ExcerptTrait.allCases.map { "\($0)" })
        for (row, trait) in zip(rows, ExcerptTrait.allCases) {
            #expect(Double(row[2]) == ExcerptWeights.learned[trait], "\(trait)")
        }
    }
}
