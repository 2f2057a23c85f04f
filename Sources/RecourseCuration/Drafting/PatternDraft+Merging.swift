import RecourseCore
import RecourseMatching
import RecourseText

extension PatternDraft {
    /// A pattern with another's examples. Where its regex does not match them, it becomes the regex
    /// of what all of them say, and its revision goes up.
    /// - Returns: `nil` where too little is common to them.
    public static func merging(_ other: Pattern, into pattern: Pattern) -> Pattern? {
        var merged = pattern
        let texts = Set(pattern.examples.map(\.text))
        let added = other.examples.filter { !texts.contains($0.text) }
        merged.examples += added
        let set = PatternSet([pattern], pack: "merged")
        let isRecognised = added.allSatisfy {
            !set.diagnosis(of: FailureText($0.text)).matches.isEmpty
        }
        if isRecognised { return merged }
        let lines = merged.examples.map { $0.text.trimmingLineEnd }
        let lengths = Set(lines.map { LineTemplate($0).tokens.count })
        guard lengths.count == 1, pattern.scope.regexes.count == 1,
            let draft = PatternDraft(of: lines, program: pattern.id.family)
        else { return nil }
        merged.scope = draft.pattern.scope
        merged.captures = draft.pattern.captures
        merged.revision += 1
        merged.fillInCaptures()
        return merged
    }
}

extension String {
    fileprivate var trimmingLineEnd: String {
        hasSuffix("\n") ? String(dropLast()) : self
    }
}
