#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// What lies in a folder.
enum FolderListing {
    enum Kind: Hashable {
        case file, directory, other
    }

    struct Entry: Hashable {
        var name: String
        var kind: Kind
    }

    /// Without `.` and `..`, in the order of the names' bytes; a link counts as what it leads to,
    /// but one to a folder as something else, so that no walk leaves the tree or goes in circles.
    /// Nothing where the folder cannot be read.
    static func entries(_ path: String) -> [Entry] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var entries: [Entry] = []
        while let item = readdir(folder) {
            let name = withUnsafeBytes(of: &item.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name != ".", name != ".." else { continue }
            let kind = kind(of: Int32(item.pointee.d_type), name, in: dirfd(folder))
            entries.append(Entry(name: name, kind: kind))
        }
        return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    private static func kind(of type: Int32, _ name: String, in folder: Int32) -> Kind {
        switch type {
        case Int32(DT_REG): return .file
        case Int32(DT_DIR): return .directory
        case Int32(DT_LNK), Int32(DT_UNKNOWN):
            var status = stat()
            guard fstatat(folder, name, &status, 0) == 0 else { return .other }
            if status.st_mode & S_IFMT == S_IFREG { return .file }
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            return isFolder && type == Int32(DT_UNKNOWN) ? .directory : .other
        default: return .other
        }
    }
}
