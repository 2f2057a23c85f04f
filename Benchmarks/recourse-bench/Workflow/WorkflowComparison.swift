import Foundation

/// One list run with everything off, then on, then on with what that run left.
struct WorkflowComparison {
    let tasks: Int
    let before: WorkflowRun.Figures
    let cold: WorkflowRun.Figures
    let warm: WorkflowRun.Figures

    private var coldTable: WorkflowTable { WorkflowTable(before: before, after: cold) }
    private var warmTable: WorkflowTable { WorkflowTable(before: before, after: warm) }

    func show() {
        coldTable.show(title: "\(tasks) tasks, cold")
        warmTable.show(title: "\(tasks) tasks, with what the run before left")
    }

    private struct Document: Encodable {
        struct Run: Encodable {
            var tasks: Int
            var overheadReduction, modelCallReduction, recoveryReduction: Double
            var overheadSeconds, recoverySeconds, wholeSeconds: [Double]
            var modelCalls: [Int]
        }

        var bench = "workflow"
        /// The smallest of the runs', cold.
        var overheadReduction, modelCallReduction, recoveryReduction: Double
        /// Arrays hold before, cold, warm.
        var runs: [Run]
    }

    /// One line.
    static func json(_ comparisons: [WorkflowComparison]) -> String {
        let runs = comparisons.map { comparison in
            let table = comparison.coldTable
            let all = [comparison.before, comparison.cold, comparison.warm]
            return Document.Run(
                tasks: comparison.tasks, overheadReduction: rounded(table.overheadReduction),
                modelCallReduction: rounded(table.modelCallReduction),
                recoveryReduction: rounded(table.recoveryReduction),
                overheadSeconds: all.map { rounded($0.overheadPerTask) },
                recoverySeconds: all.map { rounded(table.recovery($0)) },
                wholeSeconds: all.map { rounded($0.seconds) }, modelCalls: all.map(\.calls))
        }
        let document = Document(
            overheadReduction: runs.map(\.overheadReduction).min() ?? 0,
            modelCallReduction: runs.map(\.modelCallReduction).min() ?? 0,
            recoveryReduction: runs.map(\.recoveryReduction).min() ?? 0, runs: runs)
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = .sortedKeys
        return (try? encoder.encode(document)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    private static func rounded(_ value: Double) -> Double {
        (value * 100_000).rounded() / 100_000
    }
}
