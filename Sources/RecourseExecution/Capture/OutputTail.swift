import RecourseCore

/// The last part of an output, in blocks of whole lines, so that the oldest can be given up
/// cheaply.
struct OutputTail {
    private var blocks: [OutputBlock] = []
    private(set) var count = 0

    mutating func append(
        _ run: UnsafeRawBufferPointer, of stream: OutputStream, blockSize: Int
    ) {
        guard !run.isEmpty else { return }
        if blocks.last.map({ $0.count + run.count > blockSize }) ?? true {
            var block = OutputBlock()
            block.reserve(max(blockSize, run.count))
            blocks.append(block)
        }
        blocks[blocks.count - 1].append(run, of: stream)
        count += run.count
    }

    mutating func removeFirst() -> OutputBlock? {
        guard !blocks.isEmpty else { return nil }
        let block = blocks.removeFirst()
        count -= block.count
        return block
    }

    /// The oldest block, where at least `limit` bytes remain without it.
    mutating func surplus(over limit: Int) -> OutputBlock? {
        guard let first = blocks.first, count - first.count >= limit else { return nil }
        return removeFirst()
    }

    /// Gives up what is beyond the last `limit` bytes.
    /// - Parameter slack: up to how much more is given up so that the rest begins at a line start.
    /// - Returns: what was given up, the oldest first.
    mutating func trimmed(to limit: Int, slack: Int) -> [OutputBlock] {
        var given: [OutputBlock] = []
        while let block = surplus(over: limit) { given.append(block) }
        let surplus = count - limit
        guard surplus > 0, var text = removeFirst() else { return given }
        // The byte before the cut tells whether it is a line start.
        while text.count < surplus + slack, let next = removeFirst() { text.append(next) }
        let cut = text.bytes.withUnsafeBytes { all in
            let lineEnd = all.lineEnd(at: surplus - 1)
            return lineEnd - surplus <= slack && all[lineEnd - 1] == newline ? lineEnd : surplus
        }
        given.append(text.slice(0..<cut))
        let rest = text.slice(cut..<text.count)
        if !rest.isEmpty { blocks.insert(rest, at: 0) }
        count += rest.count
        return given
    }
}
