import RecourseCore
import RecourseMatching
import RecourseText

/// The line of a failure that says most about why, as far as no pattern knows.
public enum DecisiveLine {
    private static let longest = 400
    /// Patterns below say little more than that a tool failed.
    private static let telling = 30

    /// - Parameter diagnosis: of the same text.
    /// - Returns: `nil` where nothing was printed.
    public static func of(_ text: FailureText, besides diagnosis: Diagnosis) -> String? {
        let open = diagnosis.unexplained(in: text, specificity: telling)
        let unexplained = Set(open.flatMap { Array($0) })
        let lines = (0..<text.lineCount).map { (raw: text.rawLine($0), text: line($0, text)) }
        let candidates = lines.filter { unexplained.contains($0.raw) }
        // The first cause comes first; what says least, such as a summary of numbers, is no cause.
        let saying = candidates.filter {
            LineTemplate($0.text).constantWords.count >= PatternDraft.fewestWords
        }
        return
            (saying.first ?? candidates.last
            ?? lines.last { !$0.text.allSatisfy(\.isWhitespace) })?.text
    }

    private static func line(_ number: Int, _ text: FailureText) -> String {
        let range = text.range(ofLine: number)
        return text.text(
            in: range.lowerBound..<min(range.upperBound, range.lowerBound + longest))
    }
}
