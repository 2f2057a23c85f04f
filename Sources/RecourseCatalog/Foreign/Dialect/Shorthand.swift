/// A class with a name of one letter.
enum Shorthand: Hashable {
    case space, digit, word
    /// Java's `\h`; Oniguruma's is a hexadecimal digit.
    case horizontalSpace, hexadecimalDigit
    /// Java's `\v`.
    case verticalSpace

    /// `nil` where the letter names none in the dialect.
    init?(_ letter: Unicode.Scalar, _ dialect: RegexDialect) {
        switch (letter, dialect) {
        case ("s", _), ("S", _): self = .space
        case ("d", _), ("D", _): self = .digit
        case ("w", _), ("W", _): self = .word
        case ("h", .java), ("H", .java): self = .horizontalSpace
        case ("h", .oniguruma), ("H", .oniguruma): self = .hexadecimalDigit
        case ("v", .java), ("V", .java): self = .verticalSpace
        default: return nil
        }
    }

    /// PCRE2's own name of the very same set; `nil` where it has none.
    func letter(_ dialect: RegexDialect, isUnicode: Bool) -> Unicode.Scalar? {
        switch self {
        case .space:
            dialect == .javascript || dialect == .go || isUnicode ? nil : "s"
        case .digit: isUnicode ? nil : "d"
        case .word: isUnicode ? nil : "w"
        case .horizontalSpace: "h"
        case .verticalSpace: "v"
        case .hexadecimalDigit: nil
        }
    }

    /// What stands between the brackets of a class of it.
    /// - Parameter isConfined: without the line feed.
    func members(_ dialect: RegexDialect, isUnicode: Bool, isConfined: Bool) -> String {
        let controls = isConfined ? "\\t\\x0B-\\r" : "\\t-\\r"
        switch self {
        case .space where dialect == .javascript: return controls + "\\p{Z}\\x{FEFF}"
        case .space where dialect == .go: return isConfined ? "\\t\\f\\r " : "\\t\\n\\f\\r "
        case .space: return isUnicode ? controls + "\\x{85}\\p{Z}" : controls + " "
        case .digit: return isUnicode ? "\\p{Nd}" : "0-9"
        case .word where dialect == .dotnet: return "\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}"
        case .word: return isUnicode ? "\\p{L}\\p{M}\\p{Nd}\\p{Nl}\\p{Pc}" : "0-9A-Za-z_"
        case .horizontalSpace: return "\\h"
        case .hexadecimalDigit: return "0-9A-Fa-f"
        case .verticalSpace:
            return isConfined ? "\\x0B-\\r\\x{85}\\x{2028}\\x{2029}" : "\\v"
        }
    }

    var holdsNewline: Bool { self == .space || self == .verticalSpace }
}
