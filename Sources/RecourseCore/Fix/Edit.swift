/// A change to one file of the tree, described in a pack.
public struct Edit: Hashable, Sendable, Codable {
    public var file: Template
    public var operation: Operation

    public init(file: Template, operation: Operation) {
        self.file = file
        self.operation = operation
    }

    public enum Operation: Hashable, Sendable, Codable {
        case crlfToLF
        case stripBOM
        case indentWithTab(line: Template)
        case deleteLine(line: Template, containing: Template)
        case replaceInLine(line: Template, from: Template, to: Template)

        public var name: String {
            switch self {
            case .crlfToLF: "crlf-to-lf"
            case .stripBOM: "strip-bom"
            case .indentWithTab: "indent-with-tab"
            case .deleteLine: "delete-line"
            case .replaceInLine: "replace-in-line"
            }
        }

        /// In the order in which they are written.
        public var templates: [Template] {
            switch self {
            case .crlfToLF, .stripBOM: []
            case .indentWithTab(let line): [line]
            case .deleteLine(let line, let containing): [line, containing]
            case .replaceInLine(let line, let from, let to): [line, from, to]
            }
        }
    }
}

/// The same with every value filled in: a pure function from bytes to bytes.
public struct FileEdit: Hashable, Sendable, Codable {
    public enum Operation: Hashable, Sendable, Codable {
        case crlfToLF
        case stripBOM
        case indentWithTab(line: Int)
        case deleteLine(line: Int, containing: String)
        case replaceInLine(line: Int, from: String, to: String)
    }

    /// Relative to the working directory, or absolute inside it.
    public var path: String
    public var operation: Operation

    public init(path: String, operation: Operation) {
        self.path = path
        self.operation = operation
    }

    /// `edit crlf-to-lf run.sh`, `edit delete-line main.go:5`.
    public var text: String {
        let name = ShellQuoting.quoted(path)
        return switch operation {
        case .crlfToLF: "edit crlf-to-lf \(name)"
        case .stripBOM: "edit strip-bom \(name)"
        case .indentWithTab(let line): "edit indent-with-tab \(name):\(line)"
        case .deleteLine(let line, _): "edit delete-line \(name):\(line)"
        case .replaceInLine(let line, _, _): "edit replace-in-line \(name):\(line)"
        }
    }
}
