import RecourseCatalog
import RecourseCore
import Testing

@Suite struct PatternReadingTests {
    @Test func everyKeyIsRead() throws {
        let pack = try Packs.read(
            Packs.head + """
                [[pattern]]
                id = "made.one"
                rev = 7
                title = "One"
                status = "test"
                severity = "fatal"
                category = "vcs"
                regex = '''^one: (?<x>\\w+)$'''
                scope = "tail"
                specificity = 61
                yields-to = ["made.two", "other.three"]
                refs = ["https://example.org/1"]
                [pattern.when]
                exit = ["127", "2..5", "!0", "signal:9", "timeout"]
                streams = ["stdout", "stderr"]
                programs = ["python*", "uv"]
                unless = ['''^two\\.''']
                [pattern.captures.x]
                type = "enum"
                values = ["a", "b"]
                map.package = { a = "A", "b.c" = "B" }
                map.other = {}
                known = ["b", "a", "b"]
                [[pattern.example]]
                text = '''
                one: a
                '''
                command = "make it"
                exit = 2
                captures = { x = "a" }
                workspace = { "dir/file.txt" = "x" }
                expect = { go = "mkdir -p a" }
                [[pattern.counter]]
                text = "one"
                command = "make"
                exit = 3
                why = "because"
                """)
        let wanted = Pattern(
            id: "made.one", revision: 7, title: "One", status: .test, severity: .fatal,
            category: .versionControl, scope: .tail("^one: (?<x>\\w+)$"), specificity: 61,
            yieldsTo: ["made.two", "other.three"],
            conditions: PatternConditions(
                exit: [.code(127...127), .code(2...5), .notZero, .signal(9), .timeout],
                streams: [.stdout, .stderr], programs: ["python*", "uv"], unless: ["^two\\."]),
            captures: [
                "x": CaptureRule(
                    type: .enumeration, values: ["a", "b"],
                    maps: ["package": ["a": "A", "b.c": "B"], "other": [:]], known: ["a", "b"])
            ],
            examples: [
                PatternExample(
                    text: "one: a\n", command: "make it", exit: 2, captures: ["x": "a"],
                    workspace: ["dir/file.txt": "x"], expect: ["go": "mkdir -p a"])
            ],
            counters: [PatternCounter(text: "one", command: "make", exit: 3, why: "because")],
            references: ["https://example.org/1"])
        #expect(pack.patterns == [wanted])
    }

    @Test func whatIsLeftOutHasItsDefault() throws {
        let pattern = try Packs.pattern(
            "[[pattern.example]]\ntext = ''\n[[pattern.counter]]\ntext = ''\n")
        #expect(pattern.revision == 1 && pattern.status == .stable && pattern.severity == .error)
        #expect(pattern.scope == .line("^one: (?<x>\\w+)$") && pattern.specificity == 50)
        #expect(pattern.conditions == PatternConditions() && pattern.captures.isEmpty)
        #expect(pattern.examples == [PatternExample(text: "", exit: 1)])
        #expect(pattern.counters == [PatternCounter(text: "", exit: 1)])
        #expect(pattern.yieldsTo.isEmpty && pattern.references.isEmpty && pattern.fixes.isEmpty)
    }

    @Test func stepsOfABlock() throws {
        let pack = try Packs.read(
            Packs.head + """
                [[pattern]]
                id = "made.block"
                title = "Block"
                category = "build"
                scope = "block"
                [[pattern.step]]
                regex = "first"
                [[pattern.step]]
                regex = "second"
                within = 3
                """)
        #expect(
            pack.patterns[0].scope
                == .block([PatternStep(regex: "first"), PatternStep(regex: "second", within: 3)]))
    }

    @Test(arguments: CaptureType.allCases) func everyTypeOfCapture(type: CaptureType) throws {
        let pattern = try Packs.pattern("[pattern.captures.x]\ntype = \"\(type.rawValue)\"\n")
        #expect(pattern.captures == ["x": CaptureRule(type: type)])
    }

    @Test(arguments: FailureCategory.allCases) func everyCategory(category: FailureCategory) throws
    {
        let text =
            Packs.head + Packs.pattern.replacing("\"test\"", with: "\"\(category.rawValue)\"")
        #expect(try Packs.read(text).patterns[0].category == category)
    }
}
