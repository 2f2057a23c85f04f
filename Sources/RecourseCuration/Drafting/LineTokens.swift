/// A line cut at blanks; quoted words stay together with what touches them.
struct LineTokens {
    let tokens: [String]
    /// For each token: whether it stands right behind a single blank, so that the blank is constant.
    let isSpacedOnce: [Bool]

    /// Which mark ends what another begins.
    static let quotes: [Character: Character] = [
        "'": "'", "\"": "\"", "`": "`", "\u{2018}": "\u{2019}", "\u{201C}": "\u{201D}",
        "\u{AB}": "\u{BB}",
    ]
    private static let longestQuotation = 160

    init(_ line: String) {
        let characters = Array(line)
        var tokens: [String] = []
        var isSpacedOnce: [Bool] = []
        var gap = ""
        var token = ""
        var index = 0
        while index < characters.count {
            let character = characters[index]
            if character == " " || character == "\t" {
                if !token.isEmpty {
                    tokens.append(token)
                    gap = ""
                }
                token = ""
                gap.append(character)
                index += 1
            } else if let end = Self.endOfQuotation(characters, index, behind: token.last) {
                if token.isEmpty { isSpacedOnce.append(gap == " ") }
                token += String(characters[index...end])
                index = end + 1
            } else {
                if token.isEmpty { isSpacedOnce.append(gap == " ") }
                token.append(character)
                index += 1
            }
        }
        if !token.isEmpty { tokens.append(token) }
        self.tokens = tokens
        self.isSpacedOnce = isSpacedOnce
    }

    /// Where the quotation that begins there ends. An apostrophe within a word begins none.
    static func endOfQuotation(
        _ characters: [Character], _ start: Int, behind before: Character?
    ) -> Int? {
        guard let close = quotes[characters[start]],
            before.map({ !$0.isLetter && !$0.isNumber }) ?? true
        else { return nil }
        let limit = min(characters.count, start + longestQuotation)
        var end = start + 1
        while end < limit {
            // `can't` in a quotation goes on.
            let isClosed =
                characters[end] == close
                && (end + 1 == characters.count
                    || !characters[end + 1].isLetter && !characters[end + 1].isNumber)
            // GNU's older style opens with a grave accent and closes with an apostrophe.
            let isOldStyle = characters[start] == "`" && characters[end] == "'"
            if isClosed || isOldStyle { return end }
            end += 1
        }
        return nil
    }
}
