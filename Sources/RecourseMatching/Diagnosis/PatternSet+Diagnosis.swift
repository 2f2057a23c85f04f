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
    ///   aside. `nil`: 0.15 s, and 0.1 s for each megabyte of text.
    public func diagnosis(
        of text: FailureText, in circumstances: Circumstances = Circumstances(),
        budget: Duration? = nil
    ) -> Diagnosis {
        var diagnosis = recognised(in: text, circumstances, budget)
        if circumstances.exit?.isSuccess != true {
            diagnosis.unexplained = UnexplainedLines.of(text, besides: diagnosis.matches)
        }
        return diagnosis
    }

    /// As `diagnosis`, without the lines that are left unexplained, which take longer to find.
    public func recognised(
        in text: FailureText, _ circumstances: Circumstances = Circumstances(),
        _ budget: Duration? = nil
    ) -> Diagnosis {
        var diagnosis = Diagnosis.nothing
        diagnosis.patterns = count
        guard circumstances.exit?.isSuccess != true else { return diagnosis }
        let begun = ThreadTime.now
        let candidates = candidates(in: text, &diagnosis.trace)
        let megabytes = text.bytes.count >> 20
        let scanned = ThreadTime.now
        let deadline = scanned + (budget ?? .milliseconds(150 + 100 * megabytes))
        // A benign regex takes one to ten milliseconds for a megabyte.
        let confirmation = Confirmation(text: text, budget: .milliseconds(20 + 15 * megabytes))
        for candidate in candidates {
            do throws(Refusal) {
                guard let record = try record(of: candidate) else { continue }
                diagnosis.candidates += 1
                guard ThreadTime.now < deadline else {
                    throw Refusal(pattern: record.id, reason: "no time was left for it")
                }
                if let match = try match(record, candidate, confirmation, circumstances) {
                    diagnosis.matches.append(match)
                }
            } catch {
                diagnosis.setAside.append(.init(pattern: error.pattern, reason: error.reason))
            }
        }
        diagnosis.trace.scanning = scanned - begun
        diagnosis.trace.confirming = ThreadTime.now - scanned
        diagnosis.matches = Ranking.ranked(diagnosis.matches)
        return diagnosis
    }

    /// A pattern that may start at more places is searched for everywhere: a log that repeats one
    /// failure would otherwise be collected line by line, and the first match is all that is wanted.
    private static let manyStarts = 2_000

    private struct Candidate {
        var place: Place
        var starts: StartRanges
    }

    /// Those that start at known places first: the others may use up the time.
    private func candidates(in text: FailureText, _ trace: inout Diagnosis.Trace) -> [Candidate] {
        var starts: [Place: StartRanges] = [:]
        text.bytes.withUnsafeBufferPointer { bytes in
            for (number, layer) in layers.enumerated() {
                trace.scan += layer.index.forEachCandidate(in: bytes) { candidate in
                    let place = Place(layer: number, pattern: candidate.pattern)
                    starts[place, default: .within([])].join(candidate.starts)
                    guard starts[place, default: .anywhere].count > Self.manyStarts else {
                        return false
                    }
                    starts[place] = .anywhere
                    return true
                }
            }
        }
        prefetch(Array(starts.keys))
        return starts.map { Candidate(place: $0, starts: $1) }.sorted { left, right in
            left.starts.extent == right.starts.extent
                ? left.place < right.place : left.starts.extent == .near
        }
    }

    private struct Refusal: Error {
        var pattern: PatternID
        var reason: String
    }

    private func record(of candidate: Candidate) throws(Refusal) -> PatternRecord? {
        do {
            return try record(at: candidate.place)
        } catch {
            // What it is called is all that a damaged row leaves.
            throw Refusal(
                pattern: PatternID(
                    "unreadable.\(candidate.place.layer)-\(candidate.place.pattern)"),
                reason: "it cannot be read")
        }
    }

    /// Where a search is short, it comes first, and only what it finds needs the whole definition.
    /// One over all of the text costs more than reading that.
    private func match(
        _ record: PatternRecord, _ candidate: Candidate, _ confirmation: Confirmation,
        _ circumstances: Circumstances
    ) throws(Refusal) -> PatternMatch? {
        let scope = record.scope
        if candidate.starts.extent == .far {
            let pattern = try definition(of: record, candidate)
            guard Self.admits(pattern, circumstances) else { return nil }
        }
        let regexes = try compiledRegexes(of: record, candidate)
        let answer = confirmation.confirm(scope, regexes: regexes, starting: candidate.starts)
        guard var found = try confirmed(answer, record) else { return nil }
        let pattern = try definition(of: record, candidate)
        guard Self.admits(pattern, circumstances) else { return nil }
        let conditions = pattern.conditions
        let text = confirmation.text
        if !conditions.streams.isEmpty, text.hasKnownStreams {
            let answer = confirmation.confirm(
                scope, regexes: regexes, starting: candidate.starts
            ) { offset in
                let stream = text.stream(at: offset)
                return stream == .output || conditions.streams.contains(stream)
            }
            guard let admitted = try confirmed(answer, record) else { return nil }
            found = admitted
        }
        for unless in conditions.unless {
            guard let regex = try? Regex(unless) else {
                throw Refusal(pattern: record.id, reason: "an `unless` cannot be compiled")
            }
            let answer = confirmation.confirm(.line(unless), regexes: [regex])
            if try confirmed(answer, record) != nil { return nil }
        }
        return PatternMatch(
            pattern: pattern, pack: record.pack, origin: record.origin,
            captures: found.captures, spans: found.steps.map { span(of: $0.range, in: text) },
            score: 0)
    }

    private func compiledRegexes(
        of record: PatternRecord, _ candidate: Candidate
    ) throws(Refusal) -> [Regex] {
        let extent = candidate.starts.extent
        switch regexes(of: record, at: candidate.place, searching: extent) {
        case .success(let regexes): return regexes
        case .failure(let error): throw Refusal(pattern: record.id, reason: error.message)
        }
    }

    private func definition(
        of record: PatternRecord, _ candidate: Candidate
    ) throws(Refusal) -> Pattern {
        do {
            return try pattern(of: record, at: candidate.place)
        } catch {
            throw Refusal(pattern: record.id, reason: "its definition cannot be read")
        }
    }

    private func confirmed(
        _ answer: Confirmation.Answer, _ record: PatternRecord
    ) throws(Refusal) -> (steps: [RegexMatch], captures: [String: String])? {
        switch answer {
        case .absent: return nil
        case .setAside(let reason): throw Refusal(pattern: record.id, reason: reason.text)
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

    private static func admits(_ pattern: Pattern, _ circumstances: Circumstances) -> Bool {
        pattern.status != .deprecated && pattern.conditions.admits(circumstances.exit)
            && admits(pattern.conditions.programs, circumstances.programs)
    }

    private static func admits(_ globs: [String], _ programs: Set<String>?) -> Bool {
        guard !globs.isEmpty, let programs else { return true }
        return globs.contains { glob in programs.contains(where: Glob(glob).matches) }
    }
}
