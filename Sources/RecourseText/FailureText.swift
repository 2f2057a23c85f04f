import RecourseCore

/// What a command printed, made fit for matching: valid UTF-8, no terminal sequences, `\n` line
/// ends, progress overwritten by carriage returns gone. Every line of it is a line of the raw
/// output, so line numbers map one to one but for the gaps.
public struct FailureText: Sendable {
    /// Clean bytes, valid UTF-8.
    public let bytes: [UInt8]
    /// Where each line begins in `bytes`; the first is 0.
    public let lineStarts: [Int]
    private let segments: [CapturedOutput.Segment]
    /// For each gap: the first clean line behind it, and how many raw lines lie in it and all
    /// before it.
    private let gaps: [(line: Int, skipped: Int)]

    public init(_ output: CapturedOutput) {
        var cleaner = TerminalCleaner(segments: output.segments, gaps: output.gaps)
        cleaner.clean(output.bytes)
        bytes = cleaner.text
        segments = cleaner.cleanSegments
        var starts = [0]
        bytes.withUnsafeBufferPointer { buffer in
            for index in buffer.indices where buffer[index] == 0x0A { starts.append(index + 1) }
        }
        if starts.count > 1, starts.last == bytes.count { starts.removeLast() }
        lineStarts = starts
        var skipped = 0
        gaps = zip(output.gaps, cleaner.cleanGapOffsets).map { gap, offset in
            skipped += gap.lines
            return (Self.count(of: starts, before: offset), skipped)
        }
    }

    public init(_ text: String) { self.init(CapturedOutput(Array(text.utf8))) }

    /// In bytes, its end included.
    public var longestLine: Int {
        zip(lineStarts, lineStarts.dropFirst() + [bytes.count]).reduce(0) { max($0, $1.1 - $1.0) }
    }

    public var lineCount: Int { bytes.isEmpty ? 0 : lineStarts.count }

    /// The index of the clean line that holds the offset.
    public func line(at offset: Int) -> Int { Self.index(of: offset, in: lineStarts) }

    /// The line's bytes without its end.
    public func range(ofLine line: Int) -> Range<Int> {
        let end = line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : bytes.count
        let trimmed = end > lineStarts[line] && end == bytes.count && bytes[end - 1] == 0x0A
        return lineStarts[line]..<(trimmed ? end - 1 : end)
    }

    public func text(ofLine line: Int) -> String { text(in: range(ofLine: line)) }

    public func text(in range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    /// The 1-based number of the line in the raw output, split at `\n`.
    public func rawLine(_ line: Int) -> Int {
        line + 1 + (gaps.last { $0.line <= line }?.skipped ?? 0)
    }

    public func stream(at offset: Int) -> OutputStream {
        let begun = Self.partition(segments.count) { segments[$0].start <= offset }
        return begun > 0 ? segments[begun - 1].stream : .output
    }

    /// Where the first run of bytes begins that lies wholly behind the offset; `nil` in the last
    /// one.
    public func nextSegment(after offset: Int) -> Int? {
        let begun = Self.partition(segments.count) { segments[$0].start <= offset }
        return begun < segments.count ? segments[begun].start : nil
    }

    /// False where no stream can be told, so that a condition on streams cannot be judged.
    public var hasKnownStreams: Bool { segments.contains { $0.stream != .output } }

    private static func index(of offset: Int, in starts: [Int]) -> Int {
        max(0, partition(starts.count) { starts[$0] <= offset } - 1)
    }

    private static func count(of starts: [Int], before offset: Int) -> Int {
        partition(starts.count) { starts[$0] < offset }
    }

    /// How many of the first indices fulfil a condition that no later one does.
    private static func partition(_ count: Int, where holds: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
