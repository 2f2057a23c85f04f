import RecourseCore
import RecourseMatching
import RecourseText

extension Pattern {
    static func test(
        _ id: PatternID, _ regex: String, status: PatternStatus = .stable,
        severity: Severity = .error, specificity: Int = 50,
        yieldsTo: [PatternID] = [], conditions: PatternConditions = PatternConditions()
    ) -> Pattern {
        test(
            id, scope: .line(regex), status: status, severity: severity, specificity: specificity,
            yieldsTo: yieldsTo,
            conditions: conditions)
    }

    static func test(
        _ id: PatternID, scope: PatternScope, status: PatternStatus = .stable,
        severity: Severity = .error,
        specificity: Int = 50, yieldsTo: [PatternID] = [],
        conditions: PatternConditions = PatternConditions()
    ) -> Pattern {
        Pattern(
            id: id, title: "test", status: status, severity: severity, scope: scope,
            specificity: specificity,
            yieldsTo: yieldsTo, conditions: conditions)
    }
}

extension PatternSet {
    func diagnosis(of text: String, exit: ExitStatus? = .exited(1), programs: Set<String>? = nil)
        -> Diagnosis
    {
        diagnosis(of: FailureText(text), in: Circumstances(exit: exit, programs: programs))
    }
}

extension Diagnosis {
    var ids: [PatternID] { matches.map(\.pattern.id) }
}

extension FailureText {
    /// Pieces of two streams as they came.
    static func streams(_ pieces: (OutputStream, String)...) -> FailureText {
        var bytes: [UInt8] = []
        var segments: [CapturedOutput.Segment] = []
        for (stream, text) in pieces {
            segments.append(.init(start: bytes.count, stream: stream))
            bytes += text.utf8
        }
        return FailureText(CapturedOutput(bytes: bytes, segments: segments))
    }
}
