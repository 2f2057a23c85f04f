import RecourseText
import Testing

@Suite struct TerminalEscapingTests {
    @Test(arguments: ["", "plain", "größer 日本 ✓ 🙂 e\u{301}", "a\u{A0}b", "~!@#$%^&*()\\"])
    func leavesTextAlone(text: String) {
        #expect(text.escapedForTerminal() == text)
        #expect(text.escapedForTerminal(keepingLines: true) == text)
    }

    @Test(arguments: [
        ("\u{1B}[31m", "\\u{1b}[31m"), ("\u{00}", "\\u{0}"), ("a\u{07}", "a\\u{7}"),
        ("\u{7F}", "\\u{7f}"),
        ("\u{9B}31m", "\\u{9b}31m"), ("\u{85}", "\\u{85}"),
        // Directions: embeddings, overrides, isolates, marks.
        ("\u{202E}gpj.exe", "\\u{202e}gpj.exe"), ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
        ("\u{200E}\u{200F}\u{61C}", "\\u{200e}\\u{200f}\\u{61c}"),
        // What is not seen.
        ("a\u{200B}b", "a\\u{200b}b"), ("a\u{200D}b", "a\\u{200d}b"), ("\u{FEFF}x", "\\u{feff}x"),
        ("a\u{AD}b", "a\\u{ad}b"), ("a\u{2060}b", "a\\u{2060}b"), ("a\u{34F}b", "a\\u{34f}b"),
        ("\u{3164}", "\\u{3164}"), ("\u{FFA0}", "\\u{ffa0}"), ("\u{180E}", "\\u{180e}"),
        ("\u{E0041}", "\\u{e0041}"), ("\u{2028}", "\\u{2028}"), ("\u{2029}", "\\u{2029}"),
    ])
    func escapesWhatDeceives(text: String, expected: String) {
        #expect(text.escapedForTerminal() == expected)
        #expect(text.escapedForTerminal(keepingLines: true) == expected)
    }

    @Test func linesMayStay() {
        #expect("a\tb\nc".escapedForTerminal() == "a\\u{9}b\\u{a}c")
        #expect("a\tb\nc".escapedForTerminal(keepingLines: true) == "a\tb\nc")
        #expect("a\r\nb".escapedForTerminal(keepingLines: true) == "a\\u{d}\nb")
    }

    @Test func nothingThatIsLeftMoves() {
        let moving = (0...0x10FFFF).compactMap { Unicode.Scalar($0 as UInt32) }.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                // Marks that are drawn, and shorthand and music controls in their own scripts.
                ![
                    0x600...0x605, 0x6DD...0x6DD, 0x70F...0x70F, 0x890...0x891, 0x8E2...0x8E2,
                    0x110BD...0x110BD,
                    0x110CD...0x110CD, 0x13430...0x1343F, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A,
                ].contains { $0.contains(scalar.value) }
            default: false
            }
        }
        for scalar in moving {
            #expect(
                String(Character(scalar)).escapedForTerminal().hasPrefix("\\u{"), "\(scalar.value)")
        }
    }
}
