import RecourseCore
import RecourseMatching
import RecourseText
import Testing

@testable import RecourseCuration

@Suite struct PatternDraftTests {
    private func matches(_ pattern: Pattern, _ text: String) -> [String: String]? {
        PatternSet([pattern]).diagnosis(of: FailureText(text)).matches.first?.captures
    }

    private static let lines = [
        "error: cannot open module 'left pad' (needed by web-app)",
        "src/main.c:12:5: error: unknown type name 'u32'",
        "ERROR  disk quota of 512 MiB exceeded for volume /srv/data on node7.example.org",
        "fatal: can't reach https://example.org/a?b=c after 3 tries, 0x7f31 dropped",
        "E: Version 1.2.3-4 of “libfoo” was not found",
        "widget: bad value [12] for option --level=3 (expected 1..9) {x|y} ^$",
        "tab\there   and three blanks: refused for bob@example.org",
        "checksum mismatch: got 9f86d081884c7d65, wanted 60303ae22b998861",
    ]

    @Test(arguments: lines) func matchesWhatItWasMadeFrom(line: String) async throws {
        let draft = try #require(PatternDraft(of: [line], program: "tool"))
        #expect(draft.pattern.id.isWellFormed)
        #expect(matches(draft.pattern, line) != nil, "\(draft.pattern.scope.regexes)")
        #expect(matches(draft.pattern, "  " + line + " ") != nil)
        #expect(draft.pattern.examples[0].captures == matches(draft.pattern, line))
        let pack = Pack(
            id: "made", version: "1", licence: "none", maximumRisk: .inspect, programs: [],
            patterns: [draft.pattern])
        let faults = await Sound.linter.findings(in: pack).filter { !$0.rule.isNote }
        #expect(faults == [])
    }

    @Test func whatVariesIsNamed() throws {
        let draft = try #require(
            PatternDraft(
                of: ["src/main.c:12:5: error: unknown type name 'u32' in module net"],
                program: "gcc"))
        let captures = try #require(
            matches(draft.pattern, "lib/b.c:7:99: error: unknown type name 'word' in module net"))
        #expect(captures == ["file": "lib/b.c", "line": "7", "column": "99", "name": "word"])
        #expect(draft.pattern.captures["line"]?.type == .int)
        #expect(draft.pattern.captures["file"]?.type == .path)
        #expect(draft.pattern.id == "gcc.unknown-type-name-module")
        #expect(
            matches(draft.pattern, "lib/b.c:7:99: error: unknown kind name 'word' in module net")
                == nil)
    }

    @Test func severalLinesTellWhatStays() throws {
        let draft = try #require(
            PatternDraft(
                of: [
                    "job alpha died on host web1 after 3 s", "job beta died on host db after 14 s",
                ], program: "jobs"))
        #expect(draft.template == "job <*> died on host <*> after <*> s")
        #expect(
            matches(draft.pattern, "job gamma-2 died on host x.example after 900 s")
                == ["job": "gamma-2", "host": "x.example", "number": "900"])
    }

    @Test func aLineOfFiguresSaysTooLittle() {
        #expect(PatternDraft(of: ["12 34 56"], program: "x") == nil)
        #expect(PatternDraft(of: ["error 12"], program: "x") == nil)
        #expect(PatternDraft(of: [], program: "x") == nil)
    }

    @Test func aTemptingLineIsTheCounter() throws {
        let passing = ["widget store refused one write, trying again", "all is well"]
        let line = "widget store refused the last write"
        let tempting = PassingLines.resembling(line, in: passing + [line])
        #expect(tempting == ["widget store refused one write, trying again"])
        let draft = try #require(PatternDraft(of: [line], program: "x", passing: tempting))
        #expect(draft.pattern.counters[0].text == tempting[0] + "\n")
    }

    @Test func mergingWidensOnlyWhereItMust() throws {
        let one = try #require(
            PatternDraft(of: ["job alpha died on host web1"], program: "jobs")
        ).pattern
        let other = try #require(
            PatternDraft(of: ["job beta died on host web1"], program: "jobs")
        ).pattern
        let merged = try #require(PatternDraft.merging(other, into: one))
        #expect(merged.revision == one.revision + 1 && merged.examples.count == 2)
        #expect(matches(merged, "job gamma died on host web1") != nil)
        let again = try #require(PatternDraft.merging(other, into: merged))
        #expect(again == merged, "what it recognises changes nothing")
        let foreign = try #require(PatternDraft(of: ["something else entirely"], program: "x"))
        #expect(PatternDraft.merging(foreign.pattern, into: one) == nil)
    }

    @Test func theLineThatSaysMost() {
        func line(_ text: String) -> String? {
            let text = FailureText(text)
            return DecisiveLine.of(text, besides: PatternSet([]).diagnosis(of: text))
        }
        #expect(
            line("compiling\nwidget: cannot bind slot\nnote: see above\nerror 2\n")
                == "widget: cannot bind slot")
        #expect(line("just\nwords\n\n") == "words")
        #expect(line("") == nil)
    }
}
