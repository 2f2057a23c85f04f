import RecourseCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Names that a project's own files define.
enum ProjectNames {
    /// Keys of `scripts` in a `package.json`.
    static func npmScripts(_ contents: [UInt8]) -> [String] {
        struct Manifest: Decodable { var scripts: [String: String]? }
        let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(contents))
        return manifest?.scripts.map { Array($0.keys) } ?? []
    }

    /// Words before a colon at the start of a line: rules, without patterns, special targets and
    /// assignments.
    static func makeTargets(_ contents: [UInt8]) -> [String] {
        String(decoding: contents, as: UTF8.self).split(whereSeparator: \.isNewline).flatMap {
            line -> [String] in
            guard let colon = line.firstIndex(of: ":"), line.first != "\t", line.first != "#",
                line[line.index(after: colon)...].first != "="
            else { return [] }
            return line[..<colon].split(separator: " ").map(String.init)
                .filter {
                    !$0.hasPrefix(".") && !$0.contains("%") && !$0.contains("$")
                        && !$0.contains("=")
                }
        }
    }

    /// Local and remote branches, from the loose and packed refs of the repository in the root.
    static func gitBranches(_ workspace: any Workspace) -> [String] {
        var names: Set<String> = []
        func collect(_ folder: String, _ prefix: String, depth: Int) {
            for entry in workspace.entries(of: folder) {
                let path = "\(folder)/\(entry)"
                if workspace.kind(of: path) == .directory {
                    if depth < 4 { collect(path, prefix + entry + "/", depth: depth + 1) }
                } else {
                    names.insert(prefix + entry)
                }
            }
        }
        collect(".git/refs/heads", "", depth: 0)
        for remote in workspace.entries(of: ".git/refs/remotes") {
            collect(".git/refs/remotes/\(remote)", "", depth: 0)
        }
        let packed = workspace.contents(of: ".git/packed-refs") ?? []
        for line in String(decoding: packed, as: UTF8.self).split(separator: "\n") {
            guard let reference = line.split(separator: " ").last else { continue }
            let parts = reference.split(separator: "/")
            if parts.starts(with: ["refs", "heads"]) {
                names.insert(parts.dropFirst(2).joined(separator: "/"))
            } else if parts.starts(with: ["refs", "remotes"]) {
                names.insert(parts.dropFirst(3).joined(separator: "/"))
            }
        }
        names.remove("HEAD")
        return names.sorted()
    }
}
