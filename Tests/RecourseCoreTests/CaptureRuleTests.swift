import RecourseCore
import Testing

@Suite struct CaptureRuleTests {
    private static let used: [CaptureType] = [
        .int, .version, .identifier, .path, .package, .host, .port,
    ]

    private func accepts(_ type: CaptureType, _ text: String) -> Bool {
        CaptureRule(type: type).accepts(text)
    }

    /// What no type may let into an argument.
    @Test(arguments: [
        "", "-", "-rf", "--help", "a\nb", "a\n", "\na", "a\u{0}", "\u{0}", "a\tb", "a\rb",
        "a\u{1B}[31m", "a\u{7F}", "a\u{85}b", "a\u{9B}b",
        "a\u{202E}b", "a\u{2066}b", "\u{200B}", "a\u{200D}b", "a\u{FEFF}", "a\u{AD}b", "a\u{2028}b",
        "a\u{2029}b", "a\u{E0041}", "-\u{301}x",
        String(repeating: "a", count: 257), String(repeating: "1", count: 300),
        String(repeating: "é", count: 129),
    ])
    func hostileText(text: String) {
        #expect(!CaptureType.isHarmless(text))
        for type in CaptureType.allCases { #expect(!accepts(type, text), "\(type)") }
    }

    /// What a shell would run, or what leads elsewhere, fits no type but a path, which is resolved
    /// where it is used.
    @Test(arguments: [
        "$(id)", "`id`", "a;b", "a|b", "a&b", "a b", "$HOME", "a>b", "a'b", "a\"b", "a\\b", "a*",
        "(a)", "{a}", "#a", "!a", "~", "a=b", "a,b", "%s",
        "é", "..", "../x", "/etc/passwd", "a/../b", "a//b", "/a", "a/", ".", "./a",
    ])
    func tricks(text: String) {
        for type in CaptureType.allCases where type != .path {
            #expect(!accepts(type, text), "\(type)")
        }
        #expect(accepts(.path, text))
    }

    @Test func textIsNeverAnArgument() {
        #expect(!accepts(.text, "harmless") && !CaptureRule().accepts("harmless"))
        #expect(
            CaptureType.isHarmless("harmless")
                && CaptureType.isHarmless(String(repeating: "a", count: 256)))
    }

    @Test(
        arguments: [
            (
                .int, ["0", "42", "007", "999999999999999999"],
                ["1234567890123456789", "-1", "+1", "1.5", "0x1", "1e3", "٣", "one"]
            ),
            (
                .port, ["1", "80", "65535", "00080"],
                ["0", "65536", "+80", "-80", "8080a", "000080", "٨٠"]
            ),
            (
                .version, ["1", "1.2.3", "v1.2", "3.11.4-rc1+b_2", "18.x"],
                ["latest", "^1.2", ">=1", "1 2", "x1", ".5", "1/2"]
            ),
            (
                .identifier,
                [
                    "a", "_x", "foo.bar", "Foo::Bar", "a-b_c", "@scope/pkg", "github.com/x/y-z",
                    "libstdc++", "A9",
                ], ["9a", ".a", "a/", "a b", "/a", "a//b", "+a"]
            ),
            (
                .package, ["a", "7zip", "@scope/pkg", "g++", "foo.bar"],
                [".a", "/a", "a/../b", "a b", "+a"]
            ),
            (
                .host,
                [
                    "localhost", "example.com", "10.0.0.1", "[::1]", "a_b",
                    "a-b.c",
                ], [".a", "a/b", "a b", "user@host", "-a", "a?"]
            ),
        ] as [(CaptureType, [String], [String])])
    func types(type: CaptureType, good: [String], bad: [String]) {
        for text in good { #expect(accepts(type, text), "\(type): \(text)") }
        for text in bad { #expect(!accepts(type, text), "\(type): \(text)") }
    }

    /// A listed value is the pack's own word.
    @Test func enumerations() {
        let rule = CaptureRule(type: .enumeration, values: ["a", "-lm", "b c"])
        #expect(rule.accepts("a") && rule.accepts("-lm") && rule.accepts("b c"))
        #expect(
            !rule.accepts("A") && !rule.accepts("") && !rule.accepts("lm") && !rule.accepts("a\n"))
    }

    @Test func knownNames() {
        let rule = CaptureRule(type: .package, known: ["b", "a", "c", "b"])
        #expect(rule.known == ["a", "b", "c"])
        for name in ["a", "b", "c"] { #expect(rule.knows(name)) }
        for name in ["", "aa", "d", "A"] { #expect(!rule.knows(name)) }
        #expect(!CaptureRule().knows("a"))
    }
}
