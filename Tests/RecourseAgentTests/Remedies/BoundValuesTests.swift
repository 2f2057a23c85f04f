import RecourseCore
import RecourseMatching
import Testing

@testable import RecourseAgent

@Suite("Bound values: captures are tainted")
struct BoundValuesTests {
    static let workspace = TableWorkspace(["src/a.txt": ""])

    private func filled(_ capture: String?, _ rule: CaptureRule, _ text: String = "{x}") throws
        -> BoundValue
    {
        let match = PatternMatch.test(capture.map { ["x": $0] } ?? [:], rules: ["x": rule])
        return try BoundValues(match: match, workspace: Self.workspace).argument(try template(text))
    }

    static let hostile = [
        "", "-rf", "--help", "a\nb", "a\u{0}b", "a\u{1B}[2J", "a\u{202E}b", "$(touch x)", "`id`",
        "a;b", "a b",
        "'x'", "../../etc/passwd", "/etc/passwd", String(repeating: "a", count: 257),
    ]

    @Test(arguments: CaptureType.allCases, hostile)
    func hostileCaptures(type: CaptureType, capture: String) {
        // Inside the tree anything may be a file's name but an option or a control.
        if type == .path, ["$(touch x)", "`id`", "a;b", "a b", "'x'"].contains(capture) { return }
        #expect(throws: Inapplicable.refusedCapture(name: "x")) {
            try filled(capture, CaptureRule(type: type, values: ["one"]))
        }
    }

    static let wanted: [(CaptureType, String)] = [
        (.int, "42"), (.version, "v1.2.3-rc.1"), (.identifier, "@scope/name"), (.path, "src/a.txt"),
        (.path, "/project/new"), (.package, "7zip"), (.host, "example.org"), (.port, "8080"),
        (.enumeration, "one"),
    ]

    @Test(arguments: wanted)
    func whatFitsIsCaptured(type: CaptureType, capture: String) throws {
        let value = try filled(capture, CaptureRule(type: type, values: ["one"]))
        #expect(value == BoundValue(text: capture, origin: .captured))
    }

    @Test(arguments: [
        (CaptureType.port, "0"), (.port, "65536"), (.int, "1e9"), (.enumeration, "two"),
        (.text, "a"),
    ])
    func whatDoesNotFit(type: CaptureType, capture: String) {
        #expect(throws: Inapplicable.refusedCapture(name: "x")) {
            try filled(capture, CaptureRule(type: type, values: ["one"]))
        }
    }

    @Test func optionalGroupThatIsNotSet() {
        #expect(throws: Inapplicable.lookup("x")) { try filled(nil, CaptureRule(type: .int)) }
    }

    @Test func aCaptureWithoutARuleIsText() throws {
        let values = BoundValues(match: .test(["y": "a"]), workspace: Self.workspace)
        #expect(throws: Inapplicable.refusedCapture(name: "y")) {
            try values.argument(try template("{y}"))
        }
        #expect(values.shown(try template("no {y}, {z} or {y.k}")) == "no a, {z} or a")
    }

    @Test func tablesAndKnownNamesVouch() throws {
        let rule = CaptureRule(
            type: .identifier, maps: ["package": ["yaml": "PyYAML"]], known: ["numpy"])
        #expect(
            try filled("yaml", rule, "{x.package}") == BoundValue(text: "PyYAML", origin: .vouched))
        #expect(
            try filled("numpy", rule, "{x.package}") == BoundValue(text: "numpy", origin: .vouched))
        #expect(
            try filled("evil", rule, "{x.package}") == BoundValue(text: "evil", origin: .captured))
        #expect(try filled("yaml", rule) == BoundValue(text: "yaml", origin: .captured))
        #expect(throws: Inapplicable.self) { try filled("-yaml", rule, "{x.package}") }
    }

    @Test func oneCaptureTaintsTheWholeArgument() throws {
        let rule = CaptureRule(type: .identifier)
        #expect(
            try filled("a", rule, "--name={x}") == BoundValue(text: "--name=a", origin: .captured))
        #expect(try filled("a", rule, "plain") == BoundValue(text: "plain", origin: .vouched))
    }
}
