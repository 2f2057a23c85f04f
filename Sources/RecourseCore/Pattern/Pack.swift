/// A set of patterns with its manifest.
public struct Pack: Hashable, Sendable, Codable {
    public var id: PackID
    public var version: String
    public var licence: String
    /// No fix may be classed above it.
    public var maximumRisk: Risk
    /// Every program that a fix may start.
    public var programs: [String]
    public var patterns: [Pattern]

    public init(
        id: PackID, version: String, licence: String, maximumRisk: Risk, programs: [String],
        patterns: [Pattern]
    ) {
        self.id = id
        self.version = version
        self.licence = licence
        self.maximumRisk = maximumRisk
        self.programs = programs
        self.patterns = patterns
    }
}
