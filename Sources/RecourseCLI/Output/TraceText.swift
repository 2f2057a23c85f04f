import RecourseAgent
import RecourseCore
import RecourseMatching

/// What each stage of matching let through, and what it cost: for `match --explain`.
struct TraceText {
    struct Stage: Encodable {
        var stage: String
        var count: Int
        /// Processor time, where the stage has one of its own.
        var ms: Double?
    }

    let stages: [Stage]

    init(_ diagnosis: Diagnosis) {
        let (scan, trace) = (diagnosis.trace.scan, diagnosis.trace)
        stages = [
            Stage(stage: "patterns", count: diagnosis.patterns),
            Stage(stage: "places met by a window", count: scan.probes, ms: Self.ms(trace.scanning)),
            Stage(stage: "anchors compared there", count: scan.windows),
            Stage(stage: "anchors that stand", count: scan.runs),
            Stage(stage: "with what else their line needs", count: scan.checked),
            Stage(
                stage: "patterns run as regexes", count: diagnosis.candidates,
                ms: Self.ms(trace.confirming)),
            Stage(stage: "matches", count: diagnosis.matches.count),
            Stage(stage: "set aside", count: diagnosis.setAside.count),
        ]
    }

    var lines: [String] {
        stages.map { stage in
            let count = "\(stage.count)"
            let time = stage.ms.map { "  \($0) ms" } ?? ""
            return String(repeating: " ", count: max(0, 9 - count.count)) + count
                + "  \(stage.stage)\(time)"
        }
    }

    private static func ms(_ duration: Duration) -> Double {
        (duration.inSeconds * 1e6).rounded() / 1_000
    }
}
