import RecourseCore
import RecourseStore
import RecourseText

/// Statistics as rows for people, rows for programs, and JSON.
struct StatisticsReport {
    /// For people: rounded, times as dates.
    var table: Table
    /// For programs: nothing rounded away.
    var csv: Table
    let json: () throws -> String

    private struct Document<Rows: Encodable>: Encodable {
        var schema: String
        var rows: Rows
    }

    init(_ topic: StatsCommand.Topic, store: KnowledgeStore?, since: Double?) throws {
        func document(_ rows: some Encodable & Sendable) -> () throws -> String {
            { try JSON.text(Document(schema: "recourse.stats.\(topic.rawValue)/1", rows: rows)) }
        }
        switch topic {
        case .summary:
            let summary = try store?.summary(since: since) ?? .none
            let rows = Self.rows(summary)
            table = Table(columns: ["", ""], rows: rows, numeric: [1])
            csv = Table(columns: ["measure", "value"], rows: rows)
            json = document(summary)
        case .fixes:
            let rows = try store?.fixStatistics(since: since) ?? []
            table = Table(
                columns: [
                    "fix", "trials", "resolved", "shifted", "unchanged", "worse", "rate", "mean",
                    "last tried",
                ],
                rows: rows.map { row in
                    [
                        "\(row.pattern)/\(row.fix)", "\(row.trials)", "\(row.resolved)",
                        "\(row.shifted)",
                        "\(row.unchanged)", "\(row.worse)", "\(Int((row.rate * 100).rounded())) %",
                        RunText.seconds(row.meanSeconds), CivilDate.text(row.lastTried),
                    ]
                }, numeric: [1, 2, 3, 4, 5, 6, 7])
            csv = Table(
                columns: [
                    "pattern", "fix", "trials", "resolved", "shifted", "unchanged", "worse",
                    "mean_seconds", "last_tried",
                ],
                rows: rows.map { row in
                    [
                        row.pattern.rawValue, row.fix.rawValue, "\(row.trials)", "\(row.resolved)",
                        "\(row.shifted)",
                        "\(row.unchanged)", "\(row.worse)", "\(row.meanSeconds)",
                        "\(row.lastTried)",
                    ]
                })
            json = document(rows)
        case .patterns:
            let rows = try store?.patternStatistics(since: since) ?? []
            table = Table(
                columns: ["pattern", "failures", "resolved", "last seen"],
                rows: rows.map {
                    [
                        $0.pattern.rawValue, "\($0.failures)", "\($0.resolved)",
                        CivilDate.text($0.lastSeen),
                    ]
                },
                numeric: [1, 2])
            csv = Table(
                columns: ["pattern", "failures", "resolved", "last_seen"],
                rows: rows.map {
                    [$0.pattern.rawValue, "\($0.failures)", "\($0.resolved)", "\($0.lastSeen)"]
                })
            json = document(rows)
        case .failures:
            let rows = try store?.failureStatistics(since: since) ?? []
            table = Table(
                columns: ["when", "exit", "pattern", "attempts", "resolved", "command"],
                rows: rows.map { row in
                    [
                        CivilDate.text(row.at), "\(row.exitCode)",
                        row.pattern?.rawValue ?? "unknown", "\(row.attempts)",
                        row.resolved ? "yes" : "no",
                        String(row.command.prefix(60)).escapedForTerminal(),
                    ]
                }, numeric: [1, 3])
            csv = Table(
                columns: [
                    "at", "exit_code", "pattern", "attempts", "resolved", "seconds", "command",
                ],
                rows: rows.map { row in
                    [
                        "\(row.at)", "\(row.exitCode)", row.pattern?.rawValue ?? "",
                        "\(row.attempts)",
                        "\(row.resolved)", "\(row.seconds)", row.command,
                    ]
                })
            json = document(rows)
        case .unknown:
            let rows = try store?.unknownFailures(since: since) ?? []
            table = Table(
                columns: ["failures", "last seen", "fingerprint", "command"],
                rows: rows.map { row in
                    [
                        "\(row.failures)", CivilDate.text(row.lastSeen), row.fingerprint,
                        String(row.command.prefix(60)).escapedForTerminal(),
                    ]
                }, numeric: [0])
            csv = Table(
                columns: ["fingerprint", "failures", "last_seen", "program", "command", "excerpt"],
                rows: rows.map { row in
                    [
                        row.fingerprint, "\(row.failures)", "\(row.lastSeen)", row.program,
                        row.command, row.excerpt,
                    ]
                })
            json = document(rows)
        case .phases:
            let rows = try store?.phaseStatistics(since: since) ?? []
            (table, csv) = Self.tables(of: rows)
            json = document(rows)
        case .models:
            let statistics = try store?.modelStatistics(since: since) ?? .none
            let rows = [statistics.total] + statistics.purposes
            (table, csv) = Self.tables(of: rows)
            json = document(rows)
        }
    }

    private static func rows(_ summary: RecoveryStatistics.Summary) -> [[String]] {
        [
            ["failures", "\(summary.failures)"],
            ["explained by a pattern", "\(summary.explained)"],
            ["resolved", "\(summary.resolved)"],
            ["attempts", "\(summary.attempts)"],
            ["inconclusive attempts", "\(summary.inconclusive)"],
            ["median seconds to resolve", "\((summary.medianSeconds * 100).rounded() / 100)"],
            ["model calls", "\(summary.modelCalls)"],
        ]
    }
}

extension RecoveryStatistics.Summary {
    fileprivate static let none = RecoveryStatistics.Summary(
        failures: 0, explained: 0, resolved: 0, attempts: 0, inconclusive: 0, medianSeconds: 0,
        modelCalls: 0,
        since: nil)
}
