extension RegexSyntax {
    /// From `(` on. Verbs, conditions, recursion, subroutines and callouts are `Unclear`.
    mutating func group() throws(Unclear) -> RegexNode {
        position += 1
        if next == UInt8(ascii: "*") { throw Unclear() }
        guard next == UInt8(ascii: "?") else { return try groupBody() }
        position += 1
        guard let kind = next else { throw Unclear() }
        switch kind {
        case UInt8(ascii: ":"), UInt8(ascii: "|"), UInt8(ascii: ">"):
            position += 1
            return try groupBody()
        case UInt8(ascii: "="), UInt8(ascii: "!"):
            position += 1
            return try assertion()
        case UInt8(ascii: "<"):
            position += 1
            if next == UInt8(ascii: "=") || next == UInt8(ascii: "!") {
                position += 1
                return try assertion()
            }
            try skipName(to: UInt8(ascii: ">"))
            return try groupBody()
        case UInt8(ascii: "P"):
            position += 1
            guard next == UInt8(ascii: "<") else { throw Unclear() }
            position += 1
            try skipName(to: UInt8(ascii: ">"))
            return try groupBody()
        case UInt8(ascii: "'"):
            position += 1
            try skipName(to: UInt8(ascii: "'"))
            return try groupBody()
        default: return try flagGroup()
        }
    }

    /// What a lookaround demands is not used: it may lie outside of the match.
    private mutating func assertion() throws(Unclear) -> RegexNode {
        _ = try groupBody()
        return .nothing
    }

    /// `i)`, `i-s:` and the like. `(?i)` holds to the end of the group that it stands in.
    private mutating func flagGroup() throws(Unclear) -> RegexNode {
        let outer = flags
        var turnsOn = true
        while let byte = next, byte != UInt8(ascii: ":"), byte != UInt8(ascii: ")") {
            switch byte {
            case UInt8(ascii: "^"): flags = Flags()
            case UInt8(ascii: "-"): turnsOn = false
            case UInt8(ascii: "i"): flags.caseless = turnsOn
            case UInt8(ascii: "s"): flags.dotMatchesNewline = turnsOn
            case UInt8(ascii: "x"):
                flags.extendedInClasses =
                    turnsOn && pattern[position - 1] == UInt8(ascii: "x")
                flags.extended = turnsOn
            case UInt8(ascii: "m"), UInt8(ascii: "n"), UInt8(ascii: "J"), UInt8(ascii: "U"): break
            default: throw Unclear()
            }
            position += 1
        }
        guard let end = next else { throw Unclear() }
        position += 1
        if end == UInt8(ascii: ")") { return .nothing }
        let body = try groupBody()
        flags = outer
        return body
    }

    mutating func skipName(to close: UInt8) throws(Unclear) {
        guard let end = pattern[position...].firstIndex(of: close), end > position else {
            throw Unclear()
        }
        position = end + 1
    }
}
