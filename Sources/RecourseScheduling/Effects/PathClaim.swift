/// A set of paths that a command reads or writes, told by name. Names are compared as they are
/// written: that two names are one file by a link is for whoever makes the claims to resolve.
public struct PathClaim: Hashable, Sendable {
    /// The components in front that are plain names; the root has none.
    public let folder: [String]
    /// What follows, with `*` and `?` as in a shell, `**` for any number of components.
    public let pattern: [String]
    /// Whether everything below belongs to it.
    public let isTree: Bool
    /// Whether it stands for the headers of the C family wherever they lie: which of them a
    /// compiler reads is not written in its command.
    public let isAnyHeader: Bool

    init(folder: [String], pattern: [String] = [], isTree: Bool = false) {
        self.folder = folder
        self.pattern = pattern
        self.isTree = isTree
        isAnyHeader = false
    }

    private init() {
        (folder, pattern, isTree, isAnyHeader) = ([], ["**"], false, true)
    }

    static let anyHeader = PathClaim()

    /// One file or folder, without what is in the folder.
    /// - Parameter path: absolute; `.` and `..` are resolved by name.
    public static func file(_ path: String) -> PathClaim {
        PathClaim(folder: components(of: path))
    }

    /// A file or folder with everything below it.
    public static func tree(_ path: String) -> PathClaim {
        PathClaim(folder: components(of: path), isTree: true)
    }

    /// What a glob may name. Brackets are taken as `*`.
    public static func glob(_ path: String, isTree: Bool = false) -> PathClaim {
        let all = components(of: path)
        let split = all.firstIndex(where: ComponentPattern.isPattern) ?? all.count
        return PathClaim(
            folder: Array(all[..<split]), pattern: Array(all[split...]), isTree: isTree)
    }

    /// The components of an absolute path without `.`, `..` and empty ones.
    static func components(of path: String) -> [String] {
        var components: [String] = []
        for part in path.utf8.split(separator: UInt8(ascii: "/")) {
            switch String(Substring(part)) {
            case ".": continue
            case "..": _ = components.popLast()
            case let name: components.append(name)
            }
        }
        return components
    }
}

extension PathClaim {
    /// Whether writing the one can change what it means to read or write the other; true where it
    /// is not known.
    ///
    /// Whatever is done to a path presumes the folders above it, so that making or removing one of
    /// them counts.
    func isChanged(byWriting written: PathClaim) -> Bool {
        if isAnyHeader { return written.mayBeHeader }
        if written.isAnyHeader { return mayBeHeader }
        if written.pattern.isEmpty, pattern.isEmpty {
            if written.folder.count <= folder.count {
                return folder.starts(with: written.folder)
            }
            return isTree && written.folder.starts(with: folder)
        }
        let ours = folder + pattern + (isTree ? ["**"] : [])
        let theirs = written.folder + written.pattern + (written.isTree ? ["**"] : [])
        if ComponentPattern.intersect(ours[...], theirs[...]) { return true }
        // A folder above, by name.
        return (0..<folder.count).contains {
            ComponentPattern.intersect(folder[..<$0], theirs[...])
        }
    }

    /// Whether one of two commands that write these can change what the other does.
    func collides(with other: PathClaim) -> Bool {
        isChanged(byWriting: other) || other.isChanged(byWriting: self)
    }

    private static let headerExtensions: Set<String> = [
        "h", "hh", "hpp", "hxx", "h++", "inc", "inl", "ipp", "tcc", "tpp", "def", "c", "cc", "cpp",
        "cxx", "m", "mm", "s", "S", "modulemap", "gch", "pch", "pcm",
    ]

    /// Whether writing it may write something that a compiler includes.
    var mayBeHeader: Bool {
        guard !isTree, pattern.isEmpty, let name = folder.last else { return true }
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else {
            // C++ has headers without one; a folder that is made holds none yet.
            return false
        }
        return Self.headerExtensions.contains(String(name[name.utf8.index(after: dot)...]))
    }
}

extension PathClaim: CustomStringConvertible {
    public var description: String {
        isAnyHeader
            ? "headers" : "/" + (folder + pattern + (isTree ? ["**"] : [])).joined(separator: "/")
    }
}
