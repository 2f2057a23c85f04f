extension RegexSyntax {
    /// What a class is made of.
    private struct Members {
        var ascii = ByteSet.none
        /// Holds characters beyond ASCII.
        var beyond = false
        /// Holds what is not known here, such as a property.
        var unknown = false

        mutating func add(_ code: Int) {
            if code < 0x80 { ascii.insert(UInt8(code)) } else { beyond = true }
        }
    }

    /// From `[` to its `]`.
    mutating func characterClass() throws(Unclear) -> RegexNode {
        // `[[:<:]]` and `[[:>:]]` are word boundaries.
        if follows("[[:<:]]") || follows("[[:>:]]") { throw Unclear() }
        position += 1
        let isNegated = next == UInt8(ascii: "^")
        if isNegated { position += 1 }
        var members = Members()
        var isFirst = true
        while let byte = next, isFirst || byte != UInt8(ascii: "]") {
            isFirst = false
            try readMember(into: &members)
        }
        guard next == UInt8(ascii: "]") else { throw Unclear() }
        position += 1
        return node(of: members, isNegated: isNegated)
    }

    private mutating func node(of members: Members, isNegated: Bool) -> RegexNode {
        var ascii = members.ascii
        if flags.caseless {
            ascii = ascii.caseFolded
            noteFolding(ofAnyIn: members.ascii)
        }
        // Without regard to case, U+212A and U+017F in a class let the ASCII letters in.
        let isOpen = members.unknown || flags.caseless && members.beyond
        if isNegated {
            // What is not known to be excluded may match.
            return node(for: ascii.complement.intersection(.ascii), orBeyond: true)
        }
        if isOpen { ascii = members.unknown ? .ascii : ascii.union(.letters) }
        return node(for: ascii, orBeyond: members.beyond || members.unknown)
    }

    private mutating func noteFolding(ofAnyIn set: ByteSet) {
        for letter in [UInt8(ascii: "k"), UInt8(ascii: "K"), UInt8(ascii: "s"), UInt8(ascii: "S")]
        where set.contains(letter) {
            noteFolding(of: letter)
        }
    }

    /// One member or one range.
    private mutating func readMember(into members: inout Members) throws(Unclear) {
        if try readPOSIXClass(into: &members) { return try refuseRange() }
        if next == UInt8(ascii: "\\"), try readClassEscape(into: &members) {
            return try refuseRange()
        }
        let low = try memberCode()
        let mayBeRange =
            next == UInt8(ascii: "-") && position + 1 < pattern.count
            && pattern[position + 1] != UInt8(ascii: "]")
        guard mayBeRange else { return members.add(low) }
        position += 1
        if next == UInt8(ascii: "["), pattern[(position + 1)...].first == UInt8(ascii: ":") {
            throw Unclear()
        }
        let high = try memberCode()
        guard low <= high else { throw Unclear() }
        if low < 0x80 {
            members.ascii = members.ascii.union(ByteSet(UInt8(low)...UInt8(min(high, 0x7F))))
        }
        if high >= 0x80 { members.beyond = true }
    }

    /// Behind a class within the class, a hyphen is a literal or an error.
    private func refuseRange() throws(Unclear) {
        if next == UInt8(ascii: "-"), pattern[(position + 1)...].first != UInt8(ascii: "]") {
            throw Unclear()
        }
    }

    private mutating func memberCode() throws(Unclear) -> Int {
        guard let byte = next else { throw Unclear() }
        if flags.extendedInClasses, byte == 0x20 || byte == 0x09 { throw Unclear() }
        guard byte == UInt8(ascii: "\\") else {
            guard byte >= 0x80 else {
                position += 1
                return Int(byte)
            }
            position = pattern[(position + 1)...].firstIndex { $0 & 0xC0 != 0x80 } ?? pattern.count
            return 0x80
        }
        guard position + 1 < pattern.count else { throw Unclear() }
        switch pattern[position + 1] {
        case UInt8(ascii: "b"):
            position += 2
            return 0x08
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            position += 1
            return octal(atMost: 3)
        default: return try characterCode()
        }
    }

    /// `\d` and its like; false for an escape that stands for one character.
    private mutating func readClassEscape(into members: inout Members) throws(Unclear) -> Bool {
        guard position + 1 < pattern.count else { throw Unclear() }
        let letter = pattern[position + 1]
        if let set = Self.classEscape(letter) {
            position += 2
            members.ascii = members.ascii.union(set.ascii)
            members.beyond = members.beyond || set.beyond
            return true
        }
        if letter == UInt8(ascii: "p") || letter == UInt8(ascii: "P") {
            try skipProperty()
            members.unknown = true
            return true
        }
        return false
    }

    /// `[:alpha:]`, where a class by name begins here. Elsewhere `[` stands for itself.
    private mutating func readPOSIXClass(into members: inout Members) throws(Unclear) -> Bool {
        guard next == UInt8(ascii: "["), position + 1 < pattern.count else { return false }
        let sign = pattern[position + 1]
        guard sign == UInt8(ascii: ":") || sign == UInt8(ascii: ".") || sign == UInt8(ascii: "=")
        else { return false }
        // It ends at the first `:]`, before any other bracket or backslash.
        let rest = pattern[(position + 2)...]
        guard let bracket = rest.firstIndex(where: { "[]\\".utf8.contains($0) }) else {
            throw Unclear()
        }
        guard pattern[bracket] == UInt8(ascii: "]"), bracket > position + 2,
            pattern[bracket - 1] == sign
        else {
            // Versions differ in how far they look.
            if pattern[bracket] != UInt8(ascii: "]") { throw Unclear() }
            return false
        }
        guard sign == UInt8(ascii: ":") else { throw Unclear() }
        var name = pattern[(position + 2)..<(bracket - 1)]
        let isNegated = name.first == UInt8(ascii: "^")
        if isNegated { name.removeFirst() }
        guard var set = Self.posixClass(String(decoding: name, as: UTF8.self)) else {
            throw Unclear()
        }
        // Under `(?i)`, "upper" and "lower" are "alpha".
        if flags.caseless, set.isSubset(of: .letters) { set = .letters }
        members.ascii = members.ascii.union(
            isNegated ? set.complement.intersection(.ascii) : set)
        if isNegated { members.beyond = true }
        position = bracket + 1
        return true
    }

    private static func posixClass(_ name: String) -> ByteSet? {
        let graph = ByteSet(0x21...0x7E)
        return switch name {
        case "alpha": .letters
        case "lower": ByteSet(0x61...0x7A)
        case "upper": ByteSet(0x41...0x5A)
        case "alnum": .letters.union(.digits)
        case "ascii": .ascii
        case "blank": [0x09, 0x20]
        case "cntrl": ByteSet(0x00...0x1F).union([0x7F])
        case "digit": .digits
        case "graph": graph
        case "print": ByteSet(0x20...0x7E)
        case "punct": graph.intersection(ByteSet.letters.union(.digits).complement)
        case "space": .space
        case "word": .word
        case "xdigit": .digits.union(ByteSet(0x41...0x46)).union(ByteSet(0x61...0x66))
        default: nil
        }
    }
}
