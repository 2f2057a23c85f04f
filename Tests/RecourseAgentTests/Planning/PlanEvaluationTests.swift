import RecourseCore
import Testing

@testable import RecourseAgent

@Suite struct PlanEvaluationTests {
    private let evaluation = PlanEvaluation(
        TableWorkspace(["a.txt": "alpha\nbeta", "folder/b": "", "../secret": "x"]))

    private func result(_ code: Int32, _ output: String) -> PlanStepResult {
        PlanStepResult(exit: .exited(code), output: output)
    }

    @Test func conditionsHoldByOutputFilesAndStatus() {
        let done = result(3, "Found 2 files\n  all good \nend")
        let holding: [PlanCondition] = [
            .outputContains("2 files"), .outputHasLine("all good"), .fileExists("a.txt"),
            .fileExists("folder"), .fileAbsent("c"), .exitStatus(3),
        ]
        let failing: [PlanCondition] = [
            .outputContains("3 files"), .outputHasLine("good"), .fileExists("c"),
            .fileAbsent("a.txt"), .exitStatus(0),
            // Outside of the tree nothing is said either way.
            .fileExists("../secret"), .fileAbsent("../secret"), .fileAbsent("/etc/none"),
        ]
        for condition in holding { #expect(evaluation.holds(condition, after: done)) }
        for condition in failing { #expect(!evaluation.holds(condition, after: done)) }
    }

    @Test func literalsAreNoRegexes() {
        #expect(!evaluation.holds(.outputContains("a.c"), after: result(0, "abc")))
        #expect(evaluation.holds(.outputContains("a.c("), after: result(0, "xa.c(")))
        #expect(evaluation.holds(.outputContains("aab"), after: result(0, "aaab")))
    }

    @Test func criteriaAreMetOrNot() {
        #expect(evaluation.isMet(.fileExists("a.txt"), outputHeld: false) == true)
        #expect(
            evaluation.isMet(.fileContains(path: "a.txt", text: "beta"), outputHeld: false) == true)
        #expect(
            evaluation.isMet(.fileContains(path: "a.txt", text: "gamma"), outputHeld: true) == false
        )
        #expect(evaluation.isMet(.fileContains(path: "none", text: "x"), outputHeld: true) == false)
        #expect(
            evaluation.isMet(.fileContains(path: "../secret", text: "x"), outputHeld: true) == false
        )
        #expect(evaluation.isMet(.outputContains("x"), outputHeld: true) == true)
        #expect(evaluation.isMet(.outputContains("x"), outputHeld: false) == false)
        #expect(evaluation.isMet(.commandSucceeds("true"), outputHeld: true) == nil)
    }

    @Test func aStepSucceedsByStatusAndIndicators() {
        let step = PlanStep(
            .arguments(["x"]), errorPatterns: ["error:"], successIndicators: ["all passed"],
            failureIndicators: ["FAILED"])
        #expect(evaluation.verdict(on: step, result(0, "ok")) == .succeeded)
        #expect(evaluation.verdict(on: step, result(1, "all passed")) == .failed(.exit(.exited(1))))
        #expect(
            evaluation.verdict(on: step, result(0, "2 FAILED")) == .failed(.indicator("FAILED")))
        #expect(
            evaluation.verdict(on: step, result(0, "error: x")) == .failed(.indicator("error:")))
        #expect(evaluation.verdict(on: step, result(0, "error: shown; all passed")) == .succeeded)
    }

    @Test func expectationsCountAndFailNothing() {
        var step = PlanStep(.arguments(["x"]), expectedOutputs: ["built", "up to date"])
        #expect(evaluation.isAsExpected(step, result(0, "is up to date")))
        #expect(!evaluation.isAsExpected(step, result(0, "nothing")))
        #expect(evaluation.verdict(on: step, result(0, "nothing")) == .succeeded)
        step.expectedOutputs = []
        #expect(evaluation.isAsExpected(step, result(0, "nothing")))
        #expect(!evaluation.isAsExpected(step, result(1, "nothing")))
    }
}
