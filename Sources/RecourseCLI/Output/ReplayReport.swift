import RecourseCore
import RecourseCuration
import RecourseText

/// What a replay shows, in words and as JSON.
struct ReplayReport {
    struct Document: Encodable {
        struct Row: Encodable {
            var change: Replay.Change.Kind
            var command: String
            var exit: Int32
            var before: PatternID?
            var after: PatternID?
            var excerpt: String
        }
        var schema = "recourse.replay/1"
        var failures: Int
        var passing: Int
        var gained: Int
        var lost: Int
        var changed: Int
        var falseAlarms: Int
        var changes: [Row]

        init(_ replay: Replay) {
            func count(_ kind: Replay.Change.Kind) -> Int {
                replay.changes.count { $0.kind == kind }
            }
            failures = replay.failures
            passing = replay.passing
            (gained, lost) = (count(.gained), count(.lost))
            (changed, falseAlarms) = (count(.changed), count(.falseAlarm))
            changes = replay.changes.map {
                Row(
                    change: $0.kind, command: $0.run.command, exit: $0.run.exitCode,
                    before: $0.before, after: $0.after, excerpt: $0.run.excerpt)
            }
        }
    }

    private static let shown = 20

    static func say(_ replay: Replay) {
        for line in lines(replay) { Console.say(line) }
    }

    static func lines(_ replay: Replay) -> [String] {
        let document = Document(replay)
        let head =
            "over \(replay.failures) failures and \(replay.passing) passing runs: "
            + "\(document.gained) gained, \(document.lost) lost, \(document.changed) changed, "
            + "\(document.falseAlarms) false alarm\(document.falseAlarms == 1 ? "" : "s")"
        let rows = replay.changes.prefix(shown).map { change in
            let (before, after) = (change.before?.rawValue ?? "-", change.after?.rawValue ?? "-")
            return
                "  \(change.kind.rawValue): \(change.run.command.prefix(60)): \(before) -> \(after)"
        }
        let rest = replay.changes.count - rows.count
        return ([head] + rows + (rest > 0 ? ["  and \(rest) more"] : [])).map {
            $0.escapedForTerminal()
        }
    }
}
