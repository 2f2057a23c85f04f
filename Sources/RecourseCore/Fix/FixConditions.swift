/// What must hold of the surroundings for a fix to be right. All of it.
public struct FixConditions: Hashable, Sendable, Codable {
    public var files: [Template] = []
    public var filesAbsent: [Template] = []
    public var directories: [Template] = []
    public var directoriesAbsent: [Template] = []
    public var notExecutable: [Template] = []
    /// Files that begin as programs do: with `#!`, or as machine code.
    public var runnable: [Template] = []
    /// Look-ups that must find nothing.
    public var findsNone: [Lookup] = []
    public var contains: [FileText] = []
    public var lacks: [FileText] = []
    /// The name as a whole word, case and `-`/`_` folded, as manifests name packages.
    public var mentions: [FileText] = []
    public var programs: [String] = []
    public var programsAbsent: [String] = []
    public var environment: [String] = []
    /// No process of these names runs.
    public var noProcess: [String] = []
    /// A regex on the failed command's text.
    public var command: String?
    public var root: Bool?
    public var platforms: [String] = []

    public init() {}

    public struct FileText: Hashable, Sendable, Codable {
        public var file: Template
        public var text: Template

        public init(file: Template, text: Template) {
            self.file = file
            self.text = text
        }
    }

    public var templates: [Template] {
        files + filesAbsent + directories + directoriesAbsent + notExecutable + runnable
            + findsNone.flatMap(\.templates)
            + (contains + lacks + mentions).flatMap { [$0.file, $0.text] }
    }
}
