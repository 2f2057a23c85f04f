import Foundation
import Testing

@testable import RecourseCore

@Suite struct JSONValueTests {
    private func string(_ text: String) throws -> String {
        try Array(text.utf8).withUnsafeBufferPointer { try JSONValue($0) }.string()
    }

    @Test(arguments: [
        ("\"\\u00e9\\ud83d\\ude42\\/\\b\\f\\r\\t\\n\\\\\\\"\"", "é🙂/\u{8}\u{C}\r\t\n\\\""),
        ("\"\"", ""), (" \"x\" \n", "x"), ("\"a\\nb\\nc\"", "a\nb\nc"),
    ])
    func strings(text: String, expected: String) throws {
        #expect(try string(text) == expected)
    }

    @Test(arguments: [
        "", "{", "[1", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "\"", "\"\\x\"", "\"\\u12\"",
        "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\n\"", "tru", "nul", "1 2", "[1] ]", "+1", ".5",
        "1e", "--1", "{\"a\":1,}", "-", String(repeating: "[", count: 100_000),
        String(repeating: "{\"a\":", count: 1_000),
    ])
    func whatIsNoJSONIsRefused(text: String) {
        #expect(throws: JSONValue.Malformed.self) { try string(text) }
    }

    /// Of a pattern that uses everything, any byte may be damaged, and any may be the last.
    @Test func damagedPatternsAreRefusedOrRead() throws {
        var pattern = Pattern(
            id: "made.whole", title: "T",
            scope: .block([PatternStep(regex: "a"), PatternStep(regex: "b", within: 3)]))
        pattern.conditions.exit = [.code(1...5), .notZero, .signal(9), .timeout]
        pattern.captures["x"] = CaptureRule(
            type: .package, maps: ["pip": ["yaml": "PyYAML"]], known: ["a"])
        let x = try Template(parsing: "{x}")
        pattern.fixes = [
            Fix(
                id: "one",
                action: .remedy(
                    Remedy(
                        edits: [
                            Edit(file: x, operation: .replaceInLine(line: x, from: x, to: x)),
                            Edit(file: x, operation: .stripBOM),
                        ], steps: [[x, Template(literal: "y")]],
                        rewrite: Rewrite(
                            program: "git",
                            changes: [
                                .insert([x], after: nil), .multiply(2, operand: "\\d+"),
                                .environment(["A": x]), .withoutEnvironment(["B"]),
                            ]))),
                lookups: [
                    "a": .file(x, take: .directory, containing: nil),
                    "b": .similar(x, among: .npmScripts),
                    "c": .output(["ls"], like: x, pick: .newest),
                ], declaredRisk: .workspace, timeout: .milliseconds(1_500),
                prior: Prior(success: 1.5, trials: 2)),
            Fix(id: "two", action: .retry(after: .seconds(2))),
            Fix(id: "three", action: .advice(x)),
        ]
        pattern.examples = [
            PatternExample(
                text: "é\u{1}\"", command: "make", captures: ["x": "1"], workspace: ["f": "g"],
                expect: ["one": "y"])
        ]
        pattern.counters = [PatternCounter(text: "no", why: "so")]
        let json = Array(try JSONEncoder().encode(pattern))
        #expect(try Pattern(json: json) == pattern)
        for index in json.indices {
            #expect(throws: Pattern.Unreadable.self) { try Pattern(json: json[..<index]) }
            for byte in [0, UInt8(ascii: "\""), UInt8(ascii: "}"), json[index] ^ 1, 0xFF] {
                var damaged = json
                damaged[index] = byte
                _ = try? Pattern(json: damaged)
            }
        }
    }
}
