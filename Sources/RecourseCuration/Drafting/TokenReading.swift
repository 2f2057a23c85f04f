import RecourseText

/// What of a token varies, by its form.
enum TokenReading {
    private static let errorEndings = ["Error", "Exception", "Warning", "Failure", "Fault"]

    static func pieces(_ token: String) -> [TemplatePiece] {
        let characters = Array(token)
        var pieces: [TemplatePiece] = []
        func add(_ text: String) {
            if case .text(let before)? = pieces.last {
                pieces[pieces.count - 1] = .text(before + text)
            } else {
                pieces.append(.text(text))
            }
        }
        var index = 0
        while index < characters.count {
            let before = index > 0 ? characters[index - 1] : nil
            if let end = LineTokens.endOfQuotation(characters, index, behind: before),
                end > index + 1
            {
                let quoted = String(characters[(index + 1)..<end])
                add(String(characters[index]))
                pieces.append(.slot(quotedForm(quoted), sample: quoted, quote: characters[end]))
                add(String(characters[end]))
                index = end + 1
                continue
            }
            let end = endOfWord(characters, index)
            guard end > index else {
                add(String(characters[index]))
                index += 1
                continue
            }
            let (word, rest) = trimmed(String(characters[index..<end]))
            for piece in wordPieces(word) {
                if case .text(let text) = piece { add(text) } else { pieces.append(piece) }
            }
            if !rest.isEmpty { add(rest) }
            index = end
        }
        return pieces
    }

    /// What a word as a whole is, were it to vary.
    static func form(_ word: String) -> SlotForm {
        if word == Redactor.mark { return .words }
        if word.contains("://") { return .address }
        if word.utf8.allSatisfy(isDigit) { return .number }
        if isVersion(word) { return .version }
        if isHash(word) { return .hash }
        if isPath(word) { return .path }
        return word.allSatisfy { $0.isLetter || $0.isNumber || "_.-@/:+".contains($0) }
            ? .name : .words
    }

    /// A name in quotation marks, or words.
    private static func quotedForm(_ text: String) -> SlotForm {
        text.contains { $0 == " " || $0 == "\t" } ? .words : form(text)
    }

    /// `path:12:5` is a path and two numbers; an ordinary word stays.
    private static func wordPieces(_ word: String) -> [TemplatePiece] {
        if word == Redactor.mark || word.contains("://") || isVersion(word) || isHash(word) {
            return [.slot(form(word), sample: word, quote: nil)]
        }
        let parts = word.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        var pieces: [TemplatePiece] = []
        for (index, part) in parts.enumerated() {
            if index > 0 { pieces.append(.text(":")) }
            // Digits in a word that stays, as in `E0432`, are part of its name: what really varies
            // shows when lines are joined.
            if !part.isEmpty {
                pieces.append(
                    varies(part) ? .slot(form(part), sample: part, quote: nil) : .text(part))
            }
        }
        return pieces
    }

    private static func varies(_ word: String) -> Bool {
        guard !word.isEmpty else { return false }
        if word.utf8.allSatisfy(isDigit) || isVersion(word) || isHash(word) || isPath(word) {
            return true
        }
        // Names that people make.
        if word.contains("@") { return true }
        return word.contains("_") && word.contains { $0.isLowercase }
            && !errorEndings.contains { word.hasSuffix($0) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isVersion(_ word: String) -> Bool {
        let digits = word.hasPrefix("v") ? word.dropFirst() : word[...]
        guard digits.utf8.first.map(isDigit) ?? false, digits.contains(".") else { return false }
        return digits.split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
            !$0.isEmpty && $0.utf8.first.map(isDigit) ?? false
        }
    }

    private static func isHash(_ word: String) -> Bool {
        let digits = word.hasPrefix("0x") ? word.dropFirst(2) : word[...]
        guard word.hasPrefix("0x") ? !digits.isEmpty : (7...64).contains(digits.utf8.count) else {
            return false
        }
        return digits.utf8.allSatisfy { isDigit($0) || (0x61...0x66).contains($0 | 0x20) }
            && (word.hasPrefix("0x") || digits.utf8.contains(where: isDigit))
    }

    /// With a folder, or a short extension behind a name.
    private static func isPath(_ word: String) -> Bool {
        if word.contains("@") { return false }
        if word.contains("/"), word.count > 1 {
            return word.contains { $0.isLetter || $0.isNumber }
        }
        guard let dot = word.lastIndex(of: "."), dot > word.startIndex else { return false }
        let name = word[..<dot]
        let ending = word[word.index(after: dot)...]
        return (1...5).contains(ending.count)
            && ending.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber) }
            && ending.contains { $0.isLetter } && name.contains { $0.isLetter || $0.isNumber }
            && word.allSatisfy { $0.isLetter || $0.isNumber || "._-+".contains($0) }
    }

    private static func endOfWord(_ characters: [Character], _ start: Int) -> Int {
        var end = start
        while end < characters.count,
            characters[end].isLetter || characters[end].isNumber
                || "_./-@:+~%\\".contains(characters[end])
        {
            end += 1
        }
        return end
    }

    /// The stop or colon behind a word is not of it.
    private static func trimmed(_ word: String) -> (word: String, rest: String) {
        let kept = word.reversed().drop { ".:-".contains($0) }
        return (String(kept.reversed()), String(word.dropFirst(kept.count)))
    }
}
