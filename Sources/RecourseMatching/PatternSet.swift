import RecourseCore
import RecoursePCRE2
import RecourseText
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// An immutable set of patterns, ready to be looked for. Regexes are compiled, and bodies decoded,
/// when a text first makes them candidates.
public final class PatternSet: Sendable {
    public let records: [PatternRecord]
    /// One step of all patterns: which of them can match at all.
    public let screen: LiteralScreen
    private let compiled: Mutex<[Int: Result<[Regex], RegexError>]> = Mutex([:])
    private let decoded: Mutex<[Int: Pattern]> = Mutex([:])

    public init(_ records: [PatternRecord]) {
        self.records = records
        screen = LiteralScreen(records)
    }

    public convenience init(_ patterns: [Pattern], pack: PackID = "test") {
        self.init(patterns.map { PatternRecord($0, pack: pack) })
    }

    /// The whole pattern.
    /// - Throws: `DecodingError` where its stored form is damaged.
    public func pattern(at index: Int) throws -> Pattern {
        if let known = decoded.withLock({ $0[index] }) { return known }
        let pattern: Pattern =
            switch records[index].body {
            case .whole(let pattern): pattern
            case .encoded(let bytes):
                try JSONDecoder().decode(Pattern.self, from: Data(bytes))
            }
        decoded.withLock { $0[index] = pattern }
        return pattern
    }

    func regexes(at index: Int) -> Result<[Regex], RegexError> {
        if let known = compiled.withLock({ $0[index] }) { return known }
        let result = Result { () throws(RegexError) in
            var regexes: [Regex] = []
            for text in records[index].scope.regexes { regexes.append(try Regex(text)) }
            return regexes
        }
        compiled.withLock { $0[index] = result }
        return result
    }
}
