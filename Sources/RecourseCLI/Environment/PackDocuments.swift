import RecourseCatalog
import RecourseCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Files that packs are read from: one, those of a folder, those of an archive, or stdin.
struct PackDocuments {
    struct Document {
        /// Within the folder or archive.
        var path: String
        /// For errors.
        var name: String
        var bytes: [UInt8]
    }

    let documents: [Document]
    /// Whether they come from a folder or an archive, where other files may lie beside them.
    let isCollection: Bool

    private static let endings = [".toml", ".json", ".xml", ".vim", ".md"]
    private static let deepest = 4
    /// Of one file.
    static let maximumBytes = PackFile.maximumBytes

    /// - Throws: `Complaint` or `PackErrors`.
    init(at path: String) throws {
        if InputFile.isDirectory(path) {
            isCollection = true
            var total = 0
            documents = try Self.files(below: path, "", depth: 1).map { file in
                let bytes = try InputFile.bytes(
                    of: "\(path)/\(file)", limit: Self.maximumBytes + 1)
                total += bytes.count
                guard total <= ArchiveFile.maximumBytes else {
                    throw Complaint.input(
                        "\(path) holds more than \(ArchiveFile.maximumBytes >> 20) MiB of packs")
                }
                return Document(path: file, name: "\(path)/\(file)", bytes: bytes)
            }
            return
        }
        let bytes = try InputFile.bytes(of: path, limit: Self.maximumBytes + 1)
        isCollection = ArchiveFile.isArchive(bytes)
        documents =
            isCollection
            ? try ArchiveFile(bytes, file: path).entries.filter { Self.isPack($0.path) }.map {
                Document(path: $0.path, name: "\(path): \($0.path)", bytes: $0.bytes)
            } : [Document(path: path, name: path, bytes: bytes)]
    }

    /// The only folder that everything lies in, if it does, left out.
    private var stripped: [Document] {
        let folders = Set(documents.map { $0.path.split(separator: "/").first ?? "" })
        guard folders.count == 1, let folder = folders.first,
            documents.allSatisfy({ $0.path.hasPrefix(folder + "/") })
        else { return documents }
        return documents.map { document in
            var inner = document
            inner.path = String(document.path.dropFirst(folder.utf8.count + 1))
            return inner
        }
    }

    /// A pack in several files: `pack.toml`, whose patterns may also stand in `patterns/*.toml`.
    /// - Returns: `nil` where there is no `pack.toml`.
    /// - Throws: `PackErrors` with all that is wrong.
    func folderPack() throws -> Pack? {
        let files = isCollection ? stripped : []
        guard let manifest = files.first(where: { $0.path == "pack.toml" }) else { return nil }
        var pack = try PackFile(manifest.bytes, file: manifest.name).pack
        let parts = files.filter { $0.path.hasPrefix("patterns/") && $0.path.hasSuffix(".toml") }
        pack.patterns += try Self.collecting(parts) {
            try PackFile($0.bytes, file: $0.name, manifest: pack).pack
        }.flatMap(\.patterns)
        let repeated = Dictionary(grouping: pack.patterns, by: \.id).filter { $0.value.count > 1 }
        guard repeated.isEmpty else {
            throw PackErrors(
                repeated.keys.sorted().map {
                    PackError(
                        file: manifest.name, field: "id", reason: "`\($0)` stands in two files")
                })
        }
        return pack
    }

    /// All documents are read before any error is told.
    static func collecting<Value>(
        _ documents: [Document], _ read: (Document) throws -> Value
    ) throws -> [Value] {
        var values: [Value] = []
        var errors: [PackError] = []
        for document in documents {
            do {
                values.append(try read(document))
            } catch let found as PackErrors {
                errors += found.errors
            }
        }
        guard errors.isEmpty else { throw PackErrors(errors) }
        return values
    }

    private static func isPack(_ path: String) -> Bool {
        let name = path.split(separator: "/").last ?? ""
        return !name.hasPrefix(".") && endings.contains { name.hasSuffix($0) }
    }

    /// Paths within the folder, in order; links to folders are not followed.
    private static func files(
        below root: String, _ folder: String, depth: Int
    ) throws -> [String] {
        guard let directory = opendir(folder.isEmpty ? root : "\(root)/\(folder)") else {
            throw Complaint.input("\(root)/\(folder): \(String(cString: strerror(errno)))")
        }
        defer { closedir(directory) }
        var (files, folders): ([String], [String]) = ([], [])
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix(".") else { continue }
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            if Int32(entry.pointee.d_type) == Int32(DT_DIR) {
                folders.append(path)
            } else if isPack(path) {
                files.append(path)
            }
        }
        if depth < deepest {
            for folder in folders {
                files += try Self.files(below: root, folder, depth: depth + 1)
            }
        }
        guard files.count <= ArchiveFile.maximumEntries else {
            throw Complaint.input("\(root) holds more than \(ArchiveFile.maximumEntries) files")
        }
        return files.sorted()
    }
}
