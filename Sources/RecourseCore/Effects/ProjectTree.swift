/// The files of a project, as stamps and, one at a time, as bytes. Only looks.
public protocol ProjectTree: Sendable {
    /// The absolute path of the tree.
    var root: String { get }

    /// The stamps of all files, without what `SkippedFolders` names; links are listed, never
    /// followed. A folder that cannot be read is left out and counted.
    /// - Parameter earlier: a survey of the same tree, so that only folders that changed since need
    ///   be listed.
    func survey(after earlier: TreeSurvey?) -> TreeSurvey

    /// The beginning of one file.
    /// - Parameters:
    ///   - path: relative to the root.
    ///   - limit: bytes after which it stops.
    /// - Returns: `nil` where it cannot be read, is no regular file, or lies behind a link.
    func contents(of path: String, upTo limit: Int) -> [UInt8]?
}

/// Folders in which tools put what nobody wrote by hand: never surveyed, at any depth.
public enum SkippedFolders {
    /// Version control; installed dependencies; what a build makes; caches of tools; editors.
    public static let names: Set<String> = [
        ".git", ".hg", ".svn", ".jj",
        "node_modules", "bower_components", "vendor", "Pods", "Carthage", ".venv", "venv",
        "site-packages", ".bundle",
        "target", "build", "dist", "out", ".build", "DerivedData", "_build", "cmake-build-debug",
        "cmake-build-release", ".next", ".nuxt", ".output",
        "__pycache__", ".cache", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".tox", ".nox",
        ".gradle", ".eggs", ".parcel-cache", ".turbo", ".sass-cache", ".terraform", "coverage",
        ".coverage", "htmlcov", ".nyc_output", ".swiftpm", ".dart_tool", ".stack-work",
        "elm-stuff", ".idea", ".vs", ".recourse",
    ]
}
