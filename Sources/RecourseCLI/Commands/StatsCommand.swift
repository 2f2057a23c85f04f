import ArgumentParser
import RecourseCore
import RecourseStore

struct StatsCommand: ParsableCommand {
    enum Topic: String, ExpressibleByArgument, CaseIterable {
        case summary, fixes, patterns, failures, unknown, phases, models
    }

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json, csv, html
    }

    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "What failed, what was tried, and what worked.",
        discussion: """
            EXAMPLES
              recourse stats
              recourse stats fixes --since 30d
              recourse stats failures --format csv > failures.csv
              recourse stats models --format html > models.html
            """)

    @Argument(help: "summary, fixes, patterns, failures, unknown, phases or models.")
    var topic = Topic.summary

    @Option(
        help: ArgumentHelp(
            "Only what happened since: 90m, 12h, 30d, or a date as 2026-01-31.", valueName: "time"))
    var since: TimePoint?

    @Option(help: "table, json, csv or html.")
    var format = Format.table

    @OptionGroup var store: StoreOptions

    func run() throws {
        let report = try StatisticsReport(
            topic, store: store.existingStore(), since: since?.seconds)
        switch format {
        case .table: Console.output(report.table.text)
        case .csv: Console.output(report.csv.csv)
        case .json: Console.output(try report.json())
        case .html:
            Console.output(
                HTMLPage(title: "Recourse: \(topic.rawValue)", table: report.table).text)
        }
    }
}

/// A moment, given as an age or a date in UTC.
struct TimePoint: ExpressibleByArgument {
    /// Since 1970-01-01 UTC.
    var seconds: Double

    init?(argument: String) {
        let units: [Character: Double] = ["m": 60, "h": 3_600, "d": 86_400, "w": 604_800]
        if let unit = argument.last.flatMap({ units[$0] }),
            let number = Double(argument.dropLast()), number >= 0
        {
            seconds = Session.now() - number * unit
            return
        }
        let parts = argument.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, (1...12).contains(parts[1]), (1...31).contains(parts[2]) else {
            return nil
        }
        seconds = Double(CivilDate.days(year: parts[0], month: parts[1], day: parts[2])) * 86_400
    }
}

/// The proleptic Gregorian calendar in UTC (Howard Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms").
enum CivilDate {
    static func days(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    /// `2026-01-31 14:05`.
    static func text(_ seconds: Double) -> String {
        // A stored figure may be anything: what is no time between 1970 and 9999 is none.
        guard seconds >= 0, seconds < 253_402_300_800 else { return "?" }
        let total = Int(seconds)
        let (days, rest) = (total / 86_400, total % 86_400)
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let index = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * index + 2) / 5 + 1
        let month = index < 10 ? index + 3 : index - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month))-\(two(day)) \(two(rest / 3_600)):\(two(rest % 3_600 / 60))"
    }
}
