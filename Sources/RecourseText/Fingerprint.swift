import RecourseCore

/// What makes two failures the same kind: the lines that say what went wrong, without what changes from run to run.
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
            let body = text.text(in: range.lowerBound..<min(range.upperBound, range.lowerBound + 400))
            if ErrorLikeLine.matches(body) {
                errorLines.append(normalised(body))
            } else if anyLines.count < 3, !body.allSatisfy(\.isWhitespace) {
                anyLines.append(normalised(body))
            }
        }
        let said = errorLines.isEmpty ? anyLines : errorLines
        return hash(([program] + said).joined(separator: "\n"))
    }

    /// Numbers, hexadecimal runs, quoted temporary paths and blanks folded, so that process ids, times, addresses and
    /// folder names do not tell two runs apart.
    static func normalised(_ line: String) -> String {
        var result: [UInt8] = []
        var digits = false
        for byte in line.utf8 {
            let isHexadecimal = digits && (0x61...0x66).contains(byte | 0x20)
            if (0x30...0x39).contains(byte) || isHexadecimal {
                if !digits { result.append(UInt8(ascii: "#")) }
                digits = true
            } else {
                digits = false
                if byte == 0x20 || byte == 0x09, result.last == 0x20 || result.isEmpty { continue }
                result.append(byte == 0x09 ? 0x20 : byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// FNV-1a, 64 bits (Fowler, Noll, Vo).
    static func hash(_ text: String) -> String {
        var value: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
