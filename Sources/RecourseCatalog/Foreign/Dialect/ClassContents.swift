/// What a class is made of, while it is read.
struct ClassContents {
    /// What PCRE2 has between the brackets, without the line feed.
    var members = ""
    /// Sets, as members, whose complements belong to it.
    var complements: [String] = []
    /// Classes within it that are no plain members, whole.
    var alternatives: [String] = []
    /// What each of its characters must match too, or must not.
    var conditions: [String] = []
    var holdsNewline = false
    /// The line feed is in `members` after all, through a set that has a name.
    var membersHoldNewline = false
    /// A shorthand and its opposite: everything.
    private var positive: Set<Shorthand> = []
    private var negative: Set<Shorthand> = []

    var isEverything: Bool { !positive.isDisjoint(with: negative) }

    var isEmpty: Bool {
        members.isEmpty && complements.isEmpty && alternatives.isEmpty && !holdsNewline
    }

    mutating func add(_ scalar: Unicode.Scalar) {
        if scalar == "\n" { holdsNewline = true } else { members += RegexText.member(scalar) }
    }

    mutating func add(_ low: Unicode.Scalar, through high: Unicode.Scalar) {
        guard (low.value...high.value).contains(0x0A) else {
            members += RegexText.member(low) + "-" + RegexText.member(high)
            return
        }
        holdsNewline = true
        if low.value < 0x0A { members += RegexText.member(low) + "-\\t" }
        if high.value > 0x0A { members += "\\x0B-" + RegexText.member(high) }
    }

    mutating func add(_ property: ClassProperty) {
        if property.holdsNewline {
            holdsNewline = true
            membersHoldNewline = true
        }
        if let text = property.text {
            members += text
        } else {
            complements.append(property.members)
        }
    }

    mutating func add(
        _ shorthand: Shorthand, isNegated: Bool, _ dialect: RegexDialect, isUnicode: Bool
    ) {
        if isNegated { negative.insert(shorthand) } else { positive.insert(shorthand) }
        if shorthand.holdsNewline != isNegated { holdsNewline = true }
        let own = shorthand.letter(dialect, isUnicode: isUnicode)
        guard isNegated else {
            if let own, !shorthand.holdsNewline {
                members += "\\\(own)"
            } else {
                members += shorthand.members(dialect, isUnicode: isUnicode, isConfined: true)
            }
            return
        }
        if let own, shorthand.holdsNewline {
            // `\S` holds no line end.
            members += "\\\(own.properties.uppercaseMapping)"
        } else {
            complements.append(
                shorthand.members(dialect, isUnicode: isUnicode, isConfined: false))
        }
    }
}
