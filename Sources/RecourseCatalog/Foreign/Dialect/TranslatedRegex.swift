import RecourseCore

/// A regex of another dialect, as PCRE2 with MULTILINE and DOLLAR_ENDONLY over the whole text.
///
/// Taken as never there, since our texts hold none of them or no tool's output does: a carriage
/// return, the line separators U+0085, U+2028 and U+2029 as line ends, and the letters U+017F and
/// U+212A, which fold to ASCII ones in some engines only.
public struct TranslatedRegex: Hashable, Sendable {
    public var original: String
    /// `nil` where it is refused.
    public var pcre2: String?
    public var grade: RegexGrade
    /// What was changed, or why a person must look.
    public var reasons: [String]
    /// Nobody means well with it: nothing of its file is taken.
    public var isHostile = false
    /// What its groups are called now, in order.
    public var names: [String] = []

    /// - Parameters:
    ///   - roles: names for groups, by the numbers that the dialect gives them; 0 is all of the
    ///     match.
    ///   - compiles: the engine's words on a regex that it does not take; `nil` for one it does.
    public init(
        _ regex: String, _ use: RegexUse, roles: [Int: String] = [:],
        compiles: (String) -> String? = { _ in nil }
    ) {
        self = RegexTranslator.translated(regex, use, roles: roles).checked(compiles)
    }

    init(
        original: String, pcre2: String?, grade: RegexGrade, reasons: [String],
        isHostile: Bool = false, names: [String] = []
    ) {
        self.original = original
        self.pcre2 = pcre2
        self.grade = grade
        self.reasons = reasons
        self.isHostile = isHostile
        self.names = names
    }

    static func refused(_ original: String, _ refusal: RegexRefusal) -> TranslatedRegex {
        TranslatedRegex(
            original: String(original.prefix(ForeignLimits.keptRegexCharacters)), pcre2: nil,
            grade: .refused, reasons: [refusal.reason], isHostile: refusal.isHostile)
    }

    /// As it is, or refused where the engine does not take it.
    /// - Parameter error: the engine's words on a regex; `nil` where it compiles.
    func checked(_ error: (String) -> String?) -> TranslatedRegex {
        guard let pcre2, let message = error(pcre2) else { return self }
        return .refused(original, RegexRefusal("PCRE2: \(message)"))
    }
}

/// Why a regex is not taken over.
struct RegexRefusal: Error {
    var reason: String
    var isHostile = false

    init(_ reason: String, isHostile: Bool = false) {
        self.reason = reason
        self.isHostile = isHostile
    }
}

/// How well a translation goes, while it goes.
struct TranslationNotes {
    private(set) var grade = RegexGrade.exact
    private(set) var reasons: [String] = []
    /// More than these nobody reads.
    private static let enough = 20

    /// Something is written in another way.
    mutating func adapt(_ reason: String) { note(.adapted, reason) }

    /// A person must look.
    mutating func review(_ reason: String) { note(.review, reason) }

    private mutating func note(_ grade: RegexGrade, _ reason: String) {
        self.grade = max(self.grade, grade)
        if reasons.count < Self.enough, !reasons.contains(reason) { reasons.append(reason) }
    }
}
