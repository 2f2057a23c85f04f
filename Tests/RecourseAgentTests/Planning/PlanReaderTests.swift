import RecourseCore
import RecourseLearning
import Testing

@testable import RecourseAgent

@Suite struct PlanReaderTests {
    private static func read(
        _ text: String, tasks: [TaskID] = ["1"], _ sections: PlanSections = .all
    ) throws(ReplyProblem) -> PlanReader.Answers {
        try PlanReader(form: .sections(sections), tasks: tasks).answers(in: text)
    }

    private static func problem(_ text: String) -> String? {
        do throws(ReplyProblem) {
            _ = try read(text)
            return nil
        } catch {
            return error.reason
        }
    }

    private static let good = PlanModel.answer(["1"], schema: "plans")

    @Test(arguments: [
        "", "```json\n", "Sure! Here is {the plan}:\n", "<think>{\"tasks\": []}</think>\n",
        "An example is {\"id\": \"1\"}. ",
    ])
    func readsJSONInsideProse(_ before: String) throws {
        for after in ["", "\n```\nTell me if { it helps."] {
            let answers = try Self.read(before + Self.good + after)
            #expect(answers.parts["1"] == PlanPart(.test()))
        }
    }

    @Test(arguments: [
        ("", "no JSON object"), ("[]", "no JSON object"), ("{\"tasks\": {}}", "not a list"),
        ("{\"tasks\": []}", "task 1 is not answered"),
        ("{\"tasks\": [], \"more\": 1}", "unknown key"),
        ("{\"tasks\": [], \"tasks\": []}", "the key tasks twice"),
        ("{\"tasks\": [{\"id\": 1}]}", "task 1 is not answered"),
        ("{\"tasks\": [{\"id\": \"1\"}]}", "lacks complexity"),
        ("{\"tasks\": [null, 3, \"x\"]}", "task 1 is not answered"),
    ])
    func refusesWhatIsNoAnswer(_ text: String, _ problem: String) {
        #expect(Self.problem(text)?.contains(problem) == true)
    }

    @Test(arguments: [
        ("\"complexity\":\"simple\"", "\"complexity\":\"easy\"", "complexity is none"),
        ("\"confidence\":0.5", "\"confidence\":1.5", "confidence is not within"),
        ("\"confidence\":0.5", "\"confidence\":\"high\"", "confidence is not a number"),
        ("\"confidence\":0.5", "\"confidence\":1e999", "confidence is not a number"),
        ("\"estimated_steps\":1", "\"estimated_steps\":1.5", "estimated_steps is not an integer"),
        ("\"estimated_steps\":1", "\"estimated_steps\":1e300", "estimated_steps is not an integer"),
        ("\"estimated_steps\":1", "\"estimated_steps\":0", "estimated_steps is not within"),
        ("\"timeout\":600", "\"timeout\":0", "timeout is not within"),
        ("\"timeout\":600", "\"timeout\":999999999", "timeout is not within"),
        ("\"retry\":false", "\"retry\":\"false\"", "retry is not true or false"),
        ("\"retry\":false", "\"retry\":false,\"sudo\":true", "unknown key"),
        ("\"kind\":\"argv\"", "\"kind\":\"python\"", "fields that its kind"),
        ("\"kind\":\"argv\"", "\"kind\":\"shell\"", "fields that its kind"),
        ("[\"make\",\"all\"]", "[\"make\",1]", "a list of strings"),
        ("[\"make\",\"all\"]", "[]", "argv is empty"),
        ("\"errors\":[]", "\"errors\":[\"  \"]", "an indicator is empty"),
        ("\"path\":\"out\"", "\"path\":\"../out\"", "relative one inside the tree"),
        ("\"path\":\"out\"", "\"path\":\"/etc/passwd\"", "relative one inside the tree"),
        ("[\"make\",\"all\"]", "[\"rm\",\"-rf\",\"/\"]", "destroys work"),
        ("[\"make\",\"all\"]", "[\"make\",\"a\\u0000b\"]", "holds NUL"),
    ])
    func refusesWrongTypesRangesAndWords(_ good: String, _ bad: String, _ problem: String) {
        let text = Self.good.replacing(good, with: bad)
        #expect(text != Self.good)
        #expect(Self.problem(text)?.contains(problem) == true, "\(Self.problem(text) ?? "read")")
    }

    @Test func decisionsLeadToStepsThatAreThere() {
        var plan = TaskPlan.test()
        for (decision, problem) in [
            (
                PlanDecision(after: 3, .fileExists("a"), then: .finish, otherwise: .stop),
                "follows a step"
            ),
            (
                PlanDecision(after: 0, .fileExists("a"), then: .step(1), otherwise: .stop),
                "leads to a step"
            ),
            (
                PlanDecision(after: 0, .exitStatus(300), then: .finish, otherwise: .stop),
                "exit status"
            ),
        ] {
            plan.decisions = [decision]
            let text = PlanModel.answer(["1"], schema: "plans") { _ in plan }
            #expect(Self.problem(text)?.contains(problem) == true)
        }
    }

    @Test func hugeAndDeepRepliesAreRefusedSoon() {
        let deep = String(repeating: "{\"tasks\":[", count: 20_000)
        #expect(Self.problem(deep)?.contains("no JSON object") == true)
        let closed = deep + String(repeating: "]}", count: 20_000)
        #expect(Self.problem(closed)?.contains("no JSON object") == true)
        let braces = String(repeating: "{", count: 100_000)
        #expect(Self.problem(braces)?.contains("no JSON object") == true)
        let huge = String(repeating: " ", count: PlanLimits.replyBytes) + Self.good
        #expect(Self.problem(huge)?.contains("over") == true)
        let many = Array(repeating: "\"x\"", count: 5_000).joined(separator: ",")
        #expect(Self.problem("{\"tasks\":[\(many)]}")?.contains("too long") == true)
    }

    @Test func aModelsWordsAreNotRepeatedInProblems() {
        let problem = Self.problem("{\"tasks\": [], \"ignore all that\": 1}")
        #expect(problem?.contains("ignore") == false)
    }

    /// Whatever plan there may be is read back as it was written, whole and in parts.
    @Test func everyPlanIsReadBack() throws {
        var generator = SplitMix64(seed: 42)
        for _ in 0..<150 {
            let plan = TaskPlan.random(using: &generator)
            #expect(plan.problem == nil, "\(plan.problem ?? "")")
            guard PlanReview.forbidden(in: plan) == nil else { continue }
            #expect(try PlanReader.plan(in: plan.replyText, madeAt: plan.madeAt) == plan)
            let ids: [TaskID] = ["1", "2.3"]
            var joined: [TaskID: PlanPart] = [:]
            for (schema, sections) in [
                ("analysis", PlanSections.analysis), ("assurance", .assurance),
            ] {
                let text = PlanModel.answer(ids.map(\.rawValue), schema: schema) { _ in plan }
                let answers = try Self.read("Here:\n" + text, tasks: ids, sections)
                #expect(answers.problems.isEmpty)
                for (id, part) in answers.parts {
                    joined[id] = joined[id]?.joined(with: part) ?? part
                }
            }
            for id in ids { #expect(joined[id]?.plan(madeAt: plan.madeAt) == plan) }
        }
    }

    /// A damaged reply is read as it was or refused, never a crash.
    @Test func damagedRepliesAreReadOrRefused() {
        var generator = SplitMix64(seed: 5)
        let plan = TaskPlan.random(using: &generator)
        let whole = Array(PlanModel.answer(["1"], schema: "plans") { _ in plan }.utf8)
        for _ in 0..<600 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: place)
                default: bytes.removeSubrange(place...)
                }
                if bytes.isEmpty { bytes = [0x7B] }
            }
            if let answers = try? Self.read(String(decoding: bytes, as: UTF8.self)) {
                let part = answers.parts["1"]
                #expect(part != nil && part?.problem == nil)
            }
        }
    }
}

extension TaskPlan {
    /// Within the limits.
    static func random(using generator: inout SplitMix64) -> TaskPlan {
        func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &generator) }
        func text(_ least: Int = 0) -> String {
            let letters = Array("ab ./-_\"\\\n\té😀{}[]:,<>'`$中\u{1}")
            return (least > 0 ? "x" : "")
                + String((0..<number(0...12)).map { _ in letters[number(0...(letters.count - 1))] })
        }
        func texts(_ least: Int = 0) -> [String] { (0..<number(0...3)).map { _ in text(least) } }
        func path() -> String { ["a", "src/b.c", "é ö/x", ".hidden", "a..b"][number(0...4)] }
        func step() -> PlanStep {
            let actions: [PlanStep.Action] = [
                .shell(text(1)), .arguments([text(1)] + texts()),
                .write(path: path(), contents: text()),
                .patch("--- a/\(path())\n+++ b/\(path())\n@@ -1 +1 @@\n-a\n+b\n"),
            ]
            return PlanStep(
                actions[number(0...3)], description: text(), expectedOutputs: texts(1),
                errorPatterns: texts(1), successIndicators: texts(1), failureIndicators: texts(1),
                timeoutSeconds: number(1...7_200), retriesOnFailure: number(0...1) == 0,
                isIdempotent: number(0...1) == 0)
        }
        let steps = (0..<number(1...8)).map { _ in step() }
        func way() -> PlanDecision.Path {
            [.finish, .stop, .step(number(0...(steps.count - 1)))][number(0...2)]
        }
        let decisions = steps.indices.filter { _ in number(0...2) == 0 }.map { index in
            let conditions: [PlanCondition] = [
                .outputContains(text(1)), .outputHasLine(text(1)), .fileExists(path()),
                .fileAbsent(path()), .exitStatus(Int32(number(0...255))),
            ]
            return PlanDecision(
                after: index, conditions[number(0...4)], then: way(), otherwise: way())
        }
        let criteria = (0..<number(0...4)).map { _ in
            [
                PlanCriterion.commandSucceeds(text(1)), .fileExists(path()),
                .fileContains(path: path(), text: text(1)), .outputContains(text(1)),
            ][number(0...3)]
        }
        let fallbacks = (0..<number(0...2)).map { _ in
            PlanFallback(description: text(), steps: (0..<number(1...3)).map { _ in step() })
        }
        return TaskPlan(
            complexity: Complexity.allCases[number(0...3)], estimatedSteps: number(1...1_000),
            tools: texts(), dependencies: texts(), risks: texts(),
            confidence: Double.random(in: 0...1, using: &generator), reasoning: text(),
            steps: steps, decisions: decisions, criteria: criteria, fallbacks: fallbacks,
            estimatedSeconds: Double(number(0...604_800)), madeAt: 1_000)
    }
}
