extension RegexSyntax {
    /// From `\` on, outside of a class.
    mutating func escape() throws(Unclear) -> RegexNode {
        guard position + 1 < pattern.count else { throw Unclear() }
        let letter = pattern[position + 1]
        if let set = Self.classEscape(letter) {
            position += 2
            return node(for: set.ascii, orBeyond: set.beyond)
        }
        switch letter {
        case UInt8(ascii: "b"):
            position += 2
            return .wordBoundary
        case UInt8(ascii: "B"):
            position += 2
            return .nothing
        case UInt8(ascii: "A"):
            position += 2
            return .lineStart
        case UInt8(ascii: "Z"), UInt8(ascii: "z"):
            position += 2
            return .lineEnd
        case UInt8(ascii: "R"), UInt8(ascii: "X"):
            position += 2
            return .anything
        case UInt8(ascii: "p"), UInt8(ascii: "P"):
            try skipProperty()
            return .character(SymbolTable.any)
        case UInt8(ascii: "k"):
            position += 2
            try skipDelimitedName()
            return .anything
        case UInt8(ascii: "g"):
            try skipReference()
            return .anything
        case UInt8(ascii: "1")...UInt8(ascii: "9"):
            // Of several digits, some are octal, depending on how many groups there are.
            position += 2
            if let byte = next, ByteSet.digits.contains(byte) { throw Unclear() }
            return .anything
        case UInt8(ascii: "N"):
            position += 2
            // `\N{U+41}`; without braces, anything but a line end.
            if next == UInt8(ascii: "{") { throw Unclear() }
            return .character(table.symbol(for: ByteSet.newline.complement))
        default:
            let code = try characterCode()
            guard code < 0x80 else {
                // One byte or up to four, and under `(?i)` perhaps an ASCII letter.
                let ascii: ByteSet = flags.caseless ? .letters : .none
                return .character(table.symbol(for: ascii.union(.beyondASCII)))
            }
            return .string([literal(UInt8(code))])
        }
    }

    func node(for ascii: ByteSet, orBeyond beyond: Bool) -> RegexNode {
        beyond
            ? .character(table.symbol(for: ascii.union(.beyondASCII)))
            : .string([table.symbol(for: ascii)])
    }

    /// The ASCII members of an escape that stands for a kind of character, and whether it has
    /// others.
    static func classEscape(_ letter: UInt8) -> (ascii: ByteSet, beyond: Bool)? {
        switch letter {
        case UInt8(ascii: "d"): (.digits, false)
        case UInt8(ascii: "D"): (ByteSet.digits.complement.intersection(.ascii), true)
        case UInt8(ascii: "w"): (.word, false)
        case UInt8(ascii: "W"): (ByteSet.word.complement.intersection(.ascii), true)
        case UInt8(ascii: "s"): (.space, false)
        case UInt8(ascii: "S"): (ByteSet.space.complement.intersection(.ascii), true)
        case UInt8(ascii: "h"): ([0x09, 0x20], true)
        case UInt8(ascii: "H"): (([0x09, 0x20] as ByteSet).complement.intersection(.ascii), true)
        case UInt8(ascii: "v"): (ByteSet(0x0A...0x0D), true)
        case UInt8(ascii: "V"): (ByteSet(0x0A...0x0D).complement.intersection(.ascii), true)
        default: nil
        }
    }

    /// An escape that stands for one character; its code, or something beyond ASCII.
    mutating func characterCode() throws(Unclear) -> Int {
        guard position + 1 < pattern.count else { throw Unclear() }
        let letter = pattern[position + 1]
        position += 2
        switch letter {
        case UInt8(ascii: "a"): return 0x07
        case UInt8(ascii: "e"): return 0x1B
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "0"): return octal(atMost: 2)
        case UInt8(ascii: "c"):
            guard let control = next, 0x20..<0x7F ~= control else { throw Unclear() }
            position += 1
            let isLower = 0x61...0x7A ~= control
            return Int((isLower ? control & 0xDF : control) ^ 0x40)
        case UInt8(ascii: "o"): return try braced(radix: 8)
        case UInt8(ascii: "x"):
            if next == UInt8(ascii: "{") { return try braced(radix: 16) }
            let digits = pattern[position...].prefix(2).prefix { hexadecimal($0) != nil }
            position = digits.endIndex
            return digits.reduce(0) { $0 * 16 + (hexadecimal($1) ?? 0) }
        default:
            guard letter < 0x80, !ByteSet.digits.contains(letter), !ByteSet.letters.contains(letter)
            else { throw Unclear() }
            return Int(letter)
        }
    }

    mutating func octal(atMost count: Int) -> Int {
        let digits = pattern[position...].prefix(count).prefix { 0x30...0x37 ~= $0 }
        position = digits.endIndex
        return digits.reduce(0) { $0 * 8 + Int($1 - 0x30) }
    }

    private mutating func braced(radix: Int) throws(Unclear) -> Int {
        guard next == UInt8(ascii: "{"),
            let end = pattern[position...].firstIndex(of: UInt8(ascii: "}")),
            let code = Int(
                String(decoding: pattern[(position + 1)..<end], as: UTF8.self), radix: radix),
            code >= 0
        else { throw Unclear() }
        position = end + 1
        return code
    }

    private func hexadecimal(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x30...0x39: Int(byte) - 0x30
        case 0x41...0x46, 0x61...0x66: Int(byte | 0x20) - 0x57
        default: nil
        }
    }

    /// `\pL`, `\p{Lu}`.
    mutating func skipProperty() throws(Unclear) {
        position += 2
        guard let byte = next else { throw Unclear() }
        if byte == UInt8(ascii: "{") {
            try skipName(to: UInt8(ascii: "}"))
        } else if ByteSet.letters.contains(byte) {
            position += 1
        } else {
            throw Unclear()
        }
    }

    /// `<name>`, `'name'`, `{name}`.
    private mutating func skipDelimitedName() throws(Unclear) {
        guard let open = next else { throw Unclear() }
        position += 1
        switch open {
        case UInt8(ascii: "<"): try skipName(to: UInt8(ascii: ">"))
        case UInt8(ascii: "'"): try skipName(to: UInt8(ascii: "'"))
        case UInt8(ascii: "{"): try skipName(to: UInt8(ascii: "}"))
        default: throw Unclear()
        }
    }

    /// `\g{-1}`, `\g1`. `\g<name>` calls a group.
    private mutating func skipReference() throws(Unclear) {
        position += 2
        if next == UInt8(ascii: "{") {
            try skipName(to: UInt8(ascii: "}"))
            return
        }
        if next == UInt8(ascii: "-") || next == UInt8(ascii: "+") { position += 1 }
        let digits = pattern[position...].prefix { ByteSet.digits.contains($0) }
        guard !digits.isEmpty else { throw Unclear() }
        position = digits.endIndex
    }
}
