import RecourseCore
import RecourseText
import Testing

@testable import RecourseMatching

/// Texts as they come: what a search must find in them, and what must not stop it.
@Suite struct HostileTextTests {
    private func set(_ regexes: String...) -> PatternSet {
        PatternSet(
            regexes.enumerated().map { .test(PatternID("t.x\($0.offset)"), $0.element) })
    }

    private func captures(_ set: PatternSet, _ text: String) -> [String] {
        set.diagnosis(of: FailureText(CapturedOutput(Array(text.utf8)))).matches
            .sorted { $0.pattern.id < $1.pattern.id }
            .map { $0.captures["x"] ?? "-" }
    }

    @Test func terminalSequencesAndLineEnds() {
        let set = set("^error: (?<x>.*)$", "cannot find module '(?<x>[^']*)'")
        #expect(captures(set, "\u{1B}[31merror:\u{1B}[0m bad\r\nnext\r\n") == ["bad"])
        #expect(captures(set, "1 %\r50 %\rcannot find module 'a'\r\n") == ["a"])
    }

    @Test func bytesThatAreNoText() {
        let set = set("undefined symbol: (?<x>\\w+)")
        var bytes: [UInt8] = [0, 0xFF, 0xC3, 0x28, 0]
        bytes += Array("undefined symbol: main".utf8) + [0xE2, 0x82, 0, 0xF0]
        let diagnosis = set.diagnosis(of: FailureText(CapturedOutput(bytes)))
        #expect(diagnosis.matches.map(\.captures) == [["x": "main"]])
    }

    /// Under UTF, U+212A matches `k` and U+017F matches `s` without regard to case.
    @Test(arguments: [
        ("disk is full: KEY", 3), ("di\u{17F}k is full: key", 2), ("dis\u{212A} is full: KEY", 2),
        ("DISK IS FULL: \u{212A}ey", 2), ("disk i\u{17F} full: \u{212A}EY", 2),
    ])
    func foldingBeyondASCII(text: String, expected: Int) {
        let set = set("(?i)disk is (?<x>full)", "(?i)(?<x>full): key", "(?<x>disk is full: KEY)")
        #expect(captures(set, text).count == expected)
    }

    @Test func oneLineOfAMegabyte() {
        let set = set("(?<x>\\w+)Exception: boom", "^start (?<x>\\d+)", "the (?<x>end)$")
        let filler = String(repeating: "word-and. ", count: 100_000)
        let text = "start 12 " + filler + "FooException: boom " + filler + "the end"
        #expect(captures(set, text) == ["Foo", "12", "end"])
    }

    @Test func nothingAtAll() {
        let set = set("error: (?<x>.*)", "^$", "\\s+$", "(?<x>)\\z")
        for text in ["", "\n", " ", "\u{0}"] {
            #expect(set.diagnosis(of: FailureText(text)).setAside.isEmpty)
        }
        #expect(set.diagnosis(of: FailureText("")).matches.map(\.pattern.id) == ["t.x1", "t.x3"])
    }

    /// Starts are bytes, but a search never begins within a character.
    @Test func charactersOfSeveralBytes() {
        let set = set("(?<x>[^:]{2}): missing header", "«(?<x>[^»]*)» is unknown")
        #expect(captures(set, "ééé: missing header\n«ключ» is unknown") == ["éé", "ключ"])
    }

    /// A regex that explodes is named; whatever can be answered is.
    @Test func catastrophicRegexesAreSetAside() {
        let offenders = [
            "(?=\\s)\\s+$", "^(a+)+$", "^(?:a?){40}[ab]{40}$",
            "(*LIMIT_MATCH=4000000000)^(a|a)*$", "^(?:a|b|ab)+c(?:a|b|ab)+d",
        ]
        let patterns: [Pattern] =
            offenders.enumerated().map { .test(PatternID("evil.x\($0.offset)"), $0.element) }
            + (0..<300).map { .test(PatternID("good.x\($0)"), "benign number \($0) (?<x>\\d+)!") }
        let set = PatternSet(patterns)
        for filler in [" ", "a"] {
            let text = String(repeating: filler, count: 1_000_000) + "! benign number 7 42!\n"
            let diagnosis = set.diagnosis(of: FailureText(text))
            #expect(
                diagnosis.matches.filter { $0.pattern.id.family == "good" }.map(\.captures) == [
                    ["x": "42"]
                ])
            // Of the others, the index tells that what they need is not there.
            #expect(diagnosis.setAside.isEmpty == (filler == " "))
            #expect(diagnosis.setAside.allSatisfy { $0.pattern.family == "evil" })
        }
    }

    @Test func aStackErrorOfTheCompilerIsNoAnswer() {
        let diagnosis = set("(?: | )+$").diagnosis(
            of: FailureText(String(repeating: " ", count: 20_000)))
        #expect(diagnosis.matches.count == 1 && diagnosis.setAside.isEmpty)
    }

    @Test func aHundredMegabytes() {
        var writer = IndexWriter()
        writer.add(["^fatal: (?<x>\\w+) ended$"], number: 0)
        writer.add(["Traceback:\\n(?:  .*\\n)+(?<x>\\w+)Error"], number: 1)
        let index = PatternIndex(writer)
        let line = Array("2026-01-01 INFO nothing to see here, move along please\n".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(101 << 20)
        while text.count < 100 << 20 { text += line }
        let place = text.count
        text += Array("fatal: all ended\nTraceback:\n  one\n  two\nKeyError\n".utf8)
        var found: [Int: StartRanges] = [:]
        text.withUnsafeBufferPointer { bytes in
            _ = index.forEachCandidate(in: bytes) { candidate in
                found[candidate.pattern, default: .within([])].join(candidate.starts)
                return false
            }
        }
        guard case .within(let fatal)? = found[0], case .within(let trace)? = found[1] else {
            Issue.record("\(found)")
            return
        }
        #expect(fatal.count == 1 && fatal[0].contains(place) && fatal[0].count < 10)
        #expect(trace == [(place + 17)...(place + 17)])
    }
}
