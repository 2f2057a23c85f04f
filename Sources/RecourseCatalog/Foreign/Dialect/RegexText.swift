/// How PCRE2 writes characters.
enum RegexText {
    /// Outside of a class.
    static func literal(_ scalar: Unicode.Scalar) -> String {
        "\\^$.|?*+()[]{}".unicodeScalars.contains(scalar) ? "\\\(scalar)" : plain(scalar)
    }

    /// Between `[` and `]`.
    static func member(_ scalar: Unicode.Scalar) -> String {
        "\\^-[]".unicodeScalars.contains(scalar) ? "\\\(scalar)" : plain(scalar)
    }

    /// A text that stands for itself.
    static func literal(_ text: String) -> String {
        text.unicodeScalars.map { literal($0) }.joined()
    }

    private static func plain(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\t": "\\t"
        case "\r": "\\r"
        case "\u{0C}": "\\f"
        case "\u{1B}": "\\e"
        case _ where isSeen(scalar): String(scalar)
        default: "\\x{\(String(scalar.value, radix: 16, uppercase: true))}"
        }
    }

    private static func isSeen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
            .privateUse, .nonspacingMark, .enclosingMark, .spacingMark:
            false
        case .spaceSeparator: scalar == " "
        default: true
        }
    }
}
