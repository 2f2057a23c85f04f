import RecourseCore
import RecourseMatching
import RecourseText
import Testing

@testable import RecourseCuration

/// Lessons, and what a store would know beside them.
enum Taught {
    static let line = #"frobctl: unknown profile "dev7""#

    static func lesson(
        _ cure: Lesson.Cure, command: [String] = ["frobctl", "deploy"],
        excerpt: String = "loading\n\(line)\n", lines: [String] = [line], risk: Risk = .system
    ) -> Lesson {
        Lesson(
            command: Command(argv: command, directory: "/project"), exit: 2,
            fingerprint: "feed", excerpt: excerpt, decisiveLines: lines,
            title: "The profile is unknown", category: .configuration, cure: cure,
            cureTitle: "adds the profile", risk: risk, teacher: "scripted", at: 1_000)
    }

    static func surroundings(
        known: [Pattern] = [], failures: [StoredRun] = [], passing: [StoredRun] = [],
        taken: Set<PatternID> = []
    ) -> LessonDraft.Surroundings {
        LessonDraft.Surroundings(
            known: PatternSet(known), failures: failures, passing: passing,
            manifest: Pack(
                id: "local", version: "1.0.0", licence: "none", maximumRisk: .system,
                programs: [], patterns: []),
            isTaken: { taken.contains($0) })
    }

    static func run(
        _ excerpt: String, exit: Int32 = 2, command: String = "frobctl deploy",
        fingerprint: String = "beef"
    ) -> StoredRun {
        StoredRun(
            command: command, program: "frobctl", exitCode: exit, excerpt: excerpt,
            fingerprint: exit == 0 ? "" : fingerprint, at: 900)
    }

    /// Fills placeholders in as the real resolver does, without what it judges.
    static let linter = PackLinter { fix, match, command, _ in
        func fill(_ templates: [Template]) -> [String] {
            templates.map { template in
                template.segments.map { segment in
                    switch segment {
                    case .literal(let text): text
                    case .placeholder(let placeholder):
                        match.captures[placeholder.name] ?? "?"
                    }
                }.joined()
            }
        }
        guard case .remedy(let remedy) = fix.action else {
            return .inapplicable(why: "a re-run")
        }
        guard let rewrite = remedy.rewrite, var argv = command?.argv else {
            return .command(
                remedy.steps.map { ShellQuoting.joined(fill($0)) }.joined(separator: " && "))
        }
        for change in rewrite.changes {
            switch change {
            case .append(let words): argv += fill(words)
            case .insert(let words, let after):
                let index = after.flatMap { argv.firstIndex(of: fill([$0])[0]) } ?? 0
                argv.insert(contentsOf: fill(words), at: index + 1)
            case .replace(let old, let new):
                argv = argv.map { $0 == fill([old])[0] ? fill([new])[0] : $0 }
            case .remove(let word): argv.removeAll { $0 == fill([word])[0] }
            case .program(let name): argv[0] = name
            case .set(let words): argv = fill(words)
            default: return .inapplicable(why: "not made here")
            }
        }
        return .command(ShellQuoting.joined(argv))
    }

    static func draft(
        _ lesson: Lesson, _ surroundings: LessonDraft.Surroundings = surroundings()
    ) async throws -> LessonDraft {
        try await LessonDraft(of: lesson, among: surroundings, checkedBy: linter)
    }

    /// Why it is refused; `nil`: it is not.
    static func refusal(
        _ lesson: Lesson, _ surroundings: LessonDraft.Surroundings = surroundings()
    ) async -> LessonRefusal? {
        do {
            _ = try await LessonDraft(of: lesson, among: surroundings, checkedBy: linter)
            return nil
        } catch {
            return error
        }
    }
}

@Suite struct LessonDraftTests {
    private func match(_ pattern: Pattern, _ text: String) -> PatternMatch? {
        PatternSet([pattern]).diagnosis(
            of: FailureText(text), in: .init(exit: .exited(2), programs: ["frobctl"])
        ).matches.first
    }

    private func steps(_ pattern: Pattern) -> [[String]] {
        guard case .remedy(let remedy)? = pattern.fixes.first?.action else { return [] }
        return remedy.steps.map { $0.map(\.source) }
    }

    private func change(_ pattern: Pattern) -> Rewrite.Change? {
        guard case .remedy(let remedy)? = pattern.fixes.first?.action else { return nil }
        return remedy.rewrite?.changes.first
    }

    @Test func aCapturedValueBecomesAPlaceholder() async throws {
        let draft = try await Taught.draft(
            Taught.lesson(
                .steps([["frobctl", "profile", "add", "dev7", "--name=dev7", "--kind=small"]])))
        let pattern = draft.pattern
        #expect(pattern.id == "model.frobctl-unknown-profile")
        #expect(pattern.status == .test && pattern.revision == 1)
        #expect(pattern.title == "The profile is unknown" && pattern.category == .configuration)
        #expect(pattern.conditions.programs == ["frobctl"])
        #expect(
            steps(pattern) == [
                ["frobctl", "profile", "add", "{name}", "--name={name}", "--kind=small"]
            ])
        #expect(pattern.fixes[0].declaredRisk == .system)
        let other = try #require(match(pattern, "frobctl: unknown profile \"stage-2\"\n"))
        #expect(other.captures == ["name": "stage-2"])
        #expect(pattern.captures["name"]?.type == .identifier)
        #expect(match(pattern, "frobctl: unknown region \"dev7\"\n") == nil)
        #expect(pattern.examples[0].text == Taught.line + "\n")
        #expect(pattern.examples[0].captures == ["name": "dev7"] && pattern.counters.count == 1)
        #expect(
            draft.candidate.template
                == "frobctl: unknown profile \"<*>\" => frobctl profile add {name} --name={name} --kind=small"
        )
        #expect(draft.candidate.source == .model && draft.candidate.state == .open)
        #expect(draft.candidate.evidence.lines == [Taught.line])
    }

    @Test func aNameWithoutQuotesVariesWhereTheCureNamesIt() async throws {
        let line = "frobctl: profile dev7 is unknown to us"
        let lesson = Taught.lesson(
            .steps([["frobctl", "profile", "add", "dev7"]]), excerpt: line + "\n", lines: [line])
        let pattern = try await Taught.draft(lesson).pattern
        #expect(steps(pattern) == [["frobctl", "profile", "add", "{name}"]])
        #expect(
            match(pattern, "frobctl: profile web_1 is unknown to us\n")?.captures
                == ["name": "web_1"])
        // `profile` stands in both, too, and stays.
        #expect(match(pattern, "frobctl: region web_1 is unknown to us\n") == nil)
    }

    @Test func whatCannotBeFilledInDoesNotVary() async throws {
        let pattern = try await Taught.draft(
            Taught.lesson(.steps([["cp", "base.conf", "profiles/dev7.conf"]]))
        ).pattern
        #expect(steps(pattern) == [["cp", "base.conf", "profiles/dev7.conf"]])
        #expect(match(pattern, Taught.line + "\n") != nil)
        #expect(
            match(pattern, "frobctl: unknown profile \"dev8\"\n") == nil,
            "it would be cured of another's failure")
    }

    @Test func smallNumbersAreChance() async throws {
        let line = "frob.conf:12: cannot listen on port 8080"
        let lesson = Taught.lesson(
            .steps([["frobctl", "free", "--port=8080", "--tries", "12"]]),
            excerpt: line + "\n", lines: [line])
        let pattern = try await Taught.draft(lesson).pattern
        #expect(steps(pattern) == [["frobctl", "free", "--port={port}", "--tries", "12"]])
    }

    @Test func aRewriteBecomesTheSmallestChange() async throws {
        func learned(_ old: [String], _ new: [String]) async throws -> Rewrite.Change? {
            change(try await Taught.draft(Taught.lesson(.rewrite(new), command: old)).pattern)
        }
        let old = ["frobctl", "deploy", "--fast", "web"]
        #expect(
            try await learned(old, old + ["--profile", "base"])
                == .append(["--profile", "base"]))
        #expect(
            try await learned(old, ["frobctl", "-v", "deploy", "--fast", "web"])
                == .insert(["-v"], after: nil))
        #expect(
            try await learned(old, ["frobctl", "deploy", "--slow", "web"])
                == .replace("--fast", with: "--slow"))
        #expect(try await learned(old, ["frobctl", "deploy", "web"]) == .remove("--fast"))
        #expect(
            try await learned(old, ["frobctl2", "deploy", "--fast", "web"])
                == .program("frobctl2"))
        let whole = try await Taught.draft(
            Taught.lesson(.rewrite(["make", "deploy"]), command: old)
        ).pattern
        #expect(change(whole) == .set(["make", "deploy"]))
        #expect(
            whole.fixes[0].conditions.command == "^frobctl deploy --fast web$",
            "right for this command only")
    }

    @Test func aRetryIsLearned() async throws {
        let pattern = try await Taught.draft(Taught.lesson(.retry(after: 3), risk: .retry)).pattern
        #expect(pattern.fixes[0].action == .retry(after: .seconds(3)))
        #expect(match(pattern, "frobctl: unknown profile \"x1\"\n") != nil)
    }

    @Test func idsAreFree() async throws {
        let lesson = Taught.lesson(.retry(after: 0))
        let draft = try await Taught.draft(
            lesson,
            Taught.surroundings(
                taken: ["model.frobctl-unknown-profile", "model.frobctl-unknown-profile-2"]))
        #expect(draft.pattern.id == "model.frobctl-unknown-profile-3")
        #expect(draft.pattern.id.isWellFormed)
    }

    @Test func aLineThatSaysTooLittleIsPassedOver() async throws {
        let lesson = Taught.lesson(
            .retry(after: 0), excerpt: "error 12\n\(Taught.line)\n",
            lines: ["error 12", Taught.line])
        let pattern = try await Taught.draft(lesson).pattern
        #expect(pattern.examples[0].text == Taught.line + "\n")
        let quotesNothing = Taught.lesson(.retry(after: 0), lines: [])
        #expect(try await Taught.draft(quotesNothing).pattern.examples[0].text.contains("profile"))
    }
}
