import RecourseMatching
import RecourseText

/// What the store keeps of an output: the lines that matched with their neighbours, then the end, at most 4 KB.
enum FailureExcerpt {
    private static let maximumBytes = 4_096
    private static let neighbours = 2
    private static let lastLines = 12
    private static let lineBytes = 300

    static func of(_ text: FailureText, _ diagnosis: Diagnosis) -> String {
        var wanted: Set<Int> = []
        for span in diagnosis.matches.prefix(3).flatMap(\.spans) {
            let line = text.line(at: span.range.lowerBound)
            wanted.formUnion(max(0, line - neighbours)...(line + neighbours))
        }
        wanted.formUnion(max(0, text.lineCount - lastLines)..<text.lineCount)
        var excerpt = ""
        for line in wanted.sorted() where line < text.lineCount {
            let range = text.range(ofLine: line)
            let cut = range.lowerBound..<min(range.upperBound, range.lowerBound + lineBytes)
            let next = text.text(in: cut) + "\n"
            guard excerpt.utf8.count + next.utf8.count <= maximumBytes else { break }
            excerpt += next
        }
        return excerpt
    }
}
