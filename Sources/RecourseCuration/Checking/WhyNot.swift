import RecourseCore
import RecourseMatching
import RecoursePCRE2
import RecourseText

/// Why a pattern does not name a failure: which stage refused it.
public enum WhyNot: Hashable, Sendable {
    /// It does; `rank` counts from one, below the patterns named.
    case matches(rank: Int, below: [PatternID])
    /// Nothing is looked for where the command succeeded.
    case success
    /// Its regex needs one of these texts, and none stands in the output.
    case literal(step: Int, wanted: [String])
    /// All texts are there; the regex got as far as its first `met`, and there the output goes on
    /// otherwise. `nil` where it got nowhere.
    case regex(step: Int, met: String?, line: Int, behind: String)
    /// Each step of the sequence is there, but not in order or not near enough.
    case sequence
    /// It stands before the last lines, where alone it counts.
    case tail
    case exitStatus
    case programs([String])
    case streams([OutputStream])
    /// One of its `unless` matches.
    case unless(String)
    case deprecated
    /// The search was stopped, or the regex cannot be compiled.
    case setAside(reason: String)

    /// - Parameter set: all patterns, to tell the rank.
    public static func of(
        _ pattern: Pattern, in text: FailureText, _ circumstances: PatternSet.Circumstances,
        among set: PatternSet
    ) -> WhyNot {
        if circumstances.exit?.isSuccess == true { return .success }
        if pattern.status == .deprecated { return .deprecated }
        let all = set.diagnosis(of: text, in: circumstances)
        if let rank = all.matches.firstIndex(where: { $0.pattern.id == pattern.id }) {
            return .matches(rank: rank + 1, below: all.matches[..<rank].map(\.pattern.id))
        }
        // By itself and without conditions, so that others cannot use up its time.
        var bare = pattern
        bare.conditions = PatternConditions(exit: [.notZero])
        let alone = PatternSet([bare]).diagnosis(of: text)
        if let aside = alone.setAside.first { return .setAside(reason: aside.reason) }
        guard alone.matches.isEmpty else {
            return refusedCondition(of: pattern, text, circumstances)
        }
        return refusedText(of: pattern, text)
    }

    private static func refusedCondition(
        of pattern: Pattern, _ text: FailureText, _ circumstances: PatternSet.Circumstances
    ) -> WhyNot {
        let conditions = pattern.conditions
        guard conditions.admits(circumstances.exit) else { return .exitStatus }
        func matches(_ change: (inout PatternConditions) -> Void) -> Bool {
            var changed = pattern
            change(&changed.conditions)
            return !PatternSet([changed]).diagnosis(of: text, in: circumstances).matches.isEmpty
        }
        if matches({ $0.programs = [] }) { return .programs(conditions.programs) }
        if matches({ $0.streams = [] }) { return .streams(conditions.streams) }
        for unless in conditions.unless
        where matches({ $0.unless.removeAll { $0 == unless } }) { return .unless(unless) }
        // Several of them at once.
        return conditions.unless.first.map(WhyNot.unless) ?? .programs(conditions.programs)
    }

    private static func refusedText(of pattern: Pattern, _ text: FailureText) -> WhyNot {
        let regexes = pattern.scope.regexes
        for (step, regex) in regexes.enumerated() {
            var single = pattern
            single.scope = .line(regex)
            single.conditions = PatternConditions(exit: [.notZero])
            let diagnosis = PatternSet([single]).diagnosis(of: text)
            if let aside = diagnosis.setAside.first { return .setAside(reason: aside.reason) }
            guard diagnosis.matches.isEmpty else { continue }
            return refused(regex, step: step + 1, text)
        }
        if case .tail = pattern.scope { return .tail }
        return .sequence
    }

    private static func refused(_ regex: String, step: Int, _ text: FailureText) -> WhyNot {
        text.bytes.withUnsafeBufferPointer { bytes in
            if let wanted = RequiredText.missing(for: regex, in: bytes) {
                return .literal(step: step, wanted: wanted)
            }
            guard let progress = try? RegexProgress.farthest(of: regex, in: bytes) else {
                return .regex(step: step, met: nil, line: 0, behind: "")
            }
            let met = String(decoding: Array(regex.utf8)[..<progress.patternOffset], as: UTF8.self)
            let line = text.line(at: progress.textOffset)
            let end = max(progress.textOffset, text.range(ofLine: line).upperBound)
            let rest = text.text(in: progress.textOffset..<min(end, progress.textOffset + 200))
            return .regex(step: step, met: met, line: text.rawLine(line), behind: rest)
        }
    }
}
