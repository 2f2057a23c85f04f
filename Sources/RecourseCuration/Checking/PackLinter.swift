import RecourseCore
import RecourseMatching
import RecoursePCRE2
import RecourseText

/// Holds a pack against its own examples and against the rules of `Docs/packs.md`.
public struct PackLinter: Sendable {
    /// What a fix of an example comes to.
    public enum Resolution: Hashable, Sendable {
        case command(String)
        case inapplicable(why: String)

        var words: String {
            switch self {
            case .command(let text): "to `\(text)`"
            case .inapplicable(let why): "to nothing (\(why))"
            }
        }
    }

    public typealias Resolve =
        @Sendable (Fix, PatternMatch, Command?, any Workspace) async -> Resolution

    let resolve: Resolve

    public init(resolve: @escaping Resolve) { self.resolve = resolve }

    /// Everything that is wrong with the pack; empty for a sound one.
    /// - Parameter isStrict: also what patterns that ship with Recourse must have.
    public func findings(in pack: Pack, isStrict: Bool = false) async -> [LintFinding] {
        var findings: [LintFinding] = []
        for pattern in pack.patterns {
            func note(_ rule: LintFinding.Rule, _ message: String) {
                findings.append(
                    LintFinding(pack: pack.id, pattern: pattern.id, rule: rule, message: message))
            }
            RegexRules(pattern: pattern, note: note).check()
            FixRules(pattern: pattern, pack: pack, note: note).check()
            if isStrict { checkCompleteness(of: pattern, note) }
            await checkExamples(of: pattern, pack.id, note)
        }
        return findings
    }

    private func checkCompleteness(
        of pattern: Pattern, _ note: (LintFinding.Rule, String) -> Void
    ) {
        guard pattern.status != .deprecated else { return }
        if pattern.examples.count == 1 { note(.fewExamples, "has one example only") }
        if pattern.references.isEmpty { note(.noReference, "names no reference") }
        if pattern.fixes.isEmpty { note(.noFix, "says nothing about what to do") }
        for fix in pattern.fixes where fix.declaredRisk == nil {
            if case .remedy = fix.action { note(.noRisk, "\(fix.id) declares no risk") }
        }
    }

    private func checkExamples(
        of pattern: Pattern, _ pack: PackID, _ note: (LintFinding.Rule, String) -> Void
    ) async {
        guard pattern.status != .deprecated else { return }
        // What came from another tool has none yet: it waits for a person anyway.
        if pattern.origin == nil {
            if pattern.examples.isEmpty { note(.noExample, "has no example") }
            if pattern.counters.isEmpty { note(.noCounter, "has no counter") }
        }
        let set = PatternSet([pattern], pack: pack)
        for (index, example) in pattern.examples.enumerated() {
            let name = "example \(index + 1)"
            let command = example.command.map(Self.command)
            guard let match = Self.match(set, example.text, command, example.exit) else {
                note(.exampleDoesNotMatch, "\(name) does not match")
                continue
            }
            for (capture, wanted) in example.captures.sorted(by: { $0.key < $1.key })
            where match.captures[capture] != wanted {
                let got = match.captures[capture].map { "`\($0)`" } ?? "nothing"
                note(.captureDiffers, "\(name) captures \(got) as \(capture), not `\(wanted)`")
            }
            for (id, wanted) in example.expect.sorted(by: { $0.key < $1.key }) {
                guard let fix = pattern.fixes.first(where: { $0.id == id }) else {
                    note(.fixResolvesDifferently, "\(name) expects a fix `\(id)` that is not there")
                    continue
                }
                let workspace = MemoryWorkspace(
                    example.workspace, programsAbsent: Set(fix.conditions.programsAbsent))
                let got = await resolve(fix, match, command, workspace)
                if got != .command(wanted) {
                    note(
                        .fixResolvesDifferently,
                        "\(name): \(id) resolves \(got.words), not `\(wanted)`")
                }
            }
        }
        for (index, counter) in pattern.counters.enumerated()
        where Self.match(set, counter.text, counter.command.map(Self.command), counter.exit) != nil
        {
            note(.counterMatches, "counter \(index + 1) matches")
        }
    }

    static func match(
        _ set: PatternSet, _ text: String, _ command: Command?, _ exit: Int32
    ) -> PatternMatch? {
        diagnosis(set, text, command, exit).matches.first
    }

    static func diagnosis(
        _ set: PatternSet, _ text: String, _ command: Command?, _ exit: Int32
    ) -> Diagnosis {
        set.diagnosis(
            of: FailureText(text),
            in: .init(
                exit: .exited(exit), programs: command.map { CommandAnatomy($0).programNames }))
    }

    /// A command text as its words where it is plain, else as the text of a shell.
    static func command(_ text: String) -> Command {
        if let shell = ShellText(text), shell.isPlain {
            return Command(argv: shell.commands[0].words.compactMap(\.value), directory: "/project")
        }
        return Command(argv: ["sh", "-c", text], directory: "/project")
    }
}
