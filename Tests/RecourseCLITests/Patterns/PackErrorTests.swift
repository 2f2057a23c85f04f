import Foundation
import Testing

/// Packs with a fault: each is named, and nothing comes in.
@Suite struct PackErrorTests {
    /// A fault, made by replacing one text of the good pack by another, and the lines that name it.
    static let unreadable: [(from: String, to: String, lines: [String])] = [
        (
            "\"environment\"", "\"nonsense\"",
            [
                "bad.toml:13: pattern[0].category: `nonsense` is not one of dependency, permission, syntax, environment, file-not-found, network, timeout, resource, configuration, usage, build, test, vcs, data, unknown"
            ]
        ),
        (
            "recourse-pack/1", "recourse-pack/9",
            ["bad.toml:1: format: `recourse-pack/9` is not `recourse-pack/1`"]
        ),
        (
            "id = \"mkdir\"", "id = ",
            ["bad.toml:20: Error while parsing key-value pair: expected value, saw '\\n'"]
        ),
        (
            "team.cache-missing", "Team Cache",
            [
                "bad.toml:11: pattern[0].id: `Team Cache` is not `family.kind` in lower case, digits and hyphens"
            ]
        ),
    ]

    @Test(arguments: unreadable.indices)
    func aPackThatCannotBeRead(_ index: Int) async throws {
        let fault = Self.unreadable[index]
        let shop = try Workshop()
        try shop.write("bad.toml", TeamPack.text.replacing(fault.from, with: fault.to))
        let told = Ran(
            err: "recourse: a pack has an error\n" + fault.lines.map { "  \($0)\n" }.joined()
                + "  nothing was loaded; the format is in Docs/packs.md\n", status: 2)
        #expect(try await shop.run("patterns", "import", "bad.toml") == told)
        #expect(try await shop.run("patterns", "lint", "bad.toml") == told)
        #expect(!FileManager.default.fileExists(atPath: shop.database))
    }

    @Test func allErrorsOfAFile() async throws {
        let shop = try Workshop()
        try shop.write("bad.toml", TeamPack.text.replacing("title =", with: "titel ="))
        let ran = try await shop.run("patterns", "import", "bad.toml")
        #expect(ran.status == 2)
        #expect(ran.errLines[0] == "recourse: packs have 2 errors")
        #expect(
            ran.errLines[1].hasPrefix(
                "  bad.toml:12: pattern[0].titel: unknown key; expected one of "))
        #expect(ran.errLines[2] == "  bad.toml:10: pattern[0].title: is missing; expected a string")
    }

    static let refused: [(from: String, to: String, findings: [String])] = [
        (
            "max-risk = \"workspace\"", "max-risk = \"inspect\"",
            ["mkdir is workspace, above the pack's inspect"]
        ),
        (
            "programs = [\"mkdir\"]", "programs = [\"touch\"]",
            ["mkdir starts `mkdir`, which the pack does not list"]
        ),
        ("'cache' is missing\n", "'cache' is gone\n", ["example 1 does not match"]),
        (
            "[\"mkdir\", \"-p\", \"{path}\"]", "[\"rm\", \"-rf\", \"{path}\"]",
            [
                "mkdir is overwrite, above the pack's workspace",
                "mkdir starts `rm`, which the pack does not list",
                "example 1: mkdir resolves to `rm -rf cache`, not `mkdir -p cache`",
            ]
        ),
        (
            "[\"mkdir\", \"-p\", \"{path}\"]", "[\"sh\", \"-c\", \"{path}\"]",
            [
                "mkdir is system, above the pack's workspace",
                "mkdir starts `sh`, which the pack does not list",
                "example 1: mkdir resolves to `sh -c cache`, not `mkdir -p cache`",
            ]
        ),
    ]

    @Test(arguments: refused.indices)
    func aPackThatIsRefused(_ index: Int) async throws {
        let fault = Self.refused[index]
        let shop = try Workshop()
        try shop.write("bad.toml", TeamPack.text.replacing(fault.from, with: fault.to))
        let count = "\(fault.findings.count) finding\(fault.findings.count == 1 ? "" : "s")"
        #expect(
            try await shop.run("patterns", "import", "bad.toml")
                == Ran(
                    err: "recourse: bad.toml has \(count)\n"
                        + fault.findings.map { "  team.cache-missing: \($0)\n" }.joined()
                        + "  nothing was imported\n", status: 2))
        let lint = try await shop.run("patterns", "lint", "bad.toml")
        #expect(lint.status == 1)
        #expect(lint.err == "1 pattern, \(count)\n")
        #expect(!FileManager.default.fileExists(atPath: shop.database))
    }

    @Test func namesOfBuiltInPatterns() async throws {
        let shop = try Workshop()
        try shop.write(
            "id.toml", TeamPack.text.replacing("team.cache-missing", with: "fs.no-such-file"))
        try shop.write(
            "pack.toml", TeamPack.text.replacing("id = \"team\"", with: "id = \"python\""))
        #expect(
            try await shop.run("patterns", "import", "id.toml")
                == Ran(
                    err: """
                        recourse: id.toml uses ids of built-in patterns
                          fs.no-such-file
                          give them other names

                        """, status: 2))
        #expect(
            try await shop.run("patterns", "import", "pack.toml")
                == Ran(
                    err: """
                        recourse: `python` is the name of a built-in pack
                          give the pack another id

                        """, status: 2))
        #expect(!FileManager.default.fileExists(atPath: shop.database))
    }

    @Test func whatIsNoPack() async throws {
        let shop = try Workshop()
        try shop.write("empty.toml", "")
        let empty = try await shop.run("patterns", "import", "empty.toml")
        #expect(empty.status == 2)
        #expect(empty.errLines[1] == "  empty.toml:1: format: is missing; expected a string")
        let bytes = try await shop.shell(#"printf '\0\1\377' > b.toml; $R patterns import b.toml"#)
        #expect(bytes.status == 2)
        #expect(bytes.errLines[1] == "  b.toml:1: a NUL byte")
        // One bad pack of a folder keeps the good one out.
        try shop.write("team.toml", TeamPack.text)
        #expect(try await shop.run("patterns", "import", ".").status == 2)
        #expect(!FileManager.default.fileExists(atPath: shop.database))
    }
}
