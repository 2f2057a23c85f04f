import RecourseCore
import RecourseText

/// A fix as a model proposed it, fit to be judged: bounded, and free of what no argument may hold.
struct ProposedFix: Hashable, Sendable {
    enum Action: Hashable, Sendable {
        case steps([[String]])
        case rewrite([String])
        /// Seconds.
        case retry(after: Int)
        case advice(String)
    }

    var title: String
    var action: Action

    /// Why a fix is dropped. The others of the reply stay.
    enum Refusal: Error, Hashable, Sendable {
        case empty
        /// Too many steps, words or bytes.
        case tooLarge
        /// Control or invisible characters.
        case hostileText
        /// The first word is no program but a text for a shell.
        case shellText(String)
        /// It destroys work or switches a check off.
        case forbidden(String)
        /// It needs a value that was redacted.
        case secret
        case kind(String)

        var text: String {
            switch self {
            case .empty: "a fix says nothing to do"
            case .tooLarge: "a fix is too long"
            case .hostileText: "a fix holds control or invisible characters"
            case .shellText(let word): "`\(word.prefix(60))` is text for a shell, no program"
            case .forbidden(let command):
                "`\(command.prefix(120))` destroys work or switches a check off"
            case .secret: "a fix needs a value that was kept secret"
            case .kind(let kind): "`\(kind.prefix(40))` is no kind of fix"
            }
        }
    }

    static let mostSteps = 5
    static let mostWords = 50
    static let wordBytes = 500
    static let mostSeconds = 60
    private static let textBytes = 600

    init(_ said: RemedyReply.Said.Fix) throws(Refusal) {
        title = try Self.clean(said.title, bytes: 200)
        switch said.kind {
        case "run":
            guard !said.steps.isEmpty else { throw .empty }
            guard said.steps.count <= Self.mostSteps else { throw .tooLarge }
            for step in said.steps { try Self.check(step) }
            action = .steps(said.steps)
        case "rewrite":
            try Self.check(said.command)
            action = .rewrite(said.command)
        case "retry":
            guard said.seconds.isFinite, said.seconds >= 0 else { throw .tooLarge }
            action = .retry(after: Int(min(said.seconds.rounded(.up), Double(Self.mostSeconds))))
        case "advice":
            let text = try Self.clean(said.text, bytes: Self.textBytes)
            guard !text.isEmpty else { throw .empty }
            action = .advice(text)
        default: throw .kind(said.kind)
        }
    }

    private static func check(_ argv: [String]) throws(Refusal) {
        guard let program = argv.first, !program.isEmpty else { throw .empty }
        guard argv.count <= mostWords, argv.allSatisfy({ $0.utf8.count <= wordBytes }) else {
            throw .tooLarge
        }
        guard argv.allSatisfy(isHarmless) else { throw .hostileText }
        guard !argv.contains(where: { $0.contains(Redactor.mark) }) else { throw .secret }
        guard isProgram(program) else { throw .shellText(program) }
        let invocations = CommandAnatomy(Command(argv: argv, directory: "/")).invocations
        // What a shell or an interpreter is told as text is code that nobody judged.
        for invocation in invocations {
            if case .shellText = invocation.place { throw .shellText(program) }
        }
        let inner = invocations.map { [$0.program] + $0.arguments.map { $0 ?? "" } }
        guard !([argv] + inner).contains(where: CommandRisk.isForbidden) else {
            throw .forbidden(ShellQuoting.joined(argv))
        }
    }

    /// A name or a path: nothing that only a shell would understand.
    private static func isProgram(_ word: String) -> Bool {
        word.utf8.first != UInt8(ascii: "-")
            && word.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "._+-/@".utf8.contains(byte)
                }
            }
    }

    private static func clean(_ text: String, bytes: Int) throws(Refusal) -> String {
        guard text.utf8.count <= bytes else { throw .tooLarge }
        guard isHarmless(text) else { throw .hostileText }
        return text
    }

    /// Without characters that are invisible, or change what is seen. An argument may be empty or
    /// an option: a program of ours, not the failed output, says what it is.
    static func isHarmless(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
            default: true
            }
        }
    }
}
