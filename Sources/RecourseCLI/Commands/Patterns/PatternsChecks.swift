import ArgumentParser
import RecourseAgent
import RecourseCatalog
import RecourseCore
import RecourseCuration
import RecourseMatching

/// Packs to check: those of a path, or the ones that are compiled in.
struct PackSelection: ParsableArguments {
    @Argument(help: "A pack file, a folder, or - ; nothing for the built-in packs.")
    var path: String?

    @Option(help: "text or json.") var format = TextFormat.text

    func packs() throws -> [Pack] {
        if let path { return try PackFiles.packs(at: path) }
        let patterns = try PatternLibrary.builtIn.map { ($0.pack, try $0.pattern()) }
        return Dictionary(grouping: patterns, by: \.0).sorted { $0.key < $1.key }.map {
            pack, members in
            // The manifest was checked when the pack was compiled in.
            Pack(
                id: pack, version: RecourseCommand.configuration.version, licence: "MIT",
                maximumRisk: .system,
                programs: [], patterns: members.map(\.1))
        }
    }
}

/// What a check found, told once for all checks.
struct FindingsReport {
    private struct Document: Encodable {
        var schema = "recourse.lint/1"
        var patterns: Int
        var findings: [LintFinding]
    }

    let packs: [Pack]
    let findings: [LintFinding]

    func tell(_ format: TextFormat) throws {
        let count = packs.reduce(0) { $0 + $1.patterns.count }
        let faults = findings.filter { !$0.rule.isNote }
        switch format {
        case .json: Console.output(try JSON.text(Document(patterns: count, findings: findings)))
        case .text:
            for finding in findings {
                Console.output(
                    "\(finding.pack): \(finding.pattern): \(finding.rule.rawValue): \(finding.message)\n"
                )
            }
            Console.say(
                "\(count) pattern\(count == 1 ? "" : "s"), \(faults.count) finding\(faults.count == 1 ? "" : "s")"
            )
        }
        if !faults.isEmpty { throw ExitCode(Status.no) }
    }
}

extension PackLinter {
    /// With the real resolver, so that what an example expects of a fix is what would run.
    static let standard = PackLinter { fix, match, command, workspace in
        let resolver = FixResolver(workspace: workspace, command: command, mayProbe: false)
        switch await resolver.resolved(fix, of: match) {
        case .success(let resolved): return .command(resolved.text)
        case .failure(let reason): return .inapplicable(why: reason.text)
        }
    }
}

struct PatternsLint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Check packs against every rule of Docs/packs.md; exits with 1 on a finding.",
        discussion: """
            EXAMPLES
              recourse patterns lint team.toml
              recourse patterns lint packs/ --format json
              recourse patterns lint team.toml --strict
            """)
    @OptionGroup var selection: PackSelection
    @Flag(
        help:
            "Also asks for what built-in patterns have: two examples, a reference, and for each fix a risk."
    )
    var strict = false

    func run() async throws {
        let packs = try selection.packs()
        var findings: [LintFinding] = []
        for pack in packs {
            // The built-in packs' manifests were checked when they were compiled in.
            findings += await PackLinter.standard.findings(in: pack, isStrict: strict).filter {
                selection.path != nil || $0.rule != .programNotListed
            }
        }
        try FindingsReport(packs: packs, findings: findings).tell(selection.format)
    }
}

struct PatternsTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract:
            "Run every pattern over its own examples and counters; exits with 1 on a failure.",
        discussion: """
            EXAMPLES
              recourse patterns test team.toml
            """)
    @OptionGroup var selection: PackSelection

    private static let rules: Set<LintFinding.Rule> = [
        .noExample, .noCounter, .exampleDoesNotMatch, .captureDiffers, .counterMatches,
        .fixResolvesDifferently,
        .badRegex,
    ]

    func run() async throws {
        let packs = try selection.packs()
        var findings: [LintFinding] = []
        for pack in packs {
            findings += await PackLinter.standard.findings(in: pack).filter {
                Self.rules.contains($0.rule)
            }
        }
        try FindingsReport(packs: packs, findings: findings).tell(selection.format)
    }
}

struct PatternsOverlap: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overlap",
        abstract:
            "Diagnose every example with all patterns; exits with 1 where another pattern comes out on top, or says the same.",
        discussion: """
            The packs stand among the built-in and the imported patterns, in place of those of the same ids. Ties are noted.

            EXAMPLES
              recourse patterns overlap team.toml
            """)
    @OptionGroup var selection: PackSelection
    @OptionGroup var store: StoreOptions

    func run() throws {
        let packs = try selection.packs()
        let others = try PatternLibrary(store: store.existingStore()).all
        try FindingsReport(packs: packs, findings: OverlapCheck(packs, among: others).findings())
            .tell(selection.format)
    }
}
