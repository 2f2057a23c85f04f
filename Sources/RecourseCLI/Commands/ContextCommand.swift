import ArgumentParser
import RecourseAgent
import RecourseContext
import RecourseCore
import RecourseExecution
import RecourseStore
import RecourseText

struct ContextCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "context",
        abstract: "What a language model would be told of the project.",
        subcommands: [ContextShowCommand.self])
}

struct ContextShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "What would be sent for one task, and why.",
        discussion: """
            The list of components goes to stderr, the text to stdout, so that it can be piped on.

            EXAMPLES
              recourse context show tasks.md 2.1
              recourse context show tasks.md 2.1 --budget 4000 --format json
            """)

    @Argument(help: "The task list.") var file: String
    @Argument(help: "The task's id.") var task: String
    @Option(help: ArgumentHelp("At most so many tokens, estimated.", valueName: "tokens"))
    var budget = ProjectBriefing.budget
    @Option(help: "text, or json with every component.") var format = TextFormat.text
    @OptionGroup var store: StoreOptions

    func validate() throws {
        if budget < 1 { throw ValidationError("--budget is at least 1.") }
    }

    func run() async throws {
        let tasks = try TaskFile(path: file)
        let list = tasks.list
        guard let item = list[TaskID(task)] else {
            throw Complaint(TaskListError(problem: .unknownTask(TaskID(task)), line: 0), file: file)
        }
        let store = try store.existingStore()
        let redactor = try Redactor(importedRulesOf: store)
        // What is shown is not worth a write: the snapshot is kept by `run`.
        let briefing = ProjectBriefing(
            directory: try Paths.presentDirectory, tasks: tasks, run: nil, store: store,
            redactor: redactor, isIncremental: true)
        let context = await briefing.assembled(for: item, budget: budget)
        switch format {
        case .json:
            Console.output(try JSON.text(ContextDocument(context, task: task, redactor: redactor)))
        case .text:
            for component in context.components {
                Console.say(ContextText.line(component).escapedForTerminal())
            }
            Console.say("\(context.tokens) of \(budget) tokens, estimated")
            Console.output(redactor.redacted(context.text).escapedForTerminal(keepingLines: true))
        }
    }
}

extension ContextTask {
    init(_ item: TaskItem) {
        self.init(
            id: item.id.rawValue, title: item.title, steps: item.steps,
            requirements: item.requirements, commands: item.commands + item.checks)
    }
}

/// A component in words.
enum ContextText {
    static func line(_ component: ContextComponent) -> String {
        "\(component.name): \(form(component)), \(reason(component.reason))"
    }

    static func form(_ component: ContextComponent) -> String {
        switch component.form {
        case .whole: "whole, \(component.tokens) tokens"
        case .compressed(let before, let after, let compression):
            "\(after) of \(before) tokens, keeps \(kept(by: compression))"
        case .leftOut(.budget): "left out, no room for any of its \(component.wholeTokens) tokens"
        case .leftOut(.secret): "left out, it holds secrets"
        case .leftOut(.unreadable): "left out, it cannot be read"
        }
    }

    static func reason(_ reason: ContextComponent.Reason) -> String {
        switch reason {
        case .always: "told with every task"
        case .specification: "belongs to the task list"
        case .namesPath(let path): "the task names the path \(path)"
        case .namesFile(let name): "the task names the file \(name)"
        case .namesDeclaration(let name): "it declares \(name), which the task names"
        case .given: "from what was done before"
        }
    }

    private static func kept(by compression: Compression) -> String {
        switch compression {
        case .sections: "headings and the sections that the task names"
        case .interfaces: "declarations and the lines that the task names"
        case .errors: "errors and warnings"
        case .dependencies: "dependencies"
        case .taskList: "boxes and the task itself"
        case .folding: "the upper folders, the rest as counts"
        case .beginning: "the beginning"
        case .newest: "the newest"
        }
    }
}

private struct ContextDocument: Encodable {
    struct Component: Encodable {
        var kind: String
        var name: String
        var reason: String
        /// `whole`, `compressed` or `left-out`.
        var form: String
        var how: String
        var tokens: Int
        var wholeTokens: Int
        var identity: String
    }

    var schema = "recourse.context/1"
    var task: String
    var budget: Int
    var tokens: Int
    var identity: String
    var components: [Component]
    var text: String

    init(_ context: AssembledContext, task: String, redactor: Redactor) {
        self.task = task
        budget = context.budget
        tokens = context.tokens
        identity = context.identity.rawValue
        text = redactor.redacted(context.text)
        components = context.components.map { component in
            let form =
                switch component.form {
                case .whole: "whole"
                case .compressed: "compressed"
                case .leftOut: "left-out"
                }
            return Component(
                kind: "\(component.kind)", name: component.name,
                reason: ContextText.reason(component.reason), form: form,
                how: ContextText.form(component), tokens: component.tokens,
                wholeTokens: component.wholeTokens, identity: component.identity)
        }
    }
}
