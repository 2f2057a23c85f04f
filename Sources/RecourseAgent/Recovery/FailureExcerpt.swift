import RecourseMatching
import RecourseText

/// What the store keeps of an output: the lines that matched with their neighbours, then the end,
/// at most 4 KB.
enum FailureExcerpt {
    private static let maximumBytes = 4_096
    private static let neighbours = 2
    private static let lastLines = 12
    private static let lineBytes = 300

    /// Redacted before anything is cut: half a secret is not recognised as one.
    static func of(_ text: FailureText, _ diagnosis: Diagnosis, _ redactor: Redactor) -> String {
        var wanted: Set<Int> = []
        for span in diagnosis.matches.prefix(3).flatMap(\.spans) {
            let line = text.line(at: span.range.lowerBound)
            wanted.formUnion(max(0, line - neighbours)...(line + neighbours))
        }
        wanted.formUnion(max(0, text.lineCount - lastLines)..<text.lineCount)
        let lines = wanted.sorted().filter { $0 < text.lineCount }.map { line in
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
