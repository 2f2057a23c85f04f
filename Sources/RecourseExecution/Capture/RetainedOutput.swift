import RecourseCore

/// What is kept, in order, with exact account of what is not.
struct RetainedOutput {
    private var text = OutputBlock()
    private var gaps: [CapturedOutput.Gap] = []

    var count: Int { text.count }

    mutating func reserve(_ capacity: Int) { text.reserve(capacity) }

    mutating func append(_ piece: UnsafeRawBufferPointer, of stream: OutputStream) {
        text.append(piece, of: stream)
    }

    mutating func append(_ block: OutputBlock, _ range: Range<Int>) { text.append(block, range) }

    /// Drops what comes next.
    mutating func drop(_ piece: UnsafeRawBufferPointer) {
        guard !piece.isEmpty else { return }
        if gaps.last?.offset != text.count {
            gaps.append(CapturedOutput.Gap(offset: text.count, bytes: 0, lines: 0))
        }
        gaps[gaps.count - 1].bytes += piece.count
        gaps[gaps.count - 1].lines += piece.newlines
    }

    mutating func drop(_ block: OutputBlock, _ range: Range<Int>) {
        block.bytes.withUnsafeBytes { drop($0.piece(range)) }
    }

    func captured() -> CapturedOutput {
        CapturedOutput(bytes: text.bytes, segments: text.segments, gaps: gaps)
    }
}
