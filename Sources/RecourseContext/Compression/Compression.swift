/// How a text is made smaller: by what it is.
public enum Compression: String, Hashable, Sendable {
    /// Keeps headings, and the sections that the task names.
    case sections
    /// Keeps declarations with the first line of their documentation, and the lines that hold what
    /// the task names, with their neighbours.
    case interfaces
    /// Keeps errors and warnings, and the end.
    case errors
    /// Keeps the names of dependencies.
    case dependencies
    /// Keeps the boxes, and of the task in question everything.
    case taskList
    /// Folders as counts.
    case folding
    /// Keeps the beginning, and the lines that hold what the task names.
    case beginning
    /// Keeps the end: the newest.
    case newest

    init(_ kind: ContentKind) {
        switch kind {
        case .code: self = .interfaces
        case .prose: self = .sections
        case .manifest: self = .dependencies
        case .log: self = .errors
        case .data, .binary: self = .beginning
        }
    }
}
