/// One pass over a text that finds what `Redactor` hides. What is looked at again at a later start
/// is bounded.
struct SecretScan {
    let bytes: [UInt8]

    /// What may stand around a name and still belong to it.
    private static let longestName = 64
    /// Shorter values say nothing.
    private static let shortestValue = 4

    /// Ascending, without overlaps.
    func secrets() -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = 0
        while start < bytes.count {
            if SecretForms.openings[Int(bytes[start])], let range = secret(at: start) {
                found.append(range)
                start = range.upperBound
            } else {
                start += 1
            }
        }
        return found
    }

    /// True for an option such as `--api-token`, whose value is the next word.
    var isSecretOption: Bool {
        bytes.first == UInt8(ascii: "-")
            && bytes.indices.contains { start in
                SecretForms.openings[Int(bytes[start])] && endOfName(at: start) == bytes.count
            }
    }

    private func secret(at start: Int) -> Range<Int>? {
        if let end = vendorToken(at: start) { return start..<end }
        return namedValue(at: start) ?? addressPassword(at: start)
            ?? PrivateKeyBlock.range(in: bytes, at: start)
    }

    /// The end of a token that begins here.
    private func vendorToken(at start: Int) -> Int? {
        guard start == 0 || !isWord(bytes[start - 1]),
            let form = SecretForms.prefixes.first(where: { bytes[start...].starts(with: $0.text) })
        else { return nil }
        var end = start
        while end < bytes.count, isWord(bytes[end]) || "-.".utf8.contains(bytes[end]) { end += 1 }
        while end > start, "-.".utf8.contains(bytes[end - 1]) { end -= 1 }
        return end - start >= form.text.count + form.minimum ? end : nil
    }

    /// The value behind `password=`, `"api_key": "`, `--token `, `Authorization: Bearer `.
    private func namedValue(at start: Int) -> Range<Int>? {
        guard var index = endOfName(at: start) else { return nil }
        index = skip(from: index) { "\"'\\".utf8.contains($0) }
        let gap = index
        index = skip(from: index, where: isBlank)
        if byte(at: index) == UInt8(ascii: "=") || byte(at: index) == UInt8(ascii: ":") {
            index += 1
            if byte(at: index) == UInt8(ascii: "=") || byte(at: index) == UInt8(ascii: ">") {
                index += 1
            }
        } else if index == gap || !isInOption(start) {
            return nil
        }
        index = skip(from: index, where: isBlank)
        var closing: Int?
        let opening = skip(from: index) { $0 == UInt8(ascii: "\\") }
        if let quote = byte(at: opening), quote == 0x22 || quote == 0x27 {
            closing = endOfQuoted(quote, isEscaped: opening > index, from: opening + 1)
            index = opening + 1
        }
        for scheme in SecretForms.schemes where holds(scheme, at: index) { index += scheme.count }
        let end = closing ?? endOfValue(from: index)
        guard end - index >= Self.shortestValue else { return nil }
        return SecretForms.harmless.contains { $0.count == end - index && holds($0, at: index) }
            ? nil : index..<end
    }

    /// The end of a name that says secret, and of the words joined to it: `token`,
    /// `SECRET_KEY_BASE`, `passwordHash`; not `tokenizer`.
    private func endOfName(at start: Int) -> Int? {
        guard let name = SecretForms.names.first(where: { holds($0, at: start) }) else {
            return nil
        }
        var end = start + name.count
        if let next = byte(at: end), isLetter(next) {
            let beginsPart = isCapital(next) && !isCapital(bytes[end - 1])
            let isPlural =
                next | 0x20 == UInt8(ascii: "s") && !(byte(at: end + 1).map(isLetter) ?? false)
            guard beginsPart || isPlural && name != SecretForms.token else { return nil }
        }
        while let byte = byte(at: end) {
            // `secret-key-base`, not `docker-credential-desktop`.
            let isHyphen =
                byte == UInt8(ascii: "-")
                && SecretForms.joined.contains { holds($0, at: end + 1) }
            guard isWord(byte) || isHyphen else { break }
            end += 1
            guard end - start <= Self.longestName else { return nil }
        }
        return end
    }

    /// Whether the name stands in an option (`--api-token`), so that a blank may part it from its
    /// value.
    private func isInOption(_ start: Int) -> Bool {
        var begin = start
        while begin > 0, start - begin < Self.longestName,
            isWord(bytes[begin - 1]) || bytes[begin - 1] == 0x2D
        {
            begin -= 1
        }
        return bytes[begin] == UInt8(ascii: "-") && (begin == 0 || !isWord(bytes[begin - 1]))
    }

    /// Where the quote that was opened is closed on the same line: by its like, with a backslash or
    /// without.
    private func endOfQuoted(_ quote: UInt8, isEscaped: Bool, from start: Int) -> Int? {
        var index = start
        while let byte = byte(at: index), byte != 0x0A, byte != 0x0D {
            if byte == quote { return index }
            if byte == UInt8(ascii: "\\"), self.byte(at: index + 1) == quote {
                if isEscaped { return index }
                index += 1
            }
            index += 1
        }
        return nil
    }

    private func endOfValue(from start: Int) -> Int {
        var end = start
        while let byte = byte(at: end), byte > 0x20, !"\"'&,;".utf8.contains(byte) {
            if byte == UInt8(ascii: "\\"), let next = self.byte(at: end + 1),
                next == 0x22 || next == 0x27
            {
                break
            }
            end += 1
        }
        return end
    }

    /// The password of `scheme://user:password@host`, or a long user without one; up to the last
    /// `@` of the authority.
    private func addressPassword(at start: Int) -> Range<Int>? {
        guard holds(SecretForms.authority, at: start) else { return nil }
        let begin = start + SecretForms.authority.count
        var (colon, at): (Int?, Int?) = (nil, nil)
        var index = begin
        while let byte = byte(at: index), byte > 0x20, !"/?#\"'`<>".utf8.contains(byte) {
            if byte == UInt8(ascii: "@") { at = index }
            if byte == UInt8(ascii: ":"), colon == nil, at == nil { colon = index }
            index += 1
        }
        guard let at else { return nil }
        guard let colon else { return at - begin >= SecretForms.longUser ? begin..<at : nil }
        return colon + 1 < at ? colon + 1..<at : nil
    }

    private func byte(at index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

    private func skip(from start: Int, where belongs: (UInt8) -> Bool) -> Int {
        var index = start
        while let byte = byte(at: index), belongs(byte) { index += 1 }
        return index
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    private func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    private func isWord(_ byte: UInt8) -> Bool {
        isLetter(byte) || (0x30...0x39).contains(byte) || byte == 0x5F
    }

    /// Case folded; words are given in lower case.
    private func holds(_ word: [UInt8], at start: Int) -> Bool {
        guard start + word.count <= bytes.count else { return false }
        for offset in word.indices {
            let byte = bytes[start + offset]
            guard byte == word[offset] || isCapital(byte) && byte | 0x20 == word[offset] else {
                return false
            }
        }
        return true
    }
}
