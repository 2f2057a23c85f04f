import ArgumentParser
import RecourseAgent
import RecourseCore
import RecourseStore

/// Options that every command that knows the store takes.
struct StoreOptions: ParsableArguments {
    @Option(
        name: .customLong("db"), help: ArgumentHelp("The knowledge database.", valueName: "file"))
    var database: String?

    var path: String { Paths.database(option: database) }

    /// For look-ups. A store that cannot be read is a complaint; one that is not there yet is
    /// empty.
    func existingStore() throws -> KnowledgeStore? {
        do {
            return try KnowledgeStore.existing(at: path)
        } catch let error as StoreError {
            throw Complaint(error)
        }
    }

    func writableStore() throws -> KnowledgeStore {
        do {
            return try KnowledgeStore(path: path, access: .writing)
        } catch let error as StoreError {
            throw Complaint(error)
        }
    }
}

/// Options on what may be done about failures.
struct RecoveryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What to do about a failure: suggest, ask or auto. Default: ask on a terminal, else suggest.",
            valueName: "mode"))
    var mode: RecoveryMode?

    @Option(
        help: ArgumentHelp(
            "The highest class of risk that runs by itself with --mode auto: inspect, retry, workspace, overwrite, environment or system.",
            valueName: "risk"))
    var ceiling: Risk = .workspace

    @Option(
        help: ArgumentHelp(
            "A limit for each run of the command, such as 90s or 5m.", valueName: "time"))
    var timeout: TimeLimit?

    @Option(help: ArgumentHelp("Makes the choice among fixes repeatable.", valueName: "number"))
    var seed: UInt64?

    var effectiveMode: RecoveryMode {
        mode
            ?? (Console.inputIsTerminal && Console.wordsAreOnTerminal && variable("CI") == nil
                ? .ask : .suggest)
    }
}

extension RecoveryMode: ExpressibleByArgument {}
extension Risk: ExpressibleByArgument {}

struct TimeLimit: ExpressibleByArgument {
    var duration: Duration

    init?(argument: String) {
        guard let duration = Duration(parsing: argument), duration > .zero else { return nil }
        self.duration = duration
    }
}
