/// What may be said of a path before the disk is looked at.
public enum ChangePath {
    /// The path's components: relative, without `.`, `..`, controls or empty names; `./` in front is
    /// dropped.
    /// - Throws: `EditError.unusablePath`, or `.protected` for what belongs to version control and
    ///   to Recourse itself.
    public static func components(of path: String) throws(EditError) -> [String] {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if parts.count > 1, parts[0] == "." { parts.removeFirst() }
        let isPlain = parts.allSatisfy { part in
            !part.isEmpty && part != "." && part != ".." && part.utf8.count <= 255
                && part.unicodeScalars.allSatisfy { !isHidden($0) }
        }
        guard isPlain, path.utf8.count <= 1024 else { throw .unusablePath(path: path) }
        guard !parts.contains(where: { guarded.contains(folded($0)) }) else {
            throw .protected(path: path)
        }
        return parts
    }

    /// Whether something runs or obeys the file by itself: hooks, continuous integration, shells'
    /// profiles, editors' tasks. Changing it is as grave as running what it says.
    public static func runsByItself(_ components: [String]) -> Bool {
        let names = components.map(folded)
        guard let name = names.last else { return false }
        return runningFiles.contains(name)
            || names.dropLast().contains(where: runningFolders.contains)
            || names.count > 1 && names.contains(".github")
                && (names.contains("workflows") || names.contains("actions"))
    }

    /// As a file system that ignores case and invisible characters would read it.
    private static func folded(_ name: String) -> String {
        var folded = name.lowercased()
        // Windows and HFS+ drop these, which git guards its own folder against as well.
        while let last = folded.last, last == " " || last == "." { folded.removeLast() }
        return folded
    }

    /// Controls, and characters that show nothing or turn the direction of writing.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
        default: false
        }
    }

    private static let guarded: Set<String> = [
        ".git", "git~1", ".hg", ".svn", ".jj", ".bzr", "_darcs", ".recourse",
    ]

    private static let runningFolders: Set<String> = [
        ".githooks", ".husky", ".circleci", ".buildkite", ".woodpecker", ".devcontainer",
        ".vscode", ".idea", ".ssh",
    ]

    private static let runningFiles: Set<String> = [
        ".gitlab-ci.yml", ".travis.yml", ".drone.yml", ".woodpecker.yml", "azure-pipelines.yml",
        "bitbucket-pipelines.yml", "appveyor.yml", ".appveyor.yml", "jenkinsfile",
        ".pre-commit-config.yaml", "lefthook.yml", ".lefthook.yml", ".envrc", ".gitconfig",
        ".profile", ".bashrc", ".bash_profile", ".bash_login", ".bash_logout", ".bash_aliases",
        ".zshrc", ".zshenv", ".zprofile", ".zlogin", ".zlogout", ".kshrc", ".cshrc", ".tcshrc",
        ".login", ".logout", ".inputrc", ".vimrc", ".exrc", ".nvimrc", ".gdbinit", ".lldbinit",
        "sitecustomize.py", "usercustomize.py",
    ]
}
