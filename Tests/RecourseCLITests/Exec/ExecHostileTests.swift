import Testing

/// What strangers print is shown, escaped, and never run.
@Suite struct ExecHostileTests {
    static let names = [
        "$(touch pwned)", "`touch pwned`", "x; touch pwned", "--help", "-p", "../outside",
        "/etc/pwned",
        "a\\nb", "x' && touch pwned && '",
    ]

    @Test(arguments: names)
    func aHostileCapture(_ name: String) async throws {
        let shop = try await Workshop.withTeam(approved: true)
        try shop.write("message", "teamtool: cache folder '\(name)' is missing\n")
        let ran = try await shop.run(
            "exec", "--mode", "auto", "--seed", "1", "--ceiling", "system", "--", "sh", "-c",
            "cat message >&2; exit 7")
        #expect(ran.status == 7)
        #expect(!shop.exists("pwned"))
        #expect(!shop.exists("../outside"))
        #expect(!shop.exists("-p"))
        // As one argument of mkdir, or not at all.
        #expect(Set(shop.names).subtracting(["message", "team.toml", "teamtool", name]).isEmpty)
    }

    static let modules = ["$(touch pwned)", "--help", "`touch pwned`", "pwned-9f2c"]

    @Test(arguments: modules)
    func anUnknownModuleIsNotInstalled(_ name: String) async throws {
        let shop = try Workshop()
        try shop.write("message", "ModuleNotFoundError: No module named '\(name)'\n")
        let ran = try await shop.run(
            "exec", "--mode", "auto", "--seed", "1", "--ceiling", "system", "--", "sh", "-c",
            "cat message >&2; exit 1")
        #expect(ran.status == 1)
        #expect(!ran.err.contains("recourse: trying"))
        #expect(shop.names == ["message"])
    }

    @Test func terminalSequencesAreShownEscaped() async throws {
        let shop = try await Workshop.withTeam(approved: true)
        // U+202E turns the reading direction round; U+009B begins a sequence.
        try shop.write("message", "teamtool: cache folder 'a\u{202e}b\u{9b}31m' is missing\n")
        let ran = try await shop.run("exec", "--", "sh", "-c", "cat message; exit 7")
        #expect(ran.out == "teamtool: cache folder 'a\u{202e}b\u{9b}31m' is missing\n")
        #expect(!ran.err.unicodeScalars.contains("\u{202e}"))
        #expect(!ran.err.unicodeScalars.contains("\u{9b}"))
        #expect(!ran.err.unicodeScalars.contains("\u{1b}"))
    }

    @Test func hostileCommandNames() async throws {
        let shop = try Workshop()
        let ran = try await shop.run("exec", "--", "\u{1b}]0;title\u{7}no-such")
        #expect(ran.status == 127)
        #expect(!ran.err.unicodeScalars.contains("\u{1b}"))
        #expect(!ran.err.unicodeScalars.contains("\u{7}"))
    }

    /// A line end in a captured value would start a second line of ours.
    @Test func annotationsCannotBeForged() async throws {
        let shop = try Workshop()
        try shop.write("log", "ModuleNotFoundError: No module named 'a%0A::error::forged'\n")
        let ran = try await shop.run("match", "--format", "github", "log")
        #expect(
            ran.out.split(separator: "\n").allSatisfy {
                $0.hasPrefix("::error file=log,line=1,title=")
            })
        #expect(!ran.out.contains("a%0A"))
    }
}
