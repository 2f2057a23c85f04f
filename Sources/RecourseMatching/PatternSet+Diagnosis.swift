import RecourseCore
import RecoursePCRE2
import RecourseText

extension PatternSet {
    /// What of a failure besides its text decides which patterns speak of it.
    public struct Circumstances: Sendable {
        public var exit: ExitStatus?
        /// Programs of the failed command; `nil` where it is unknown, and conditions on it are not
        /// judged.
        public var programs: Set<String>?

        public init(exit: ExitStatus? = nil, programs: Set<String>? = nil) {
            self.exit = exit
            self.programs = programs
        }

        public init(_ failure: Failure) {
            self.init(
                exit: failure.exit,
                programs: failure.command.map { CommandAnatomy($0).programNames })
        }
    }

    /// All that is known of the failure, best first. Nothing for a command that succeeded.
    /// - Parameter budget: processor time for all regexes together; what is left over then is set
    ///   aside. `nil`: a quarter of a second, and as much again for each megabyte of text.
    public func diagnosis(
        of text: FailureText, in circumstances: Circumstances = Circumstances(),
        budget: Duration? = nil
    ) -> Diagnosis {
        if circumstances.exit?.isSuccess == true {
            var nothing = Diagnosis.nothing
            nothing.patterns = records.count
            return nothing
        }
        let candidates = text.bytes.withUnsafeBytes { screen.candidates(in: $0) }
        let megabytes = text.bytes.count >> 20
        let deadline = ThreadTime.now + (budget ?? .milliseconds(250 + 250 * megabytes))
        // A benign regex takes one to ten milliseconds for a megabyte.
        let confirmation = Confirmation(text: text, budget: .milliseconds(100 + 50 * megabytes))
        var diagnosis = Diagnosis.nothing
        diagnosis.patterns = records.count
        diagnosis.candidates = candidates.count
        for index in candidates {
            guard ThreadTime.now < deadline else {
                diagnosis.setAside.append(
                    .init(pattern: records[index].id, reason: "no time was left for it"))
                continue
            }
            do throws(Refusal) {
                if let match = try match(index, confirmation, circumstances) {
                    diagnosis.matches.append(match)
                }
            } catch {
                diagnosis.setAside.append(.init(pattern: records[index].id, reason: error.reason))
            }
        }
        diagnosis.matches = Ranking.ranked(diagnosis.matches)
        diagnosis.unexplained = UnexplainedLines.of(text, besides: diagnosis.matches)
        return diagnosis
    }

    private struct Refusal: Error { var reason: String }

    /// The regex first, then what needs the whole definition: decoding costs more than most
    /// searches.
    private func match(
        _ index: Int, _ confirmation: Confirmation, _ circumstances: Circumstances
    ) throws(Refusal) -> PatternMatch? {
        let scope = records[index].scope
        let regexes = try compiledRegexes(at: index)
        guard var found = try confirmed(confirmation.confirm(scope, regexes: regexes)) else {
            return nil
        }
        let pattern = try definition(at: index)
        let conditions = pattern.conditions
        guard pattern.status != .deprecated, conditions.admits(circumstances.exit),
            Self.admits(conditions.programs, circumstances.programs)
        else { return nil }
        let text = confirmation.text
        if !conditions.streams.isEmpty, text.hasKnownStreams {
            let answer = confirmation.confirm(scope, regexes: regexes) { offset in
                let stream = text.stream(at: offset)
                return stream == .output || conditions.streams.contains(stream)
            }
            guard let admitted = try confirmed(answer) else { return nil }
            found = admitted
        }
        for unless in conditions.unless {
            guard let regex = try? Regex(unless) else {
                throw Refusal(reason: "an `unless` cannot be compiled")
            }
            let answer = confirmation.confirm(.line(unless), regexes: [regex])
            if try confirmed(answer) != nil { return nil }
        }
        return PatternMatch(
            pattern: pattern, pack: records[index].pack, origin: records[index].origin,
            captures: found.captures, spans: found.steps.map { span(of: $0.range, in: text) },
            score: 0)
    }

    private func compiledRegexes(at index: Int) throws(Refusal) -> [Regex] {
        switch regexes(at: index) {
        case .success(let regexes): return regexes
        case .failure(let error): throw Refusal(reason: error.message)
        }
    }

    private func definition(at index: Int) throws(Refusal) -> Pattern {
        do {
            return try pattern(at: index)
        } catch {
            throw Refusal(reason: "its definition cannot be read")
        }
    }

    private func confirmed(
        _ answer: Confirmation.Answer
    ) throws(Refusal) -> (steps: [RegexMatch], captures: [String: String])? {
        switch answer {
        case .absent: return nil
        case .setAside(let reason): throw Refusal(reason: reason.text)
        case .found(let steps, let captures): return (steps, captures)
        }
    }

    private func span(of range: Range<Int>, in text: FailureText) -> PatternMatch.Span {
        let first = text.line(at: range.lowerBound)
        let last = text.line(at: max(range.lowerBound, range.upperBound - 1))
        let line = text.range(ofLine: first)
        return PatternMatch.Span(
            stream: text.stream(at: range.lowerBound), range: range, line: text.rawLine(first),
            endLine: text.rawLine(last),
            text: text.text(in: line.lowerBound..<min(line.upperBound, line.lowerBound + 400)))
    }

    private static func admits(_ globs: [String], _ programs: Set<String>?) -> Bool {
        guard !globs.isEmpty, let programs else { return true }
        return globs.contains { glob in programs.contains(where: Glob(glob).matches) }
    }
}
