import RecourseMatching
import RecourseText

/// What the store keeps of an output: the lines that say why it failed, those first that patterns
/// know, at most 8 KB.
enum FailureExcerpt {
    private static let maximumBytes = 8_192
    private static let lines = 40
    private static let lineBytes = 300

    /// Redacted before anything is cut: half a secret is not recognised as one.
    static func of(_ text: FailureText, _ diagnosis: Diagnosis, _ redactor: Redactor) -> String {
        let kept = Excerpt.of(text, budget: lines, marked: diagnosis.lines(in: text)).lines
        let lines = kept.joined().map { line in
            let body = text.text(ofLine: line)
            return isKeyMaterial(body) ? Redactor.mark : body
        }
        guard !lines.isEmpty else { return "" }
        var excerpt = ""
        for line in redactor.redacted(lines.joined(separator: "\n")).split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            let next = String(decoding: line.utf8.prefix(lineBytes), as: UTF8.self) + "\n"
            guard excerpt.utf8.count + next.utf8.count <= maximumBytes else { break }
            excerpt += next
        }
        return excerpt
    }

    /// A line of nothing but base64, as the body of a key: its first line may lie outside of what
    /// is kept.
    private static func isKeyMaterial(_ line: String) -> Bool {
        guard line.utf8.count >= 40 else { return false }
        var (upper, lower, digit) = (false, false, false)
        for byte in line.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): upper = true
            case UInt8(ascii: "a")...UInt8(ascii: "z"): lower = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = true
            case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): break
            default: return false
            }
        }
        return upper && lower && digit
    }
}
