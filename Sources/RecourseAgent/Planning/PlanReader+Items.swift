import RecourseCore

extension PlanPart.Assessment {
    init(reading object: ReplyObject) throws(ReplyProblem) {
        guard let complexity = TaskPlan.Complexity(rawValue: try object.string("complexity")) else {
            throw ReplyProblem("complexity is none of the words")
        }
        self.init(
            complexity: complexity, estimatedSteps: try object.integer("estimated_steps"),
            tools: try object.strings("tools"), dependencies: try object.strings("dependencies"),
            risks: try object.strings("risks"), confidence: try object.number("confidence"),
            reasoning: try object.string("reasoning"),
            estimatedSeconds: try object.number("estimated_seconds"))
    }
}

extension PlanStep {
    static func read(_ value: JSONValue, at place: String) throws(ReplyProblem) -> PlanStep {
        let keys = [
            "kind", "text", "argv", "path", "description", "expect", "errors", "success",
            "failure", "timeout", "retry", "idempotent",
        ]
        let object = try ReplyObject(value, keys: keys, at: place)
        let (kind, text) = (try object.string("kind"), try object.string("text"))
        let (argv, path) = (try object.strings("argv"), try object.string("path"))
        let action: Action
        // A field that its kind does not use has to be empty: else it is not known what was meant.
        switch (kind, argv.isEmpty, path.isEmpty) {
        case ("shell", true, true): action = .shell(text)
        case ("argv", _, true) where text.isEmpty: action = .arguments(argv)
        case ("write", true, _): action = .write(path: path, contents: text)
        case ("patch", true, true): action = .patch(text)
        default: throw ReplyProblem("\(place) fills fields that its kind does not use")
        }
        return PlanStep(
            action, description: try object.string("description"),
            expectedOutputs: try object.strings("expect"),
            errorPatterns: try object.strings("errors"),
            successIndicators: try object.strings("success"),
            failureIndicators: try object.strings("failure"),
            timeoutSeconds: try object.integer("timeout"),
            retriesOnFailure: try object.bool("retry"),
            isIdempotent: try object.bool("idempotent"))
    }
}

extension PlanDecision {
    static func read(_ value: JSONValue, at place: String) throws(ReplyProblem) -> PlanDecision {
        let object = try ReplyObject(
            value, keys: ["after", "kind", "value", "then", "otherwise"], at: place)
        let value = try object.string("value")
        let condition: PlanCondition
        switch try object.string("kind") {
        case "output_contains": condition = .outputContains(value)
        case "output_has_line": condition = .outputHasLine(value)
        case "file_exists": condition = .fileExists(value)
        case "file_absent": condition = .fileAbsent(value)
        case "exit_status":
            guard let status = Int32(value) else {
                throw ReplyProblem("\(place).value is not an exit status")
            }
            condition = .exitStatus(status)
        default: throw ReplyProblem("\(place).kind is none of the words")
        }
        let after = try object.integer("after")
        guard (1...PlanLimits.steps).contains(after) else {
            throw ReplyProblem("\(place).after is no step")
        }
        return PlanDecision(
            after: after - 1, condition, then: try path(object, "then", place),
            otherwise: try path(object, "otherwise", place))
    }

    private static func path(
        _ object: ReplyObject, _ key: String, _ place: String
    ) throws(ReplyProblem) -> Path {
        switch try object.integer(key) {
        case -1: return .stop
        case 0: return .finish
        case let number where (1...PlanLimits.steps).contains(number): return .step(number - 1)
        default: throw ReplyProblem("\(place).\(key) is no step")
        }
    }
}

extension PlanCriterion {
    static func read(_ value: JSONValue, at place: String) throws(ReplyProblem) -> PlanCriterion {
        let object = try ReplyObject(value, keys: ["kind", "path", "value"], at: place)
        let (path, value) = (try object.string("path"), try object.string("value"))
        switch (try object.string("kind"), path.isEmpty, value.isEmpty) {
        case ("command_succeeds", true, _): return .commandSucceeds(value)
        case ("output_contains", true, _): return .outputContains(value)
        case ("file_exists", _, true): return .fileExists(path)
        case ("file_contains", _, _): return .fileContains(path: path, text: value)
        default: throw ReplyProblem("\(place) fills fields that its kind does not use")
        }
    }
}

extension PlanFallback {
    static func read(_ value: JSONValue, at place: String) throws(ReplyProblem) -> PlanFallback {
        let object = try ReplyObject(value, keys: ["description", "steps"], at: place)
        return PlanFallback(
            description: try object.string("description"),
            steps: try object.items("steps", PlanStep.read))
    }
}
