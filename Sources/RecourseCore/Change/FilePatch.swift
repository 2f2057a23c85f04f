/// A unified diff of one file, taken apart.
public struct FilePatch: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable {
        case create, modify, delete
    }

    /// A run of lines that is looked for, and what takes its place.
    public struct Hunk: Hashable, Sendable, Codable {
        /// As its head says, from 1; 0 before the first line.
        public var oldStart: Int
        public var newStart: Int
        public var lines: [Line]
        /// Where its head stands in the patch, from 1.
        public var line: Int

        public init(oldStart: Int, newStart: Int, lines: [Line], line: Int) {
            self.oldStart = oldStart
            self.newStart = newStart
            self.lines = lines
            self.line = line
        }
    }

    public struct Line: Hashable, Sendable, Codable {
        public enum Kind: String, Hashable, Sendable, Codable {
            case context, removed, added
        }

        public var kind: Kind
        /// Without its line feed; a carriage return stays.
        public var text: String
        /// False for a last line without one.
        public var hasLineFeed: Bool

        public init(kind: Kind, text: String, hasLineFeed: Bool = true) {
            self.kind = kind
            self.text = text
            self.hasLineFeed = hasLineFeed
        }
    }

    public var path: String
    public var kind: Kind
    /// A new file's.
    public var isExecutable: Bool
    public var hunks: [Hunk]

    public init(path: String, kind: Kind, isExecutable: Bool = false, hunks: [Hunk]) {
        self.path = path
        self.kind = kind
        self.isExecutable = isExecutable
        self.hunks = hunks
    }

    public var added: Int { count(.added) }
    public var removed: Int { count(.removed) }

    private func count(_ kind: Line.Kind) -> Int {
        hunks.reduce(0) { $0 + $1.lines.count { $0.kind == kind } }
    }
}
