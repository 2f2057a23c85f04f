import RecourseCore

/// What makes two failures the same kind: the lines that say what went wrong, without what changes
/// from run to run.
public enum Fingerprint {
    /// At most so many error-like lines, from the end of the text.
    private static let lines = 12

    /// Sixteen hexadecimal digits.
    public static func of(_ text: FailureText, program: String) -> String {
        var errorLines: [String] = []
        var anyLines: [String] = []
        for line in stride(from: text.lineCount - 1, through: 0, by: -1) {
            guard errorLines.count < lines, text.lineCount - line <= 2_000 else { break }
            let range = text.range(ofLine: line)
            let end = min(range.upperBound, range.lowerBound + 400)
            let body = text.text(in: range.lowerBound..<end)
            if ErrorLikeLine.matches(body) {
                errorLines.append(normalised(body))
            } else if anyLines.count < 3, !body.allSatisfy(\.isWhitespace) {
                anyLines.append(normalised(body))
            }
        }
        let said = errorLines.isEmpty ? anyLines : errorLines
        return hash(([program] + said).joined(separator: "\n"))
    }

    /// Numbers, hashes, addresses, the folders of temporary files and blanks folded, so that
    /// process ids, times and random names do not tell two runs apart.
    static func normalised(_ line: String) -> String {
        var folding = LineFolding(Array(line.utf8))
        return String(decoding: folding.folded(), as: UTF8.self)
    }

    /// FNV-1a, 64 bits (Fowler, Noll, Vo).
    static func hash(_ text: String) -> String {
        var value: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
