import RecourseCore

/// What came of one step.
public struct PlanStepResult: Hashable, Sendable {
    public var exit: ExitStatus
    /// Clean text, both streams.
    public var output: String

    public init(exit: ExitStatus, output: String) {
        self.exit = exit
        self.output = output
    }

    /// A change to files that was made.
    public static let applied = PlanStepResult(exit: .exited(0), output: "")
}

/// Whether conditions hold, steps succeeded and criteria are met. Looks at files, changes nothing.
public struct PlanEvaluation: Sendable {
    public enum Verdict: Hashable, Sendable {
        case succeeded
        case failed(PlanFailure.Fault)
    }

    private let workspace: any Workspace

    public init(_ workspace: any Workspace) { self.workspace = workspace }

    public func holds(_ condition: PlanCondition, after result: PlanStepResult) -> Bool {
        switch condition {
        case .outputContains(let text): Self.contains(result.output, text)
        case .outputHasLine(let text):
            Self.trimmedLines(result.output).contains { $0 == Self.trimmed(text[...]) }
        case .fileExists(let path): exists(path)
        case .fileAbsent(let path): workspace.contained(path) != nil && !exists(path)
        case .exitStatus(let status): result.exit.shellCode == status
        }
    }

    /// A status other than 0 is a failure; with 0, an error pattern or failure indicator in the
    /// output is one unless a success indicator stands beside it. That none of the success
    /// indicators and expected outputs came is no failure: they are guesses.
    public func verdict(on step: PlanStep, _ result: PlanStepResult) -> Verdict {
        guard result.exit.isSuccess else { return .failed(.exit(result.exit)) }
        let bad = (step.failureIndicators + step.errorPatterns).first {
            Self.contains(result.output, $0)
        }
        guard let bad, !step.successIndicators.contains(where: { Self.contains(result.output, $0) })
        else { return .succeeded }
        return .failed(.indicator(bad))
    }

    /// Whether it came as the plan said, as far as it said anything.
    public func isAsExpected(_ step: PlanStep, _ result: PlanStepResult) -> Bool {
        guard verdict(on: step, result) == .succeeded else { return false }
        return [step.expectedOutputs, step.successIndicators].allSatisfy { texts in
            texts.isEmpty || texts.contains { Self.contains(result.output, $0) }
        }
    }

    /// - Returns: `nil` for what only running a command tells.
    public func isMet(_ criterion: PlanCriterion, outputHeld: Bool) -> Bool? {
        switch criterion {
        case .commandSucceeds: nil
        case .fileExists(let path): exists(path)
        case .fileContains(let path, let text):
            workspace.contained(path) != nil
                && (workspace.contents(of: path).map { Self.contains($0, Array(text.utf8)) }
                    ?? false)
        case .outputContains: outputHeld
        }
    }

    private func exists(_ path: String) -> Bool {
        workspace.contained(path) != nil && workspace.kind(of: path) != nil
    }

    static func contains(_ text: String, _ literal: String) -> Bool {
        contains(Array(text.utf8), Array(literal.utf8))
    }

    /// By bytes: a text in another normal form is another text, as for `grep -F`.
    private static func contains(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool {
        guard let first = wanted.first, bytes.count >= wanted.count else { return false }
        let last = bytes.count - wanted.count
        var index = 0
        while index <= last {
            guard let next = bytes[index...last].firstIndex(of: first) else { return false }
            if bytes[next...].starts(with: wanted) { return true }
            index = next + 1
        }
        return false
    }

    private static func trimmedLines(_ text: String) -> [Substring.UnicodeScalarView] {
        text.unicodeScalars.split(separator: "\n").map { trimmed(Substring($0)) }
    }

    private static func trimmed(_ text: Substring) -> Substring.UnicodeScalarView {
        var scalars = text.unicodeScalars
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return scalars
    }
}

extension Substring.UnicodeScalarView {
    fileprivate static func == (left: Self, right: Self) -> Bool { left.elementsEqual(right) }
}
