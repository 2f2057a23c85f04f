import ArgumentParser
import RecourseAgent
import RecourseCore

struct TrustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Say which imported patterns may act. Until then they only name causes.",
        discussion: """
            EXAMPLES
              recourse trust list
              recourse trust approve team
            """,
        subcommands: [List.self, Approve.self, Revoke.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract:
                "Imported patterns, whether they are approved as they are now, and standing answers.",
            discussion: """
                EXAMPLES
                  recourse trust list --format json
                """)
        @OptionGroup var store: StoreOptions
        @Option(help: "table, json or csv.") var format = DataFormat.table

        private struct Document: Encodable {
            struct Row: Encodable {
                var pattern: PatternID
                var pack: PackID
                var approved: Bool
            }
            struct Answer: Encodable {
                var fix: String
                var answer: StandingAnswer
            }
            var schema = "recourse.trust.list/1"
            var patterns: [Row]
            var answers: [Answer]
        }

        func run() throws {
            let approvals = Approvals()
            let rows = try PatternLibrary(store: store.existingStore()).patterns()
                .filter { $0.1.origin == .imported }
                .map {
                    Document.Row(
                        pattern: $0.0.id, pack: $0.1.pack, approved: approvals.approves($0.0))
                }
            let table = Table(
                columns: ["pattern", "pack", "approved"],
                rows: rows.map {
                    [$0.pattern.rawValue, $0.pack.rawValue, $0.approved ? "yes" : "no"]
                })
            let answers = approvals.standingAnswers.map {
                Document.Answer(fix: $0.fix, answer: $0.answer)
            }
            switch format {
            case .table:
                Console.output(table.text)
                let standing = Table(
                    columns: ["fix", "standing answer"],
                    rows: answers.map { [$0.fix, $0.answer.rawValue] })
                if !answers.isEmpty { Console.output("\n" + standing.text) }
            case .csv: Console.output(table.csv)
            case .json: Console.output(try JSON.text(Document(patterns: rows, answers: answers)))
            }
        }
    }

    struct Approve: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "approve",
            abstract: "Let the fixes of these imported patterns run, exactly as they are now.",
            discussion: """
                EXAMPLES
                  recourse trust approve team
                  recourse trust approve team.cache-missing
                """)
        @Argument(help: ArgumentHelp("Pattern ids, or a pack's id.", valueName: "id")) var ids:
            [String]
        @Option(help: "text or json.") var format = TextFormat.text
        @OptionGroup var store: StoreOptions

        func run() throws {
            var approvals = Approvals()
            var approved: [PatternID] = []
            let patterns = try PatternLibrary(store: store.existingStore()).patterns()
                .filter { $0.1.origin == .imported }
            for id in ids {
                let chosen = patterns.filter { $0.0.id.rawValue == id || $0.1.pack.rawValue == id }
                guard !chosen.isEmpty else {
                    throw Complaint.input("no imported pattern or pack is called \(id)")
                }
                for (pattern, _) in chosen { try approvals.approve(pattern) }
                approved += chosen.map(\.0.id)
                guard format == .text else { continue }
                Console.say(
                    "approved \(chosen.count) pattern\(chosen.count == 1 ? "" : "s") of \(id)")
            }
            if format == .json { Console.output(try JSON.text(TrustChange(approved: approved))) }
        }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke", abstract: "Take an approval and every standing answer back.",
            discussion: """
                EXAMPLES
                  recourse trust revoke team
                  recourse trust revoke fs.not-executable
                """)
        @Argument(help: ArgumentHelp("Pattern ids, or a pack's id.", valueName: "id")) var ids:
            [String]
        @Option(help: "text or json.") var format = TextFormat.text
        @OptionGroup var store: StoreOptions

        func run() throws {
            var approvals = Approvals()
            var revoked: [PatternID] = []
            // Taking back must work without a readable store: then ids are patterns' only.
            let records =
                (try? PatternLibrary(store: store.existingStore()).all) ?? PatternLibrary.builtIn
            for id in ids {
                let members = records.filter { $0.origin == .imported && $0.pack.rawValue == id }
                    .map(\.id)
                let before = revoked.count
                for pattern in [PatternID(id)] + members where try approvals.revoke(pattern) {
                    revoked.append(pattern)
                }
                guard revoked.count > before else {
                    throw Complaint.input("nothing was approved for \(id)")
                }
            }
            if format == .json { Console.output(try JSON.text(TrustChange(revoked: revoked))) }
        }
    }
}

private struct TrustChange: Encodable {
    var schema = "recourse.trust.change/1"
    var approved: [PatternID] = []
    var revoked: [PatternID] = []
}
