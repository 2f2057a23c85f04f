import RecourseCore

/// What became of a lesson, in words.
enum LessonText {
    static func text(_ outcome: LessonOutcome) -> String {
        switch outcome {
        case .learned(let pattern):
            "learned \(pattern): next time without a model (recourse patterns review)"
        case .promoted(let pattern): "\(pattern) has proved itself: it is stable now"
        case .refused(let refusal): "nothing is learned from it: \(text(refusal))"
        }
    }

    private static func text(_ refusal: LessonRefusal) -> String {
        switch refusal {
        case .noDecisiveLine: "no line of the output says what went wrong"
        case .tooLittleStays(let line):
            "too little of `\(line.prefix(80))` stays the same from run to run"
        case .tooCommon: "a pattern would be too broad"
        case .missesItsFailure: "a pattern would not recognise the failure"
        case .matchesPassingRuns(let count):
            "\(count) run\(count == 1 ? "" : "s") that passed print\(count == 1 ? "s" : "") the same"
        case .matchesOtherCauses(let patterns):
            "it would also match failures of \(patterns.map(\.rawValue).joined(separator: ", "))"
        case .unsound(let findings): findings.joined(separator: "; ")
        case .harms(let count):
            "\(count) of the runs that are kept would be explained worse"
        case .notRepeatable(let reason): reason
        case .rejectedBefore: "it was turned down before"
        case .notKept(let reason): reason
        }
    }
}
