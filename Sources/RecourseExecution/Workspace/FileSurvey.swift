/// The files of a tree that a person may have meant: not what tools have put there.
struct FileSurvey {
    /// A file of the root itself has depth 1.
    var depth = 4
    var most = 20_000

    static let skipped: Set<String> = [
        "node_modules", "target", "build", "dist", "venv", "__pycache__", "vendor",
    ]

    /// - Returns: relative paths, those of a folder before those of the folders below it.
    func files(below root: String) -> [String] {
        var found: [String] = []
        var level = [""]
        for _ in 0..<depth {
            var next: [String] = []
            for folder in level {
                let path = folder.isEmpty ? root : "\(root)/\(folder)"
                for entry in FolderListing.entries(path) where !entry.name.hasPrefix(".") {
                    let name = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
                    switch entry.kind {
                    case .file: found.append(name)
                    case .directory where !Self.skipped.contains(entry.name): next.append(name)
                    case .directory, .other: break
                    }
                    if found.count == most { return found }
                }
            }
            level = next
        }
        return found
    }
}
