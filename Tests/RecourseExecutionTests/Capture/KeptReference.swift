@testable import RecourseExecution

/// What a bounded capture has to keep of one stream, worked out line by line from the whole text.
/// For texts whose lines are no longer than `limits.line`.
struct KeptReference {
    var bytes: [UInt8] = []
    /// Offset, bytes and lines of what is dropped.
    var gaps: [[Int]] = []

    init(_ text: [UInt8], _ limits: CaptureLimits, hasScreen: Bool) {
        var isKept = [Bool](repeating: true, count: text.count)
        if text.count > limits.head {
            let starts = Self.lineStarts(text)
            let head = starts.last { $0 <= limits.head } ?? 0
            let cut = max(head, text.count - limits.tail)
            let tail = starts.first { $0 >= cut } ?? (text.last == newline ? text.count : cut)
            if cut > head { Self.drop(head..<tail, text, limits, hasScreen, &isKept) }
        }
        var before = true
        for (byte, kept) in zip(text, isKept) {
            if kept {
                bytes.append(byte)
            } else {
                if before { gaps.append([bytes.count, 0, 0]) }
                gaps[gaps.count - 1][1] += 1
                if byte == newline { gaps[gaps.count - 1][2] += 1 }
            }
            before = kept
        }
    }

    private static func lineStarts(_ text: [UInt8]) -> [Int] {
        [0] + text.indices.filter { text[$0] == newline }.map { $0 + 1 }.filter { $0 < text.count }
    }

    private static func drop(
        _ middle: Range<Int>, _ text: [UInt8], _ limits: CaptureLimits, _ hasScreen: Bool,
        _ isKept: inout [Bool]
    ) {
        for index in middle { isKept[index] = false }
        guard hasScreen else { return }
        let starts = lineStarts(text).filter(middle.contains)
        let lines = starts.enumerated().map { position, start in
            start..<(position + 1 < starts.count ? starts[position + 1] : middle.upperBound)
        }
        var budget = limits.middle
        for (position, line) in lines.enumerated() {
            let isNear = lines.enumerated().contains { other, found in
                text[found].contains(SmallScreen.sign) && other - position <= limits.linesBefore
                    && position - other <= limits.linesAfter
            }
            guard isNear else { continue }
            guard line.count <= budget else { return }
            budget -= line.count
            for index in line { isKept[index] = true }
        }
    }
}

/// Finds lines with an `x`.
struct SmallScreen: OutputScreen {
    static let sign = UInt8(ascii: "x")

    func interesting(in lines: UnsafeRawBufferPointer) -> [Range<Int>] {
        lines.indices.filter { lines[$0] == Self.sign }.map { $0..<$0 + 1 }
    }
}
