/// A shell command text taken apart into its simple commands, with the place of every word, so that
/// one of them can be changed and the rest stays to the letter. POSIX.1-2017, Shell Command
/// Language, 2.3 (tokens) and 2.9.1 (simple commands); what it does not understand makes the whole
/// text `nil`.
public struct ShellText: Sendable {
    public struct Word: Hashable, Sendable {
        /// Bytes of the text.
        public var range: Range<Int>
        /// The word after quote removal; `nil` where it holds an expansion or a glob.
        public var value: String?
        /// The word after quote removal where a glob is all that a shell would expand.
        public var glob: String?
        public var source: String
    }

    public struct SimpleCommand: Hashable, Sendable {
        /// `NAME=value` words in front.
        public var assignments: [Word] = []
        /// The program and its arguments, without redirections.
        public var words: [Word] = []
        /// In the order in which a shell makes them.
        public var redirections: [Redirection] = []

        /// Whether there is nothing but redirections, or nothing at all.
        var isWordless: Bool { words.isEmpty && assignments.isEmpty }
    }

    /// POSIX.1-2017, 2.7, with `&>` and `&>>` of bash.
    public struct Redirection: Hashable, Sendable {
        public enum Kind: Hashable, Sendable {
            case input, output, append
            /// `<>`
            case inputAndOutput
            /// `&>`, `>& FILE`, `&>>`: both streams.
            case bothStreams(appends: Bool)
            /// `2>&1`, `<&-`: the target names a descriptor.
            case duplicate
            /// The target is the delimiter; the body is not kept.
            case hereDocument
        }

        public var kind: Kind
        /// The number in front; `nil` for the one that the operator stands for.
        public var descriptor: Int?
        public var target: Word
    }

    public let source: String
    public let commands: [SimpleCommand]
    /// True where there is one simple command and nothing else: no operator, redirection,
    /// assignment or expansion.
    public let isPlain: Bool

    public init?(_ source: String) {
        var parser = ShellParser(Array(source.utf8))
        guard parser.parse() else { return nil }
        self.source = source
        commands = parser.commands.filter { !$0.isWordless }
        isPlain =
            parser.isPlain && commands.count == 1 && commands[0].assignments.isEmpty
            && commands[0].words.allSatisfy { $0.value != nil }
    }

    /// The text with pieces replaced; `changes` must not overlap.
    public func replacing(_ changes: [(range: Range<Int>, text: String)]) -> String {
        var bytes = Array(source.utf8)
        for change in changes.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
            bytes.replaceSubrange(change.range, with: Array(change.text.utf8))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
