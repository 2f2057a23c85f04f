/// Syntax that is only stepped over.
extension RequiredLiterals {
    struct Repeats: Equatable {
        var minimum: Int
        var isQuantified: Bool
        static let once = Repeats(minimum: 1, isQuantified: false)
    }

    /// No count, name or property is longer.
    private static let longestArgument = 130

    var next: UInt8? { position < pattern.count ? pattern[position] : nil }

    /// From `[` behind its `]`. `[:` opens a class by name only where `:]` follows; else it stands
    /// for itself.
    mutating func skipClass() {
        position += 1
        if next == UInt8(ascii: "^") { position += 1 }
        if next == UInt8(ascii: "]") { position += 1 }
        while let byte = next, byte != UInt8(ascii: "]") {
            if byte == UInt8(ascii: "\\") {
                // `\c]` is a control character.
                position += pattern[(position + 1)...].first == UInt8(ascii: "c") ? 3 : 2
            } else if let end = endOfClassName() {
                position = end
            } else {
                position += 1
            }
        }
        position += 1
        if position > pattern.count { isUnclear = true }
    }

    private func endOfClassName() -> Int? {
        guard pattern[position...].starts(with: "[:".utf8) else { return nil }
        let rest = pattern[(position + 2)...].prefix(Self.longestArgument)
        guard let end = rest.firstIndex(where: { "[]\\".utf8.contains($0) }),
            pattern[end] == UInt8(ascii: "]"), pattern[end - 1] == UInt8(ascii: ":"),
            end - 1 > position + 1
        else { return nil }
        return end + 1
    }

    /// The name of a group, and the sign that closes it.
    mutating func skipName(to close: UInt8) {
        let name = pattern[position...].prefix(Self.longestArgument).prefix {
            isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") || $0 >= 0x80
        }
        position = name.endIndex
        guard next == close else {
            isUnclear = true
            return
        }
        position += 1
    }

    /// What belongs to an escape behind its letter: `\p{L}`, `\pL`, `\x{41}`, `\x41`, `\012`,
    /// `\g{1}`, `\g-1`, `\k<name>`, `\cA`.
    mutating func skipArgument(ofEscape letter: UInt8) {
        switch letter {
        case UInt8(ascii: "c"): position += 1
        case UInt8(ascii: "x"):
            if !skipBraced("{") { skip(atMost: 2, where: isHexadecimal) }
        case UInt8(ascii: "p"), UInt8(ascii: "P"):
            if !skipBraced("{") { position += 1 }
        case UInt8(ascii: "g"):
            if !skipBraced("{<'") {
                skip(atMost: 1) { "+-".utf8.contains($0) }
                skip(atMost: .max, where: isDigit)
            }
        case UInt8(ascii: "k"): _ = skipBraced("{<'")
        case UInt8(ascii: "o"), UInt8(ascii: "N"): _ = skipBraced("{")
        case _ where isDigit(letter): skip(atMost: .max, where: isDigit)
        default: break
        }
        if position > pattern.count { isUnclear = true }
    }

    private mutating func skip(atMost count: Int, where belongs: (UInt8) -> Bool) {
        var left = count
        while left > 0, let byte = next, belongs(byte) {
            position += 1
            left -= 1
        }
    }

    private mutating func skipBraced(_ opening: String) -> Bool {
        guard let open = next, opening.utf8.contains(open) else { return false }
        let close: UInt8 =
            switch open {
            case UInt8(ascii: "{"): UInt8(ascii: "}")
            case UInt8(ascii: "<"): UInt8(ascii: ">")
            default: open
            }
        let rest = pattern[(position + 1)...].prefix(Self.longestArgument)
        if let end = rest.firstIndex(of: close) { position = end + 1 } else { isUnclear = true }
        return true
    }

    mutating func quantifier() -> Repeats {
        var minimum = 1
        switch next {
        case UInt8(ascii: "?"), UInt8(ascii: "*"):
            minimum = 0
            position += 1
        case UInt8(ascii: "+"): position += 1
        case UInt8(ascii: "{"):
            // `{,n}` and `{ n }` are quantifiers only from 10.43 on: taken as one, its minimum as
            // nothing.
            let rest = pattern[(position + 1)...].prefix(Self.longestArgument)
            let body = rest.prefix { isDigit($0) || ", \t".utf8.contains($0) }
            let close = pattern[body.endIndex...].first
            guard !body.isEmpty, close == UInt8(ascii: "}") else { return .once }
            minimum = Int(String(decoding: body.prefix(while: isDigit), as: UTF8.self)) ?? 0
            position = body.endIndex + 1
        default: return .once
        }
        if let byte = next, "?+".utf8.contains(byte) { position += 1 }
        return Repeats(minimum: minimum, isQuantified: true)
    }

    func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x66).contains(byte | 0x20)
    }
}
