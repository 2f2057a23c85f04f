import ArgumentParser
import RecourseAgent
import RecourseCatalog
import RecourseCore
import RecourseStore

/// `recourse`.
public struct RecourseCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "recourse",
        abstract:
            "Runs a command; when it fails, recognises why, applies the fix that has really worked, runs it again, and learns.",
        discussion: """
            EXAMPLES
              recourse exec -- make test              suggest, or ask on a terminal
              recourse exec --mode auto -- ./build.sh run fixes that stay inside the tree
              recourse run tasks.md                   run a task list, recovering as it goes
              recourse match build.log                name the causes in a log
              recourse excerpt build.log              the lines of a log that say why it failed
              recourse stats fixes                    what worked, how often, how fast
              recourse undo --dry-run                 what putting changed files back would do

            EXIT STATUS
              0  done, or yes      1  no: nothing matched, a finding, a task failed
              2  input that cannot be used      3  the knowledge database cannot be used
              64 wrong arguments   130 interrupted   exec: the command's own status
            """,
        version: "0.1.0",
        subcommands: [
            ExecCommand.self, RunCommand.self, MatchCommand.self, ExcerptCommand.self,
            PatternsCommand.self, StatsCommand.self, RunsCommand.self, UndoCommand.self,
            ContextCommand.self, ModelsCommand.self, TrustCommand.self, DatabaseCommand.self,
        ])

    public init() {}

    /// Parses, runs, and says what is wrong in one place.
    public static func run(_ arguments: [String]) async -> Int32 {
        do {
            var command = try parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return 0
        } catch let exit as ExitCode {
            // Nothing is added to what the command printed.
            return exit.rawValue
        } catch let error as Complaint {
            error.tell()
            return error.status
        } catch let error as StoreError {
            let complaint = Complaint(error)
            complaint.tell()
            return complaint.status
        } catch let error as PackErrors {
            let complaint = Complaint(error)
            complaint.tell()
            return complaint.status
        } catch let error as DecodingError {
            let complaint = Complaint(
                status: Status.store, headline: "a stored pattern cannot be read: \(error)",
                hint: "import its pack again")
            complaint.tell()
            return complaint.status
        } catch {
            let code = exitCode(for: error)
            let text = fullMessage(for: error)
            if code == .success {
                Console.output(text + "\n")
            } else if !text.isEmpty {
                Console.say(text)
            }
            return code.rawValue
        }
    }
}

/// How data is printed.
enum DataFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv
}

/// How words for people are printed.
enum TextFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}
