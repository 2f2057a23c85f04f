import Testing

/// The lines of an output that say why it failed.
@Suite struct ExcerptTests {
    private static let log =
        (1...200).map { "compiling unit \($0)\n" }.joined()
        + "src/a.c:3:7: error: expected ';' before 'return'\n    3 | int x\n      |       ^\n"
        + (201...300).map { "compiling unit \($0)\n" }.joined() + "make: *** [all] Error 1\n"

    @Test func keepsTheCause() async throws {
        let shop = try Workshop()
        try shop.write("build.log", Self.log)
        let text = try await shop.run("excerpt", "--lines", "10", "build.log")
        #expect(text.status == 0 && text.out.contains("error: expected ';' before 'return'"))
        #expect(text.out.contains(" lines left out]\n"))
        let json = try await shop.run("excerpt", "--lines", "10", "--format", "json", "build.log")
        #expect(
            json.out.hasPrefix("{\"lines\":[[")
                && json.out.hasSuffix("\"schema\":\"recourse.excerpt/1\"}\n"))
        let ranges = json.json["lines"] as? [[Int]] ?? []
        #expect(ranges.contains { $0[0] <= 201 && 203 <= $0[1] })
        #expect(ranges.reduce(0) { $0 + $1[1] - $1[0] + 1 } == 10)
    }

    @Test func aShortOutputIsKeptWhole() async throws {
        let shop = try Workshop()
        #expect(try await shop.run("excerpt", "-", input: "one\ntwo\n") == Ran(out: "one\ntwo\n"))
        #expect(
            try await shop.run("excerpt", "--format", "json", input: "one\ntwo\n")
                == Ran(out: "{\"lines\":[[1,2]],\"schema\":\"recourse.excerpt/1\"}\n"))
        #expect(
            try await shop.run("excerpt", "--format", "json", input: "")
                == Ran(out: "{\"lines\":[],\"schema\":\"recourse.excerpt/1\"}\n"))
        #expect(try await shop.run("excerpt", "--lines", "0", "-", input: "").status == 64)
        #expect(try await shop.run("excerpt", "absent.log").status == 2)
    }

    @Test func whatATerminalWouldObeyIsEscaped() async throws {
        let shop = try Workshop()
        let ran = try await shop.run("excerpt", "-", input: "\u{7}error \u{202e}x\n")
        #expect(!ran.out.contains("\u{202e}") && !ran.out.contains("\u{7}"))
    }
}
