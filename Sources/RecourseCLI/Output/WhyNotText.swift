import RecourseCore
import RecourseCuration

/// Why a pattern does not name a failure, in words.
struct WhyNotText {
    var stage: String
    var reason: String
    var isMatch: Bool

    static let disabled = WhyNotText(stage: "disabled", reason: "it is switched off")

    private init(stage: String, reason: String, isMatch: Bool = false) {
        self.stage = stage
        self.reason = reason
        self.isMatch = isMatch
    }

    init(_ answer: WhyNot) {
        switch answer {
        case .matches(let rank, let below):
            let others = below.map(\.rawValue).joined(separator: ", ")
            self.init(
                stage: "match",
                reason: below.isEmpty
                    ? "it matches, and comes first"
                    : "it matches, and comes \(rank.ordinal), below \(others)", isMatch: true)
        case .success:
            self.init(stage: "exit", reason: "nothing is looked for where the command succeeded")
        case .literal(let step, let wanted):
            let texts = wanted.prefix(5).map { "\"\($0)\"" }.joined(separator: " or ")
            self.init(
                stage: "literal",
                reason: "step \(step): nowhere in the output stands what it needs: \(texts)")
        case .regex(let step, let met?, let line, let behind):
            self.init(
                stage: "regex",
                reason:
                    "step \(step): met as far as \(met) on line \(line), where the output goes on: \(behind.isEmpty ? "(nothing)" : behind)"
            )
        case .regex(let step, nil, _, _):
            self.init(stage: "regex", reason: "step \(step): no place meets even its first item")
        case .sequence:
            self.init(
                stage: "step",
                reason: "each of its steps matches, but not in order and near enough to each other")
        case .tail:
            self.init(
                stage: "tail",
                reason: "it matches, but not within the last \(PatternScope.tailLines) lines")
        case .exitStatus:
            self.init(stage: "condition", reason: "it matches, but not for this exit status")
        case .programs(let globs):
            self.init(
                stage: "condition",
                reason:
                    "it matches, but only for the programs \(globs.joined(separator: ", "))")
        case .streams(let streams):
            self.init(
                stage: "condition",
                reason:
                    "it matches, but not on \(streams.map(\.rawValue).joined(separator: ", "))")
        case .unless(let regex):
            self.init(stage: "condition", reason: "it matches, but so does its unless: \(regex)")
        case .deprecated:
            self.init(stage: "deprecated", reason: "it is deprecated, and never looked for")
        case .setAside(let why):
            self.init(stage: "set-aside", reason: "it could not be searched to the end: \(why)")
        }
    }
}

extension Int {
    fileprivate var ordinal: String {
        let names = ["first", "second", "third", "fourth", "fifth"]
        return 1...names.count ~= self ? names[self - 1] : "number \(self)"
    }
}
