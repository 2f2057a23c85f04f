/// One pass over a text that adds up what its pieces cost.
///
/// Every step consumes at least one byte and reads none behind the end.
struct TokenScan {
    let bytes: UnsafeBufferPointer<UInt8>
    let words: UnsafeBufferPointer<Int16>
    let pairs: UnsafeBufferPointer<Int16>
    /// In 256ths of a token.
    private(set) var sum = 0
    private var index = 0

    init(
        bytes: UnsafeBufferPointer<UInt8>, words: UnsafeBufferPointer<Int16>,
        pairs: UnsafeBufferPointer<Int16>
    ) {
        self.bytes = bytes
        self.words = words
        self.pairs = pairs
    }

    /// What stands before a word in its piece.
    private enum Lead: Int { case none, space, other, hump }

    private enum Class: UInt8 { case letter, digit, blank, lineEnd, sign, symbol }

    mutating func run() {
        while index < bytes.count {
            switch type(at: index) {
            case .blank, .lineEnd: blanks()
            case .letter: word(after: .none)
            case .digit: digits()
            case .sign, .symbol: signs(afterBlank: false)
            }
        }
    }

    @inline(__always)
    private func type(at index: Int) -> Class {
        let byte = bytes[index]
        if (byte | 0x20) &- 0x61 < 26 { return .letter }
        if byte &- 0x30 < 10 { return .digit }
        if byte == 0x20 || byte == 0x09 || byte == 0x0B || byte == 0x0C { return .blank }
        if byte == 0x0A || byte == 0x0D { return .lineEnd }
        if byte < 0x80 { return .sign }
        return isSymbol(at: index) ? .symbol : .letter
    }

    /// Punctuation, arrows, box drawing, mathematical signs, emoji.
    private func isSymbol(at index: Int) -> Bool {
        let (scalar, _) = scalar(at: index)
        switch scalar {
        case 0xA0...0xBF: return scalar != 0xAA && scalar != 0xB5 && scalar != 0xBA
        case 0xD7, 0xF7, 0x2000...0x2BFF, 0x3000...0x303F, 0xFE00...0xFE4F: return true
        case 0xFF00...0xFF0F, 0x1_F000...0x1_FBFF: return true
        default: return false
        }
    }

    /// A scalar and its length in bytes; a stray byte counts as one of Latin-1.
    @inline(__always)
    private func scalar(at index: Int) -> (UInt32, Int) {
        let first = UInt32(bytes[index])
        func next(_ offset: Int) -> UInt32 { UInt32(bytes[index + offset] & 0x3F) }
        if first >= 0xF0, index + 3 < bytes.count {
            return ((first & 7) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4)
        }
        if first >= 0xE0, index + 2 < bytes.count {
            return ((first & 15) << 12 | next(1) << 6 | next(2), 3)
        }
        if first >= 0xC0, index + 1 < bytes.count { return ((first & 31) << 6 | next(1), 2) }
        return (first, 1)
    }

    /// A run of blanks: up to its last line end it is one piece; of what follows, the last blank
    /// joins the next word or sign.
    private mutating func blanks() {
        let start = index
        var afterLineEnd = start
        while index < bytes.count {
            let byte = bytes[index]
            guard byte == 0x20 || byte &- 9 < 5 else { break }
            index += 1
            if byte == 0x0A || byte == 0x0D { afterLineEnd = index }
        }
        if afterLineEnd > start { sum += TokenWeights.whitespace }
        let rest = index - afterLineEnd
        guard rest > 0 else { return }
        guard index < bytes.count else {
            sum += TokenWeights.whitespace
            return
        }
        if rest > 1 { sum += TokenWeights.whitespace }
        let isSpace = bytes[index - 1] == 0x20
        switch type(at: index) {
        case .letter: word(after: isSpace ? .space : .other)
        case .digit: sum += TokenWeights.whitespace
        default:
            if isSpace { signs(afterBlank: true) } else { sum += TokenWeights.whitespace }
        }
    }

    private mutating func digits() {
        let start = index
        while index < bytes.count, bytes[index] &- 0x30 < 10 { index += 1 }
        sum += (index - start + 2) / 3 * TokenWeights.digits
    }

    /// A run of signs with the line ends behind it; a lone one before a letter belongs to its word.
    private mutating func signs(afterBlank: Bool) {
        let start = index
        var symbols = 0
        var isMixed = false
        while index < bytes.count {
            let kind = type(at: index)
            if kind == .symbol {
                symbols += 1
                index += scalar(at: index).1
            } else if kind == .sign {
                if bytes[index] != bytes[start] { isMixed = true }
                index += 1
            } else {
                break
            }
        }
        let length = index - start
        if length == 1, symbols == 0, !afterBlank, index < bytes.count, type(at: index) == .letter {
            word(after: .other)
            return
        }
        if symbols > 0 {
            sum += symbols * TokenWeights.symbol
        } else {
            let table = isMixed ? TokenWeights.mixed : TokenWeights.alike
            sum += Int(table[min(length, 8) - 1])
            if isMixed, length > 8 { sum += (length - 8) * TokenWeights.mixedBeyond }
        }
        while index < bytes.count, bytes[index] == 0x0A || bytes[index] == 0x0D { index += 1 }
    }

    private mutating func word(after lead: Lead) {
        let start = index
        while index < bytes.count, (bytes[index] | 0x20) &- 0x61 < 26 { index += 1 }
        if index < bytes.count, bytes[index] >= 0x80, type(at: index) == .letter {
            index = start
            foreignWord(after: lead)
            return
        }
        let before = sum
        var place = start
        var first = lead
        while place < index {
            place = hump(from: place, to: index, after: first)
            first = .hump
        }
        sum = max(sum, before + TokenWeights.leastWord)
    }

    /// `parse`, `Task` and `HTTP` in `parseTaskHTTP`.
    /// - Returns: where the next one begins.
    @inline(__always)
    private mutating func hump(from start: Int, to end: Int, after lead: Lead) -> Int {
        var place = start
        var form = 0
        while place < end, bytes[place] < 0x61 { place += 1 }
        if place - start >= 2 {
            // The last capital begins the next hump.
            if place < end { place -= 1 }
            form = 2
        } else {
            form = place - start
            while place < end, bytes[place] >= 0x61 { place += 1 }
        }
        let length = place - start
        sum += Int(words[(lead.rawValue * 3 + form) * 14 + min(length, 14) - 1])
        if length > 14 { sum += (length - 14) * Int(TokenWeights.beyond[form]) }
        if form < 2 {
            var last = Int((bytes[start] | 0x20) &- 0x61)
            var next = start + 1
            while next < place {
                let letter = Int(bytes[next] &- 0x61)
                sum += Int(pairs[last * 26 + letter])
                last = letter
                next += 1
            }
        }
        return place
    }

    /// A word with a letter that is not ASCII.
    private mutating func foreignWord(after lead: Lead) {
        sum += TokenWeights.foreignWord
        if lead != .none { sum += TokenWeights.foreignLead }
        while index < bytes.count, type(at: index) == .letter {
            let (value, length) = scalar(at: index)
            sum += Int(TokenWeights.letters[Self.script(of: value)])
            index += length
        }
    }

    private static func script(of scalar: UInt32) -> Int {
        switch scalar {
        case ..<0x80: 0
        case ..<0x250: 1  // Latin with accents
        case ..<0x370: 2
        case ..<0x400: 3  // Greek
        case ..<0x530: 4  // Cyrillic
        case ..<0x700: 5  // Hebrew, Arabic
        case ..<0x1100: 6  // India, Georgia
        case ..<0x3040: 7
        case ..<0x3100: 8  // Kana
        case ..<0xA000: 9  // Chinese characters
        default: 10  // Hangul
        }
    }
}
