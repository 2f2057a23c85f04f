import Foundation
import RecourseCore
import Testing

@Suite struct WordsTests {
    @Test(arguments: [
        ("git.no-upstream", true), ("a.b", true), ("a1.2-b", true), ("git", false),
        ("a.b.c", false), ("A.b", false), ("a.-b", false), ("a.", false), (".b", false),
        ("a_b.c", false), ("", false),
    ])
    func patternIDs(text: String, isWellFormed: Bool) {
        #expect(PatternID(text).isWellFormed == isWellFormed)
        #expect(PatternID(text).family == String(text.prefix { $0 != "." }))
    }

    @Test func references() {
        let reference = FixReference(pattern: "a.b", fix: "c")
        #expect(reference.description == "a.b/c")
        #expect(
            [
                FixReference(pattern: "b.a", fix: "a"), FixReference(pattern: "a.z", fix: "b"),
                FixReference(pattern: "a.z", fix: "a"),
            ].sorted().map(\.description) == ["a.z/a", "a.z/b", "b.a/a"])
    }

    @Test func identifiersAreStringsInJSON() throws {
        let bytes = try JSONEncoder().encode([PatternID("a.b"): [FixID("c")]])
        #expect(String(decoding: bytes, as: UTF8.self) == "{\"a.b\":[\"c\"]}")
        #expect(try JSONDecoder().decode([PatternID: [FixID]].self, from: bytes) == ["a.b": ["c"]])
    }

    @Test(
        arguments: [
            ("500ms", .milliseconds(500)), ("1s", .seconds(1)), ("2m", .seconds(120)),
            ("1h", .seconds(3_600)), ("0s", .zero),
        ] as [(String, Duration)])
    func durations(text: String, expected: Duration) {
        #expect(Duration(parsing: text) == expected)
        #expect(Duration(parsing: expected.packText) == expected)
    }

    @Test(arguments: ["", "s", "1", "1 s", "-1s", "+1s", "1d", "1.5s", "1S", "9999999999s", "٣s"])
    func noDurations(text: String) { #expect(Duration(parsing: text) == nil) }

    @Test(
        arguments: [
            (.exited(3), 3), (.signalled(9), 137), (.timedOut, 124),
            (.notStarted(reason: "x", code: 127), 127),
        ] as [(RecourseCore.ExitStatus, Int32)])
    func shellCodes(status: RecourseCore.ExitStatus, code: Int32) {
        #expect(status.shellCode == code && !status.isSuccess)
    }

    @Test func successIsZero() { #expect(RecourseCore.ExitStatus.exited(0).isSuccess) }
}
