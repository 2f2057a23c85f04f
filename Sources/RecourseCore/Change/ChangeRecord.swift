/// Names one change of one file: begins with its time, so that the order of ids is theirs.
public struct ChangeID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// Names what was changed together, all or nothing.
public struct ChangeBatchID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// What `undo` goes by: written, and on the disk, before the file is touched. Whether the change was
/// then made is seen from the file itself.
public struct ChangeRecord: Hashable, Sendable, Codable {
    /// A file's contents and mode.
    public struct Version: Hashable, Sendable, Codable {
        /// SHA-256, hexadecimal.
        public var hash: String
        public var bytes: Int
        /// The permissions, as in `chmod`.
        public var mode: Int

        public init(hash: String, bytes: Int, mode: Int) {
            self.hash = hash
            self.bytes = bytes
            self.mode = mode
        }
    }

    public var id: ChangeID
    public var batch: ChangeBatchID
    public var origin: ChangeOrigin
    /// The absolute path of the root of the tree, without links.
    public var tree: String
    /// Relative to it.
    public var path: String
    /// `nil`: there was no such file.
    public var before: Version?
    /// `nil`: it is deleted.
    public var after: Version?
    /// The name of the copy of the old contents in the folder of copies.
    public var backup: String?
    /// Folders that were made for it, relative to the tree, the outermost first.
    public var madeFolders: [String]
    /// Seconds since 1970-01-01 UTC.
    public var at: Double
    /// When it was undone.
    public var restoredAt: Double?

    public init(
        id: ChangeID, batch: ChangeBatchID, origin: ChangeOrigin, tree: String, path: String,
        before: Version?, after: Version?, backup: String?, madeFolders: [String] = [], at: Double,
        restoredAt: Double? = nil
    ) {
        self.id = id
        self.batch = batch
        self.origin = origin
        self.tree = tree
        self.path = path
        self.before = before
        self.after = after
        self.backup = backup
        self.madeFolders = madeFolders
        self.at = at
        self.restoredAt = restoredAt
    }

    /// Absolute.
    public var fullPath: String { tree == "/" ? "/" + path : tree + "/" + path }
}
