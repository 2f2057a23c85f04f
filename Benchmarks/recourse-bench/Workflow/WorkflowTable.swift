/// Before and after, row by row as the plan has them.
struct WorkflowTable {
    let before: WorkflowRun.Figures
    let after: WorkflowRun.Figures

    /// 0 to 1.
    var overheadReduction: Double { reduction(before.overheadPerTask, after.overheadPerTask) }
    var modelCallReduction: Double { reduction(Double(before.calls), Double(after.calls)) }

    var recoveryReduction: Double { reduction(recovery(before), recovery(after)) }

    private func reduction(_ before: Double, _ after: Double) -> Double {
        before > 0 ? 1 - after / before : 0
    }

    /// Recognising a failure, asking about it included where a model was asked, without the time of
    /// commands, for each error.
    func recovery(_ figures: WorkflowRun.Figures) -> Double {
        figures.recovery / Double(max(figures.recoveries, 1))
    }

    var rows: [(name: String, before: Double, after: Double, unit: String)] {
        [
            ("model calls", Double(before.calls), Double(after.calls), ""),
            ("context", before.context, after.context, "s"),
            ("error recovery, each", recovery(before), recovery(after), "s"),
            ("commands, wall clock", before.busy, after.busy, "s"),
            ("state", before.state, after.state, "s"),
            ("overhead per task", before.overheadPerTask, after.overheadPerTask, "s"),
            ("whole run", before.seconds, after.seconds, "s"),
        ]
    }

    func show(title: String) {
        print(title)
        print("  \(pad("", 24))\(lead("before")) \(lead("after")) \(lead("change"))")
        for row in rows {
            let change = row.before > 0 ? "\(percent(row.after / row.before - 1)) %" : "-"
            print(
                "  \(pad(row.name, 24))\(lead(text(row.before) + row.unit)) \(lead(text(row.after) + row.unit)) \(lead(change))"
            )
        }
    }

    private func text(_ value: Double) -> String {
        value == value.rounded() && value.magnitude < 1e6
            ? "\(Int(value)) " : "\((value * 10_000).rounded() / 10_000) "
    }

    private func percent(_ share: Double) -> Double { (share * 1_000).rounded() / 10 }

    private func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(width - text.count, 0))
    }

    private func lead(_ text: String) -> String {
        String(repeating: " ", count: max(14 - text.count, 0)) + text
    }
}
