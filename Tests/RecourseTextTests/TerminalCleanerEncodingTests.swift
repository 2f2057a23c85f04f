import RecourseCore
import RecourseLearning
import RecourseText
import Testing

/// Against a decoder that asks the standard library about each character.
@Suite struct TerminalCleanerEncodingTests {
    /// One U+FFFD for each byte that begins no character.
    private func reference(_ raw: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        next: while index < raw.count {
            for length in 1...4 where index + length <= raw.count {
                guard
                    let character = String(validating: raw[index..<index + length], as: UTF8.self),
                    let scalar = character.unicodeScalars.first
                else { continue }
                if !(0x80..<0xA0).contains(scalar.value) { result += raw[index..<index + length] }
                index += length
                continue next
            }
            result += [0xEF, 0xBF, 0xBD]
            index += 1
        }
        return result
    }

    private func check(_ raw: [UInt8], _ note: String = "") {
        let clean = FailureText(.init(raw)).bytes
        if clean != reference(raw) { Issue.record("\(note) \(raw): \(clean)") }
    }

    @Test func everyPairOfBytes() {
        let leads = [UInt8](0x80...0xFF)
        for first in leads {
            for second in leads + [0x41, 0x7E] { check([first, second]) }
        }
    }

    /// Bytes at which the rules of Unicode's table 3-7 change, in all triples and quadruples.
    @Test func everyBoundary() {
        let bytes: [UInt8] = [
            0x41, 0x7E, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
            0xEC, 0xED, 0xEE,
            0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFC, 0xFE, 0xFF,
        ]
        for first in bytes where first >= 0xE0 {
            for second in bytes {
                for third in bytes {
                    check([first, second, third])
                    guard first >= 0xF0, second >= 0x80 else { continue }
                    for fourth in [0x41, 0x80, 0xBF, 0xC2, 0xFF] as [UInt8] {
                        check([first, second, third, fourth])
                    }
                }
            }
        }
    }

    @Test(
        arguments: [
            // Overlong.
            [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0xAF], [0xF0, 0x80, 0x80, 0xAF],
            // Surrogates.
            [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80],
            // Beyond U+10FFFF.
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF],
            // Cut off.
            [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xC3], [0x80], [0xBF],
            // Broken in the middle.
            [0xE2, 0x41, 0xAC], [0xC3, 0x28], [0xF0, 0x28, 0x8C, 0xBC],
        ] as [[UInt8]])
    func malformed(raw: [UInt8]) {
        check(raw)
        check([0x61] + raw + [0x0A, 0x62])
        let text = FailureText(.init(raw + [0x0A, 0x62]))
        #expect(text.lineCount == 2 && text.text(ofLine: 1) == "b")
    }

    @Test func anything() {
        for seed in UInt64(0)..<5_000 {
            var generator = SplitMix64(seed: seed)
            let count = Int.random(in: 1...12, using: &generator)
            check(
                (0..<count).map { _ in UInt8.random(in: 0x80...0xFF, using: &generator) },
                "seed \(seed)")
        }
    }
}
