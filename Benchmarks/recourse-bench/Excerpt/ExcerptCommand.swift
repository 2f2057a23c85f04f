import ArgumentParser
import Foundation
import RecourseText

struct ExcerptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "excerpt",
        abstract: "Learns the weights of the excerpt's traits, and how well they do.",
        discussion: """
            A log is hit when the excerpt holds at least half of its labelled lines. Figures \
            `held_out` are for weights learned without any log of the project that is measured.
            """)

    @Option(help: "The folder of the logs.") var logs: String
    @Option(help: "JSON: a log's path below --logs to [[first line, last line], ...].")
    var labels: String
    @Option(help: "The table of weights.") var table = "Benchmarks/excerpt/weights.tsv"
    @Option(help: "The source written with --write.")
    var source = "Sources/RecourseText/Excerpt/LearnedWeights.swift"
    @Option(help: "How firmly the weights are held to what was expected of them.")
    var precision = 0.4
    @Flag(help: "Write the learned weights to the table and the source.") var write = false
    @Option(help: "table or json.") var format = Report.Format.table

    func validate() throws {
        guard precision > 0 else { throw ValidationError("--precision must be above 0.") }
    }

    func run() throws {
        var table = try ExcerptWeightTable(contentsOf: URL(filePath: table))
        let directory = URL(filePath: logs)
        let spans = try JSONDecoder().decode(
            [String: [[Int]]].self, from: Data(contentsOf: URL(filePath: labels)))
        let logs = try spans.sorted { $0.key < $1.key }.map {
            try ExcerptLog(name: $0.key, spans: $0.value, directory: directory)
        }
        let learner = ExcerptLearner(prior: table.priors, precision: precision)
        let learned = learner.weights(from: logs)
        var heldOut: [String: [Double]] = [:]
        for project in Set(logs.map(\.project)) {
            heldOut[project] = learner.weights(from: logs.filter { $0.project != project })
        }
        Report(
            name: "excerpt",
            rows: [
                ("logs", Double(logs.count), "labelled"),
                ("projects", Double(heldOut.count), "of which each is held out in turn"),
            ] + rows("prior", "nothing learned", logs) { _ in table.priors }
                + rows("learned", "the logs learned from", logs) { _ in learned }
                + rows("held_out", "other projects than those learned from", logs) {
                    heldOut[$0.project] ?? learned
                }
        ).show(format)
        guard write else { return }
        table.weights = learned
        try table.text.write(toFile: self.table, atomically: true, encoding: .utf8)
        try table.source.write(toFile: source, atomically: true, encoding: .utf8)
    }

    private func rows(
        _ name: String, _ meaning: String, _ logs: [ExcerptLog],
        weights: (ExcerptLog) -> [Double]
    ) -> [(key: String, value: Double, meaning: String)] {
        [20, 50].flatMap { budget in
            let figures = ExcerptFigures(logs, budget: budget, weights: weights)
            return [
                ("\(name)_hit_\(budget)", figures.hit, "half of the lines: \(meaning)"),
                ("\(name)_touch_\(budget)", figures.touch, "any line: \(meaning)"),
            ]
        }
    }
}
