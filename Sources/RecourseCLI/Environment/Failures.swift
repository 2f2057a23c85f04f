import RecourseAgent
import RecourseCatalog
import RecourseCore
import RecourseStore
import RecourseText

/// Exit statuses, documented in the README. `exec` exits with the command's own.
enum Status {
    /// Nothing matched, a finding was made, a task failed: the answer is no.
    static let no: Int32 = 1
    /// What was given cannot be used: a file, a pack, a task list.
    static let input: Int32 = 2
    /// The store cannot be used.
    static let store: Int32 = 3
    /// Interrupted.
    static let interrupted: Int32 = 130
}

/// Something a person has to put right, with the status to end with.
struct Complaint: Error, CustomStringConvertible {
    var status: Int32
    var headline: String
    var details: [String] = []
    var hint: String?

    var description: String { headline }

    func tell() {
        let style = Style.words
        Console.say("\(style.red("recourse:")) \(headline.escapedForTerminal())")
        for detail in details { Console.say("  \(detail.escapedForTerminal())") }
        if let hint { Console.say(style.dim("  \(hint.escapedForTerminal())")) }
    }

    static func input(_ headline: String, _ details: [String] = [], hint: String? = nil)
        -> Complaint
    {
        Complaint(status: Status.input, headline: headline, details: details, hint: hint)
    }
}

extension Complaint {
    init(_ error: StoreError) {
        status = Status.store
        switch error {
        case .newerSchema(let path, let migrations):
            headline = "\(path) was written by a later version of Recourse"
            details = ["it has \(migrations.joined(separator: ", ")), which this one does not know"]
            hint = "use that version, or another file with --db"
        case .notADatabase(let path, let reason):
            headline = "\(path) is not a knowledge database: \(reason)"
            hint = "restore a backup, or name another file with --db"
        case .readOnly(let path): headline = "\(path) may not be written"
        case .isADirectory(let path): headline = "\(path) is a folder, not a database"
        case .full(let path): headline = "no space is left for \(path)"
        case .busy(let path):
            headline = "another process held \(path) for more than ten seconds"
            hint = "try again"
        case .input(let path, let reason): headline = "\(path): \(reason)"
        }
    }

    init(_ errors: PackErrors) {
        self = .input(
            errors.errors.count == 1
                ? "a pack has an error" : "packs have \(errors.errors.count) errors",
            errors.errors.map(\.text), hint: "nothing was loaded; the format is in Docs/packs.md")
    }

    init(_ error: TaskListError, file: String) {
        let place = error.line > 0 ? "\(file):\(error.line)" : file
        let reason =
            switch error.problem {
            case .empty: "has no task; a task is a line such as `- [ ] 1. Title`"
            case .repeatedID(let id): "task \(id) stands twice"
            case .unknownNeed(let need, let id):
                "task \(id) needs \(need), which is not in the list"
            case .cycle(let ids):
                "tasks need each other: \(ids.map(\.description).joined(separator: " -> "))"
            case .unknownTask(let id): "has no task \(id)"
            case .unclosedFence: "a code fence is not closed"
            case .changed(let id): "task \(id) was changed by someone else; its box was left alone"
            }
        self = .input("\(place): \(reason)")
    }
}
