import Foundation
import RecourseCore
import RecourseLearning
import RecourseText
import Testing

@Suite struct ShellTextRoundTripTests {
    private static let pieces = [
        "a", "b ", " ", "\t", "'x y'", "'", "\"", "\"p q\"", "\\", "\\ ", "\\'", "\\\"", "\"\\\"\"",
        "\"\\\\\"", "'\\'", "\"'\"", "é", "=",
        "#", "-", "\\\n", "\"\\\n\"", "\"\\a\"", "{}", "^", "]", "%", "!x", ":", "\r", "\u{301}",
        "/", ".", "@",
    ]

    private func text(_ generator: inout SplitMix64) -> String {
        (0..<Int.random(in: 1...8, using: &generator))
            .map { _ in Self.pieces.randomElement(using: &generator) ?? "" }.joined()
    }

    /// `source` and `range` of every word agree, and putting a word back changes nothing.
    @Test func rangesAreExact() {
        var understood = 0
        for seed in UInt64(0)..<20_000 {
            var generator = SplitMix64(seed: seed)
            let text =
                text(&generator) + [" | ", "; ", " > f ", ""].randomElement(using: &generator)!
                + text(&generator)
            guard let shell = ShellText(text) else { continue }
            understood += 1
            let bytes = Array(text.utf8)
            let words = shell.commands.flatMap { $0.assignments + $0.words }
            for word in words {
                #expect(
                    Array(word.source.utf8) == Array(bytes[word.range]), "seed \(seed): \(text)")
            }
            #expect(
                shell.replacing(words.map { ($0.range, $0.source) }).utf8.elementsEqual(bytes),
                "seed \(seed): \(text)")
        }
        #expect(understood > 5_000)
    }

    /// A word replaced by the quoted form of what it means leaves the meaning of all words as it
    /// was.
    @Test func quotedValuesMeanTheSame() {
        for seed in UInt64(0)..<20_000 {
            var generator = SplitMix64(seed: seed)
            let text = "cmd " + text(&generator) + " && " + "other " + text(&generator)
            guard let shell = ShellText(text) else { continue }
            let words = shell.commands.flatMap(\.words)
            let changes = words.compactMap { word in
                word.value.map { (word.range, ShellQuoting.quoted($0)) }
            }
            guard let again = ShellText(shell.replacing(changes)) else {
                Issue.record("seed \(seed): \(text)")
                continue
            }
            #expect(
                again.commands.map { $0.words.map(\.value) }
                    == shell.commands.map { $0.words.map(\.value) }, "seed \(seed): \(text)")
        }
    }

    @Test func onlyTheWordChanges() {
        let shell = ShellText("A=1  gcc 'x y.c'   -o out>log 2>&1 ; echo \"$HOME\"")
        let word = shell?.commands[0].words[1]
        #expect(
            word.flatMap { shell?.replacing([($0.range, "'z.c'")]) }
                == "A=1  gcc 'z.c'   -o out>log 2>&1 ; echo \"$HOME\"")
    }

    /// The words are those that /bin/sh finds.
    @Test func aShellReadsTheSame() throws {
        var script = ""
        var expected: [UInt8] = []
        for seed in UInt64(0)..<3_000 {
            var generator = SplitMix64(seed: seed)
            let text = "set -- x " + text(&generator)
            guard let shell = ShellText(text), shell.isPlain else { continue }
            let words = shell.commands[0].words.dropFirst(2).compactMap(\.value)
            script += text + "\nprintf '%s\\0' \"$#\" \"$@\"\n"
            expected += Array((["\(words.count)"] + words).map { $0 + "\0" }.joined().utf8)
        }
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(
            "words-\(UUID().uuidString).sh")
        try Data(script.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let shell = Process()
        let output = Pipe()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = [file.path]
        shell.standardOutput = output
        try shell.run()
        let printed = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0)
        #expect(
            printed.split(separator: 0, omittingEmptySubsequences: false)
                == expected.split(separator: 0, omittingEmptySubsequences: false))
        #expect(expected.count > 10_000)
    }
}
