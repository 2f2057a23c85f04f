/// How long a text is for a model, without its tokenizer, on the safe side: three bytes a token,
/// where prose and code measure between 3.3 and 4.5.
enum PlanTokens {
    private static let bytesPerToken = 3
    private static let mark = " … [cut]"

    static func estimate(_ text: String) -> Int {
        (text.utf8.count + bytesPerToken - 1) / bytesPerToken
    }

    /// Of the text as a JSON string.
    static func written(_ text: String) -> Int {
        (bytes(text) + bytesPerToken - 1) / bytesPerToken
    }

    /// The beginning of a text that is too long, with a mark that says so; never over the tokens,
    /// written as JSON too.
    static func cut(_ text: String, to tokens: Int) -> String {
        guard bytes(text) > tokens * bytesPerToken else { return text }
        let most = tokens * bytesPerToken - bytes(mark)
        var (used, end) = (0, text.utf8.startIndex)
        for index in text.utf8.indices {
            used += length(text.utf8[index])
            guard used <= most else { break }
            end = text.utf8.index(after: index)
        }
        // Never within a scalar.
        while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
            end = text.utf8.index(before: end)
        }
        return end == text.startIndex ? "" : String(text[..<end]) + mark
    }

    private static func bytes(_ text: String) -> Int {
        text.utf8.reduce(0) { $0 + length($1) }
    }

    /// Of a byte in a JSON string.
    private static func length(_ byte: UInt8) -> Int {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x0A, 0x0D, 0x09: 2
        case 0..<0x20, 0x7F: 6
        default: 1
        }
    }
}
