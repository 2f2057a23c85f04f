import RecourseCatalog
import RecourseCore

/// Packs in our format from disk: a file, a folder or archive with `pack.toml` and
/// `patterns/*.toml`, a folder or archive of pack files, or `-`.
enum PackFiles {
    /// - Throws: `PackErrors` with everything that is wrong, or `Complaint`.
    static func packs(at path: String) throws -> [Pack] {
        let documents = try PackDocuments(at: path)
        if let pack = try documents.folderPack() { return [pack] }
        let files = documents.documents.filter {
            !documents.isCollection || $0.path.hasSuffix(".toml") && !$0.path.contains("/")
        }
        guard !files.isEmpty else {
            throw Complaint.input("\(path) holds no pack: no pack.toml, no *.toml")
        }
        return try PackDocuments.collecting(files) { try PackFile($0.bytes, file: $0.name).pack }
    }
}
