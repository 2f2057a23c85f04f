import Testing

@Suite struct HelpTests {
    static let commands = [
        "exec", "run", "match", "patterns", "stats", "trust", "db", "patterns list",
        "patterns show",
        "patterns search", "patterns test", "patterns lint", "patterns overlap", "patterns import",
        "patterns export", "patterns enable", "patterns disable", "trust list", "trust approve",
        "trust revoke", "db path", "db check", "db backup",
    ]

    @Test(arguments: commands)
    func everyHelpHoldsAnExample(_ command: String) async throws {
        let shop = try Workshop()
        let ran = try await shop.shell("$R \(command) --help")
        #expect(ran.status == 0)
        #expect(ran.err == "")
        #expect(ran.out.contains("EXAMPLES\n  "))
        #expect(ran.out.contains("USAGE: recourse \(command)"))
        #expect(
            ran.out.contains("\n  recourse \(command)") || ran.out.contains("| recourse \(command)")
        )
        #expect(shop.names == [])
    }

    @Test func theProgramItself() async throws {
        let shop = try Workshop()
        let long = try await shop.run("--help")
        #expect(long == (try await shop.run("-h")))
        #expect(long == (try await shop.run()))
        #expect(long.out.contains("EXIT STATUS\n"))
        #expect(try await shop.run("--version") == Ran(out: "0.1.0\n"))
        #expect(try await shop.run("exec", "-h") == (try await shop.run("help", "exec")))
    }
}
