/// What matching needs of a pattern at once. The rest is decoded only when the regex matched: a
/// process that looks at one failure touches a handful of hundreds.
public struct PatternRecord: Sendable {
    /// Who vouches for it.
    public enum Origin: Hashable, Sendable {
        /// Compiled into this program.
        case builtIn
        /// From a file that somebody wrote: inert until a person approves it.
        case imported
    }

    public enum Body: Sendable {
        case whole(Pattern)
        /// JSON of a `Pattern`.
        case encoded(ArraySlice<UInt8>)
    }

    public let id: PatternID
    public let pack: PackID
    public let origin: Origin
    public let scope: PatternScope
    public let body: Body

    public init(
        id: PatternID, pack: PackID, origin: Origin, scope: PatternScope, body: Body
    ) {
        self.id = id
        self.pack = pack
        self.origin = origin
        self.scope = scope
        self.body = body
    }

    public init(_ pattern: Pattern, pack: PackID, origin: Origin = .imported) {
        self.init(
            id: pattern.id, pack: pack, origin: origin, scope: pattern.scope, body: .whole(pattern))
    }
}
