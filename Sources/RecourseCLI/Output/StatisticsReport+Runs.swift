import RecourseCore
import RecourseStore

extension StatisticsReport {
    /// What the time of runs went into.
    static func tables(of rows: [PhaseStatistics]) -> (table: Table, csv: Table) {
        (
            Table(
                columns: ["phase", "runs", "times", "seconds", "mean"],
                rows: rows.map { row in
                    [
                        row.phase.rawValue, "\(row.runs)", "\(row.count)",
                        RunText.seconds(row.seconds),
                        "\(rounded(row.seconds / Double(max(row.count, 1)) * 1_000)) ms",
                    ]
                }, numeric: [1, 2, 3, 4]),
            Table(
                columns: ["phase", "runs", "count", "seconds"],
                rows: rows.map {
                    [$0.phase.rawValue, "\($0.runs)", "\($0.count)", "\($0.seconds)"]
                })
        )
    }

    /// What models were asked; the first row is all together.
    static func tables(of rows: [ModelStatistics.Row]) -> (table: Table, csv: Table) {
        let columns = [
            "purpose", "calls", "replied", "failed", "cached", "requests", "tokens in",
            "tokens out", "cost", "median", "p95",
        ]
        func cells(_ row: ModelStatistics.Row, _ seconds: (Double) -> String) -> [String] {
            [
                row.purpose?.rawValue ?? "all", "\(row.calls)", "\(row.replied)",
                "\(row.failures.values.reduce(0, +))", "\(row.cacheHits)", "\(row.requests)",
                "\(row.inputTokens)", "\(row.outputTokens)",
                "\(Double(row.micros) / 1_000_000)", seconds(row.medianSeconds),
                seconds(row.p95Seconds),
            ]
        }
        return (
            Table(
                columns: columns, rows: rows.map { cells($0, RunText.seconds) },
                numeric: Set(1..<columns.count)),
            Table(
                columns: columns.map { $0.replacing(" ", with: "_") },
                rows: rows.map { cells($0) { "\($0)" } })
        )
    }

    private static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
