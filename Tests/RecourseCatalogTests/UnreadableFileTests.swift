import RecourseCatalog
import RecourseCore
import Testing

@Suite struct UnreadableFileTests {
    private func errors(_ bytes: [UInt8]) throws -> [PackError] {
        try #require(throws: PackErrors.self) { try PackFile(bytes, file: "made.toml") }.errors
    }

    @Test(arguments: [
        ("id = ", 12), ("a = 1\na = 2", 13), ("[[pattern", 12), ("text = '''never closed", 12),
        ("\u{1}", 12),
        ("= 1", 12), ("a = \"\\q\"", 12),
    ])
    func whatIsNotTOMLNamesItsLine(lines: String, line: Int) throws {
        let errors = try errors(Array((Packs.head + Packs.pattern + "\n" + lines).utf8))
        #expect(errors.count == 1)
        #expect(errors[0].line >= line && errors[0].line <= line + 1 && !errors[0].reason.isEmpty)
    }

    @Test func aNULIsRefused() throws {
        #expect(
            try errors(Array("a = 1\nb = '\0'\n".utf8))
                == [PackError(file: "made.toml", line: 2, reason: "a NUL byte")])
        let text = Packs.head + Packs.pattern + "[[pattern.example]]\ntext = \"a\\u0000b\"\n"
        #expect(
            try errors(Array(text.utf8)) == [
                PackError(file: "made.toml", line: 12, reason: "an escaped NUL")
            ])
        let long = "a = \"\"\"\n\n\\U00000000\"\"\"\n"
        #expect(try errors(Array(long.utf8)).map(\.line) == [3])
    }

    /// PostgreSQL says so: `\u0000 cannot be converted to text`.
    @Test func whatOnlyLooksLikeANULIsRead() throws {
        let pattern = try Packs.pattern(
            """
            [[pattern.example]]
            text = '\\u0000 cannot be converted to text'
            [[pattern.example]]
            text = "\\\\u0000"
            # "\\u0000"
            """)
        #expect(pattern.examples.map(\.text) == ["\\u0000 cannot be converted to text", "\\u0000"])
    }

    @Test(arguments: [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0xAF]] as [[UInt8]])
    func whatIsNotUTF8IsRefused(bytes: [UInt8]) throws {
        #expect(
            try errors(Array("a = 'x".utf8) + bytes + Array("'\n".utf8))
                == [PackError(file: "made.toml", reason: "is not UTF-8")])
    }

    @Test func seventeenMegabytesAreRefused() throws {
        let errors = try errors([UInt8](repeating: UInt8(ascii: "#"), count: 17 << 20))
        #expect(errors == [PackError(file: "made.toml", reason: "larger than 16 MiB")])
    }

    @Test func windowsLineEndsAreRead() throws {
        let text = (Packs.head + Packs.pattern).replacing("\n", with: "\r\n")
        #expect(try Packs.read(text) == Packs.read(Packs.head + Packs.pattern))
        #expect(Packs.places(text + "rev = 'a'\r\n") == ["11 pattern[0].rev"])
    }

    @Test func deepNestingDoesNotCrash() throws {
        let deep =
            "a = " + String(repeating: "[", count: 5_000) + String(repeating: "]", count: 5_000)
        #expect(try !errors(Array(deep.utf8)).isEmpty)
    }
}
