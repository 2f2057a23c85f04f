import ArgumentParser
import RecourseStore

struct DatabaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "db", abstract: "Look after the knowledge database.",
        discussion: """
            EXAMPLES
              recourse db path
              recourse db backup knowledge-copy.db
            """,
        subcommands: [PathOf.self, Check.self, Backup.self])

    struct PathOf: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "path", abstract: "Print where the database is, or would be.",
            discussion: """
                EXAMPLES
                  recourse db path
                """)
        @OptionGroup var store: StoreOptions

        func run() { Console.output(store.path + "\n") }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Check the database; exits with 1 where something is wrong.",
            discussion: """
                EXAMPLES
                  recourse db check --format json
                """)
        @OptionGroup var store: StoreOptions
        @Option(help: "text or json.") var format = TextFormat.text

        private struct Document: Encodable {
            var schema = "recourse.db.check/1"
            var path: String
            var exists: Bool
            var problems: [String]
            var migrations: [String]
        }

        func run() throws {
            let existing = try store.existingStore()
            let problems = try existing?.problems() ?? []
            let migrations = try existing?.appliedMigrations() ?? []
            switch format {
            case .json:
                Console.output(
                    try JSON.text(
                        Document(
                            path: store.path, exists: existing != nil, problems: problems,
                            migrations: migrations)))
            case .text:
                if existing == nil {
                    Console.say("\(store.path) does not exist yet")
                } else if problems.isEmpty {
                    Console.say("\(store.path) is sound (schema \(migrations.last ?? "none"))")
                }
                for problem in problems { Console.output(problem + "\n") }
            }
            if !problems.isEmpty { throw ExitCode(Status.no) }
        }
    }

    struct Backup: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "backup",
            abstract: "Copy the database to a new file, consistent while others write.",
            discussion: """
                EXAMPLES
                  recourse db backup knowledge-copy.db
                """)
        @Argument(help: "The new file.") var target: String
        @OptionGroup var store: StoreOptions

        func run() throws {
            guard let existing = try store.existingStore() else {
                throw Complaint(status: Status.store, headline: "\(store.path) does not exist yet")
            }
            try existing.backup(to: target)
        }
    }
}
