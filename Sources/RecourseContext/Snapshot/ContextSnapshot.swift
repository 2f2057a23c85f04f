import RecourseCore

/// What is known of a project's files at one moment: their stamps, and of those that were read, what
/// was in them.
public struct ContextSnapshot: Hashable, Sendable {
    public struct Limits: Hashable, Sendable {
        /// A larger file is not read for its facts.
        public var fileBytes = 512 << 10
        /// Bytes that one refresh reads at most; what is left waits for the next.
        public var refreshBytes = 512 << 20
        /// Names that are kept of one file.
        public var names = 64

        public init() {}
    }

    public internal(set) var survey: TreeSurvey
    /// Aligned with the survey's files.
    public internal(set) var facts: [FileFacts]
    /// Hashes of the names that files declare.
    var names: [UInt32]

    /// The place of a file by its path relative to the root.
    public func file(at path: String) -> Int? {
        let bytes = Array(path.utf8)
        let slash = bytes.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { bytes[..<$0] } ?? [UInt8(ascii: ".")][...]
        let name = slash.map { bytes[($0 + 1)...] } ?? bytes[...]
        guard
            let index = survey.folders.firstIndex(where: {
                Int($0.pathLength) == folder.count
                    && survey.bytes(at: $0.path).elementsEqual(folder)
            })
        else { return nil }
        return survey.files(ofFolder: index).first {
            survey.bytes(at: survey.names[$0]).elementsEqual(name)
        }
    }
}

/// What differs between two snapshots; paths relative to the root, in the order of a walk.
public struct TreeChanges: Hashable, Sendable {
    public var added: [String] = []
    /// Its contents, or whether it may be executed, or what kind of thing it is.
    public var changed: [String] = []
    public var removed: [String] = []

    public var isEmpty: Bool { added.isEmpty && changed.isEmpty && removed.isEmpty }

    public init() {}
}

/// A snapshot brought up to date.
public struct ContextRefresh: Sendable {
    public var snapshot: ContextSnapshot
    public var changes: TreeChanges
    /// Files that were opened, and what was read of them.
    public var filesRead: Int
    public var bytesRead: Int
    /// Whether the snapshot says more than the one before: where not, what is stored may stay.
    public var isWorthKeeping: Bool
}
