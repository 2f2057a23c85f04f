import ArgumentParser
import RecourseCore
import RecourseExecution
import RecourseText

struct UndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Put files back as they were before tasks and fixes changed them.",
        discussion: """
            Without a choice: what the last step changed. Only files below the working directory are touched, and a file that \
            was changed since is left as it is. What commands changed is not undone.

            EXAMPLES
              recourse undo --list
              recourse undo --dry-run
              recourse undo --run 20260131T235959-1a2b --task 2.1

            EXIT STATUS
              0  everything chosen is as before      1  something is not, or there was nothing to undo
            """)

    @Flag(help: "Lists the changes, the newest first, and undoes nothing.")
    var list = false

    @Flag(help: "The last step that changed files here (the default).")
    var last = false

    @Option(
        name: .customLong("run"), help: ArgumentHelp("All changes of a run.", valueName: "id"))
    var runID: String?

    @Option(
        help: ArgumentHelp("All changes of a task; of its last run, or of --run.", valueName: "id"))
    var task: String?

    @Flag(help: "Shows what would be undone, as a diff, and undoes nothing.")
    var dryRun = false

    @Flag(help: "Puts files back that were changed since, too, and keeps a copy of them.")
    var force = false

    @Option(help: "text or json.") var format = TextFormat.text

    @OptionGroup var store: StoreOptions

    func validate() throws {
        if last, runID != nil || task != nil {
            throw ValidationError("--last stands for itself; leave out --run and --task.")
        }
        if list, dryRun || force {
            throw ValidationError("--list undoes nothing; leave out --dry-run and --force.")
        }
    }

    func run() throws {
        let directory = try Paths.presentDirectory
        let journal = UndoJournal(folder: Paths.backups(besides: store.path))
        let here = journal.records(within: directory)
        if list {
            let chosen = runID == nil && task == nil ? here : choice(of: here)
            return try show(UndoDocument.List(chosen, journal), of: chosen)
        }
        let chosen = choice(of: here).filter { $0.restoredAt == nil }
        guard !chosen.isEmpty else {
            if format == .json { try print(UndoDocument(isDryRun: dryRun, changes: [])) }
            Console.say("nothing to undo")
            throw ExitCode(Status.no)
        }
        if dryRun { return try preview(chosen, journal) }
        let outcomes = journal.restore(chosen.map(\.id), within: directory, force: force)
        switch format {
        case .json: try print(UndoDocument(isDryRun: false, changes: outcomes.map { .init($0) }))
        case .text: for outcome in outcomes { Console.say(UndoText.line(outcome)) }
        }
        if !outcomes.allSatisfy({ $0.isAsBefore }) { throw ExitCode(Status.no) }
    }

    /// The newest first.
    private func choice(of records: [ChangeRecord]) -> [ChangeRecord] {
        if let runID {
            return records.filter {
                $0.origin.run?.rawValue == runID && (task == nil || $0.origin.task == task)
            }
        }
        if let task {
            let own = records.filter { $0.origin.task == task }
            return own.filter { $0.origin.run == own.first?.origin.run }
        }
        let batch = records.first { $0.restoredAt == nil }?.batch
        return records.filter { $0.batch == batch }
    }

    private func show(_ document: UndoDocument.List, of records: [ChangeRecord]) throws {
        guard format == .text else { return try print(document) }
        let rows = zip(records, document.changes).map { record, row in
            [
                record.id.rawValue, row.state.rawValue, UndoText.origin(record.origin),
                UndoText.what(record), record.fullPath,
            ]
        }
        Console.output(
            Table(columns: ["change", "state", "by", "what", "file"], rows: rows).text)
    }

    private func preview(_ records: [ChangeRecord], _ journal: UndoJournal) throws {
        let previews = records.map { ($0, journal.state(of: $0), journal.preview($0)) }
        if format == .json {
            return try print(
                UndoDocument(
                    isDryRun: true,
                    changes: previews.map { .init($0, state: $1, diff: $2?.diff) }))
        }
        for (record, state, preview) in previews {
            if state != .made {
                Console.say(
                    "\(record.fullPath.escapedForTerminal()) was changed since"
                        + (force ? "" : ", and would be left; --force puts it back"))
            }
            guard let preview else {
                Console.say("\(record.fullPath.escapedForTerminal()): the old version is lost")
                continue
            }
            Console.output(preview.diff.escapedForTerminal(keepingLines: true))
        }
    }

    private func print(_ document: some Encodable) throws {
        Console.output(try JSON.text(document))
    }
}
