import RecourseCatalog
import RecourseCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Packs from disk: a file, a folder with `pack.toml` and `patterns/*.toml`, a folder of pack
/// files, or `-`.
enum PackFiles {
    /// - Throws: `PackErrors` with everything that is wrong, or `Complaint`.
    static func packs(at path: String) throws -> [Pack] {
        guard InputFile.isDirectory(path) else { return [try pack(at: path)] }
        let manifest = "\(path)/pack.toml"
        if access(manifest, F_OK) == 0 { return [try folderPack(path, manifest: manifest)] }
        let files = names(in: path)
        guard !files.isEmpty else {
            throw Complaint.input("\(path) holds no pack: no pack.toml, no *.toml")
        }
        return try collecting(files) { try pack(at: "\(path)/\($0)") }
    }

    private static func pack(at path: String, manifest: Pack? = nil) throws -> Pack {
        let bytes = try InputFile.bytes(of: path, limit: PackFile.maximumBytes + 1)
        return try PackFile(bytes, file: path, manifest: manifest).pack
    }

    private static func folderPack(_ path: String, manifest: String) throws -> Pack {
        var pack = try pack(at: manifest)
        let parts = try collecting(names(in: path + "/patterns")) {
            try Self.pack(at: "\(path)/patterns/\($0)", manifest: pack)
        }
        pack.patterns += parts.flatMap(\.patterns)
        let repeated = Dictionary(grouping: pack.patterns, by: \.id).filter { $0.value.count > 1 }
            .keys.sorted()
        guard repeated.isEmpty else {
            throw PackErrors(
                repeated.map {
                    PackError(file: path, field: "id", reason: "`\($0)` stands in two files")
                })
        }
        return pack
    }

    /// All files are read before any error is told.
    private static func collecting(_ files: [String], _ read: (String) throws -> Pack) throws
        -> [Pack]
    {
        var packs: [Pack] = []
        var errors: [PackError] = []
        for file in files {
            do {
                packs.append(try read(file))
            } catch let found as PackErrors {
                errors += found.errors
            }
        }
        guard errors.isEmpty else { throw PackErrors(errors) }
        return packs
    }

    private static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".toml"), !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}
