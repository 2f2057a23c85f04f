import RecourseCore

/// Reads pattern files of other tools. Pure: reading from disk is the caller's, and so is the
/// engine: `compiles` gives its words on a regex that it does not take, and `nil` for one it does.
public enum ForeignReading {
    /// - Parameters:
    ///   - file: its name, for errors, and for the pack's id where `pack` is `nil`.
    ///   - format: `nil`: told from the contents.
    /// - Throws: `PackErrors` with places; then nothing of the file is taken.
    public static func read(
        _ bytes: [UInt8], file: String, as format: ForeignFormat? = nil, pack: PackID? = nil,
        compiles: @escaping (String) -> String?
    ) throws -> ForeignImport {
        guard let format = format ?? ForeignFormat.detect(bytes, fileName: file) else {
            // What is no text at all is told first.
            _ = try ForeignText(bytes, file: file)
            let names = ForeignFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw PackErrors([
                PackError(file: file, line: 1, reason: "is of no known format: \(names)")
            ])
        }
        if format == .recoursePack {
            let pack = try PackFile(bytes, file: file).pack
            return ForeignImport(format: format, pack: pack, grades: [], redactors: [], notes: [])
        }
        let text = try ForeignText(bytes, file: file)
        var assembly = PatternAssembly(format, pack: pack, file: file, compiles: compiles)
        switch format {
        case .recoursePack: break
        case .githubMatcher: try GitHubMatcherReading.read(text, into: &assembly)
        case .vsCodeMatcher: try VSCodeMatcherReading.read(text, into: &assembly)
        case .vimErrorFormat: try CompilerFileReading.read(text, into: &assembly)
        case .jenkinsXML: try JenkinsReading.readXML(text, into: &assembly)
        case .jenkinsJSON: try JenkinsReading.readJSON(text, into: &assembly)
        case .dotnetKnownIssue: try KnownIssueReading.read(text, into: &assembly)
        case .gitleaks: try GitleaksReading.read(text, into: &assembly)
        }
        return try assembly.result()
    }

    /// A value of Vim's 'errorformat', as `:set errorformat?` prints it.
    /// - Parameter pack: also the family of its patterns.
    /// - Throws: `PackErrors`, whose lines count the formats of the value.
    public static func read(
        errorFormat: String, pack: PackID, compiles: @escaping (String) -> String?
    ) throws -> ForeignImport {
        let text = try ForeignText(Array(errorFormat.utf8), file: "--errorformat")
        try CompilerFileReading.checkLength(of: text)
        var assembly = PatternAssembly(
            .vimErrorFormat, pack: PackID(PatternNaming.slug(pack.rawValue)), file: text.file,
            compiles: compiles)
        let parts = ErrorFormatParts.split(errorFormat)
        try ErrorFormatReading.read(
            parts.enumerated().map { ($0.element, $0.offset + 1) },
            family: PatternNaming.slug(pack.rawValue), into: &assembly)
        return try assembly.result()
    }
}
