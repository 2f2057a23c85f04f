import RecourseCore

/// What is wrong with a pack, and where. Nothing of a pack with an error is loaded.
public struct PackError: Error, Hashable, Sendable {
    public var file: String
    /// 1-based; 0 where it cannot be told.
    public var line: Int
    /// For example `pattern[3].fix[0].argv`.
    public var field: String
    public var reason: String

    public init(file: String, line: Int = 0, field: String = "", reason: String) {
        self.file = file
        self.line = line
        self.field = field
        self.reason = reason
    }

    /// `FILE:LINE: FIELD: REASON`, as compilers write it.
    public var text: String {
        [line > 0 ? "\(file):\(line)" : file, field, reason].filter { !$0.isEmpty }
            .joined(separator: ": ")
    }
}

/// Everything that is wrong with one or more files.
public struct PackErrors: Error, Sendable {
    public var errors: [PackError]

    public init(_ errors: [PackError]) { self.errors = errors }
}
