import RecourseCore
import Testing

@testable import RecourseExecution

@Suite struct BoundedCaptureTests {
    private static let small = [
        CaptureLimits(
            head: 2, middle: 3, tail: 2, linesBefore: 1, linesAfter: 1, line: 16, block: 2),
        CaptureLimits(
            head: 0, middle: 9, tail: 1, linesBefore: 0, linesAfter: 2, line: 16, block: 3),
        CaptureLimits(
            head: 1, middle: 2, tail: 0, linesBefore: 2, linesAfter: 0, line: 16, block: 1),
        CaptureLimits(
            head: 3, middle: 0, tail: 3, linesBefore: 1, linesAfter: 1, line: 16, block: 4),
    ]

    /// Every text of up to six of `a`, `x` and a newline, cut in every way.
    @Test(arguments: small.indices) func keepsWhatTheReferenceKeepsHoweverItArrives(index: Int) {
        let limits = Self.small[index]
        for length in 0...6 {
            for number in 0..<Self.power(3, length) {
                let text = Self.text(number, length)
                let expected = KeptReference(text, limits, hasScreen: true)
                for cuts in 0..<(1 << max(0, length - 1)) {
                    let captured = Self.capture(text, cuts: cuts, limits, SmallScreen())
                    let gaps = captured.gaps.map { [$0.offset, $0.bytes, $0.lines] }
                    if captured.bytes != expected.bytes || gaps != expected.gaps {
                        Issue.record("\(text) cut \(cuts): \(captured), not \(expected)")
                        return
                    }
                }
            }
        }
    }

    /// The same without a screen, and for lines longer than the limit only the account.
    @Test func countsEveryByteOfEndlessLines() {
        let limits = CaptureLimits(
            head: 3, middle: 2, tail: 3, linesBefore: 1, linesAfter: 1, line: 1, block: 2)
        for length in 0...7 {
            for number in 0..<Self.power(3, length) {
                let text = Self.text(number, length)
                for cuts in [0, 1, 21, (1 << max(0, length - 1)) - 1] {
                    for screen in [nil, SmallScreen()] {
                        let captured = Self.capture(text, cuts: cuts, limits, screen)
                        Self.expectAccount(captured, of: text)
                        #expect(captured.bytes.count <= 8)
                        // No more than the length of a line is given up for a cut at a line start.
                        #expect(captured.bytes.count >= min(text.count, 4))
                    }
                }
            }
        }
    }

    @Test func keepsTheBeginningAndTheEndOfALongText() {
        let lines = (0..<200_000).map {
            "line \($0) of an output that is longer than what is kept\n"
        }
        let text = Array(lines.joined().utf8)
        var capture = BoundedCapture(screen: nil, limits: .standard)
        text.withUnsafeBytes { all in
            for start in stride(from: 0, to: all.count, by: 65_521) {
                capture.append(all.piece(start..<min(start + 65_521, all.count)), of: .stdout)
            }
        }
        let captured = capture.finished()
        #expect(captured.totalBytes == text.count)
        #expect(captured.gaps.count == 1)
        let gap = captured.gaps[0]
        #expect(gap.offset <= 1 << 20 && gap.offset > (1 << 20) - 100)
        #expect(captured.bytes[gap.offset - 1] == newline)
        #expect(captured.bytes[..<gap.offset].elementsEqual(text[..<gap.offset]))
        #expect(captured.bytes[gap.offset...].elementsEqual(text[(gap.offset + gap.bytes)...]))
        let dropped = text[gap.offset..<gap.offset + gap.bytes]
        #expect(gap.lines == dropped.count { $0 == newline })
    }

    @Test func keepsAnErrorInTheMiddleWithItsSurroundings() {
        struct Errors: OutputScreen {
            func interesting(in lines: UnsafeRawBufferPointer) -> [Range<Int>] {
                let word = Array("error:".utf8)
                return lines.indices.filter { lines[$0...].starts(with: word) }.map { $0..<$0 + 1 }
            }
        }
        let limits = CaptureLimits(head: 400, middle: 4000, tail: 400, block: 256)
        var capture = BoundedCapture(screen: Errors(), limits: limits)
        for number in 0..<1000 {
            let line = number == 500 ? "error: number 500\n" : "line \(number)\n"
            Array(line.utf8).withUnsafeBytes { capture.append($0, of: .stderr) }
        }
        let captured = capture.finished()
        let kept = captured.text.split(separator: "\n")
        #expect(captured.gaps.count == 2)
        #expect(kept.contains("line 497") && kept.contains("line 510"))
        #expect(!kept.contains("line 496") && !kept.contains("line 511"))
    }

    @Test func bringsStreamsTogetherByWholeLines() {
        var capture = BoundedCapture(screen: nil, limits: .standard)
        func add(_ text: String, _ stream: OutputStream) {
            Array(text.utf8).withUnsafeBytes { capture.append($0, of: stream) }
        }
        add("out ", .stdout)
        add("error\n", .stderr)
        add("put\nrest", .stdout)
        add("more", .stderr)
        let captured = capture.finished()
        #expect(captured.text == "error\nout put\nrestmore")
        #expect(captured.segments.map(\.start) == [0, 6, 18])
        #expect(captured.segments.map(\.stream) == [.stderr, .stdout, .stderr])
    }

    /// Random pieces on two streams, everything within the limits: nothing is lost or turned round.
    @Test func keepsTheOrderWithinEachStream() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            var capture = BoundedCapture(
                screen: nil, limits: CaptureLimits(head: 1000, middle: 0, tail: 1000, line: 5))
            var texts: [OutputStream: String] = [.stdout: "", .stderr: ""]
            for _ in 0..<20 {
                let stream: OutputStream = Bool.random(using: &random) ? .stdout : .stderr
                let piece = (0..<Int.random(in: 0...9, using: &random))
                    .map { _ in String("abc\n\n".randomElement(using: &random) ?? "a") }.joined()
                texts[stream, default: ""] += piece
                Array(piece.utf8).withUnsafeBytes { capture.append($0, of: stream) }
            }
            let captured = capture.finished()
            #expect(captured.gaps.isEmpty)
            #expect(captured.text(of: .stdout) == texts[.stdout])
            #expect(captured.text(of: .stderr) == texts[.stderr])
        }
    }

    private static func capture(
        _ text: [UInt8], cuts: Int, _ limits: CaptureLimits, _ screen: SmallScreen?
    ) -> CapturedOutput {
        var capture = BoundedCapture(screen: screen, limits: limits)
        text.withUnsafeBytes { all in
            var start = 0
            for end in 1..<max(all.count, 1) where cuts & (1 << (end - 1)) != 0 {
                capture.append(all.piece(start..<end), of: .output)
                start = end
            }
            capture.append(all.piece(start..<all.count), of: .output)
        }
        return capture.finished()
    }

    private static func expectAccount(_ captured: CapturedOutput, of text: [UInt8]) {
        let lines = text.count { $0 == newline }
        let kept = captured.bytes.count { $0 == newline }
        #expect(captured.totalBytes == text.count)
        #expect(kept + captured.gaps.reduce(0) { $0 + $1.lines } == lines)
        // Put back where they were, the gaps give the text again.
        var position = 0
        var taken = 0
        for gap in captured.gaps {
            #expect(
                captured.bytes[taken..<gap.offset].elementsEqual(
                    text[position...].prefix(gap.offset - taken)))
            position += gap.offset - taken + gap.bytes
            taken = gap.offset
        }
        #expect(captured.bytes[taken...].elementsEqual(text[position...]))
    }

    private static func text(_ number: Int, _ length: Int) -> [UInt8] {
        var rest = number
        return (0..<length).map { _ in
            defer { rest /= 3 }
            return [UInt8(ascii: "a"), SmallScreen.sign, newline][rest % 3]
        }
    }

    private static func power(_ base: Int, _ exponent: Int) -> Int {
        (0..<exponent).reduce(1) { product, _ in product * base }
    }
}
