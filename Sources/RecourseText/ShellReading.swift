/// A shell text as a tree: lists of pipelines of commands, with their redirections (POSIX.1-2017,
/// Shell Command Language, 2.9). Unlike `ShellText` it demands that compound commands are complete,
/// and knows here-documents; what it does not understand makes the whole `nil`.
public struct ShellReading: Hashable, Sendable {
    public let list: ShellList

    public init?(_ source: String) {
        var parser = ShellParser(Array(source.utf8), readsHereDocuments: true)
        guard parser.parse() else { return nil }
        var grammar = ShellGrammar(parser.parts)
        guard let list = grammar.whole() else { return nil }
        self.list = list
    }
}

public struct ShellList: Hashable, Sendable {
    /// What decides whether the next pipeline is run.
    public enum Connector: Hashable, Sendable {
        /// `;` or a line's end.
        case sequence
        case and, or
        /// `&`: it goes on beside what follows.
        case background
    }

    public struct Item: Hashable, Sendable {
        public var pipeline: ShellPipeline
        /// What stands behind it.
        public var connector: Connector
    }

    public var items: [Item] = []
}

public struct ShellPipeline: Hashable, Sendable {
    public var isNegated = false
    /// At least one.
    public var stages: [ShellStage] = []
}

/// One command of a pipeline.
public struct ShellStage: Hashable, Sendable {
    public indirect enum Body: Hashable, Sendable {
        case simple(ShellText.SimpleCommand)
        /// `{ …; }`: in the shell itself.
        case group(ShellList)
        /// `( … )`: in a copy of the shell.
        case subshell(ShellList)
        /// The lists in the order in which they are written: each condition, its branch, the else.
        case conditional([ShellList])
        case loop(condition: ShellList, body: ShellList)
        /// `for` and `select`; the words are what is gone through.
        case iteration(words: [ShellText.Word], body: ShellList)
    }

    public var body: Body
    /// Those of a compound command; a simple command has its own.
    public var redirections: [ShellText.Redirection] = []
}
