extension RegexTranslator {
    /// From `(` to its `)`.
    mutating func group() throws(RegexRefusal) -> Item {
        let outer = flags
        position += 1
        if next == "*" { throw RegexRefusal("`(*` begins a verb", isHostile: true) }
        guard take("?") else { return try captured(outer: outer) }
        guard let kind = next else { throw RegexRefusal("a `(` without its `)`") }
        switch kind {
        case ":", "=", "!":
            position += 1
            return try body("(?\(kind)", outer: outer, isEmpty: kind != ":")
        case ">":
            guard use.dialect != .javascript, use.dialect != .go else { throw unknown(kind) }
            position += 1
            return try body("(?>", outer: outer, isEmpty: false)
        case "<" where isLookBehind:
            guard use.dialect != .go else { throw unknown(kind) }
            let sign = regex[position + 1]
            position += 2
            return try body("(?<\(sign)", outer: outer, isEmpty: true)
        case "<": return try namedGroup(to: ">", outer: outer)
        case "'" where use.dialect != .javascript && use.dialect != .java && use.dialect != .go:
            return try namedGroup(to: "'", outer: outer)
        case "P":
            position += 1
            guard use.dialect == .go, next == "<" else { throw unknown(kind) }
            return try namedGroup(to: ">", outer: outer)
        case "#" where use.dialect != .java && use.dialect != .go && use.dialect != .javascript:
            guard let end = regex[position...].firstIndex(of: ")") else {
                throw RegexRefusal("a comment without its `)`")
            }
            position = end + 1
            notes.adapt("comments are left out")
            return Item(isEmpty: true)
        case "C": throw RegexRefusal("`(?C` is a callout", isHostile: true)
        case "(": throw RegexRefusal("a condition on a group")
        default: return try flagGroup(outer: outer)
        }
    }

    /// The groups were counted before, by a simpler reading.
    static let unclearGroups = RegexRefusal("its groups cannot be told from its text")

    private var isLookBehind: Bool {
        guard position + 1 < regex.count else { return false }
        return regex[position + 1] == "=" || regex[position + 1] == "!"
    }

    private func unknown(_ kind: Unicode.Scalar) -> RegexRefusal {
        RegexRefusal("`(?\(kind)` is not of its dialect")
    }

    private mutating func captured(outer: Flags) throws(RegexRefusal) -> Item {
        let number = openGroup()
        guard number < names.names.count else { throw RegexTranslator.unclearGroups }
        let name = names.names[number]
        var item = try body(name.map { "(?<\($0)>" } ?? "(", outer: outer, isEmpty: false)
        item.captures = item.captures || name != nil
        return item
    }

    private mutating func namedGroup(
        to close: Unicode.Scalar, outer: Flags
    ) throws(RegexRefusal) -> Item {
        position += 1
        let name = regex[position...].prefix { $0 != close }
        guard !name.isEmpty, position + name.count < regex.count else {
            throw RegexRefusal("a group with half a name")
        }
        if use.dialect.numbersNamedGroupsLast {
            if name.contains("-") { throw RegexRefusal("a balancing group") }
            if ("0"..."9").contains(name[name.startIndex]) {
                throw RegexRefusal("a group that is given a number")
            }
        }
        position += name.count + 1
        if close == "'" { notes.adapt("named groups are written `(?<name>`") }
        return try captured(outer: outer)
    }

    /// What stands behind the opening up to `)`; flags set within end with it.
    private mutating func body(
        _ opening: String, outer: Flags, isEmpty: Bool
    ) throws(RegexRefusal) -> Item {
        output += opening
        var item = try alternation()
        guard take(")") else { throw RegexRefusal("a `(` without its `)`") }
        output += ")"
        flags = outer
        item.isEmpty = isEmpty
        return item
    }

    /// `(?i)`, `(?s-x:…)`.
    private mutating func flagGroup(outer: Flags) throws(RegexRefusal) -> Item {
        var (on, off) = ("", "")
        var turnsOn = true
        while let letter = next, letter != ")", letter != ":" {
            position += 1
            if letter == "-", turnsOn {
                turnsOn = false
                continue
            }
            guard use.dialect.flags.contains(letter) else { throw unknown(letter) }
            let kept = set(letter, turnsOn)
            if turnsOn { on += kept } else { off += kept }
        }
        guard let end = next else { throw RegexRefusal("a `(` without its `)`") }
        position += 1
        let text = on + (off.isEmpty ? "" : "-" + off)
        if end == ":" { return try body("(?\(text):", outer: outer, isEmpty: false) }
        if !text.isEmpty { output += "(?\(text))" }
        return Item(isEmpty: true)
    }

    /// - Returns: the flag as PCRE2 writes it; empty where what it says is said in another way.
    private mutating func set(_ letter: Unicode.Scalar, _ isOn: Bool) -> String {
        switch letter {
        case "i":
            flags.isCaseless = isOn
            return "i"
        case "x":
            flags.isExtended = isOn
            return "x"
        case "n": return "n"
        case "U" where use.dialect == .go: return "U"
        case "m" where use.dialect != .oniguruma:
            if !use.isConfined { notes.adapt("`(?m)` is always on") }
            flags.isMultiline = isOn
            return dropped(letter)
        case "s", "m":
            flags.dotMatchesNewline = isOn
            if letter == "m" { notes.adapt("Oniguruma's `(?m)` is `(?s)`") }
            return use.isConfined ? dropped(letter) : "s"
        case "U":
            flags.hasUnicodeWords = isOn
            return dropped(letter)
        default: return dropped(letter)
        }
    }

    private mutating func dropped(_ letter: Unicode.Scalar) -> String {
        notes.adapt("the flag `\(letter)` is left out")
        return ""
    }
}
