import RecourseCore

/// A stretch of output with the streams that it came from.
struct OutputBlock {
    private(set) var bytes: [UInt8] = []
    private(set) var segments: [CapturedOutput.Segment] = []

    var count: Int { bytes.count }
    var isEmpty: Bool { bytes.isEmpty }

    mutating func reserve(_ capacity: Int) { bytes.reserveCapacity(capacity) }

    mutating func append(_ piece: UnsafeRawBufferPointer, of stream: OutputStream) {
        guard !piece.isEmpty else { return }
        if segments.last?.stream != stream {
            segments.append(CapturedOutput.Segment(start: bytes.count, stream: stream))
        }
        bytes.append(contentsOf: piece)
    }

    mutating func append(_ other: OutputBlock, _ range: Range<Int>) {
        other.bytes.withUnsafeBytes { all in
            other.forEachSegment(in: range) { append(all.piece($0), of: $1) }
        }
    }

    mutating func append(_ other: OutputBlock) { append(other, 0..<other.count) }

    func slice(_ range: Range<Int>) -> OutputBlock {
        var result = OutputBlock()
        result.append(self, range)
        return result
    }

    private func forEachSegment(in range: Range<Int>, _ body: (Range<Int>, OutputStream) -> Void) {
        for (index, segment) in segments.enumerated() {
            let end = index + 1 < segments.count ? segments[index + 1].start : bytes.count
            let part = (segment.start..<end).clamped(to: range)
            if !part.isEmpty { body(part, segment.stream) }
        }
    }
}
