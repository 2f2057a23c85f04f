/// Compares what else a pattern needs on the line of its anchor, before any regex is compiled.
struct LineChecks {
    let text: UnsafeBufferPointer<UInt8>
    let pool: UnsafeRawBufferPointer
    /// How far to either side is looked; what may lie farther counts as there.
    private static let reach = 4_096

    /// - Parameters:
    ///   - list: where the list of checks begins in the pool.
    ///   - front: checks before the anchor end here at the latest.
    ///   - back: checks behind it begin here at the earliest.
    func hold(_ list: Int, before front: Int, behind back: Int) -> Bool {
        var cursor = PoolCursor(pool, at: list)
        let (before, behind) = (cursor.byte(), cursor.byte())
        if before > 0 {
            let floor = max(0, front - Self.reach)
            let newline = TextLines.lastNewline(in: text, floor..<front)
            let start = newline.map { $0 + 1 } ?? floor
            var end = front
            for _ in 0..<before {
                if let place = last(of: &cursor, in: start..<max(start, end)) {
                    end = place
                } else if newline != nil || floor == 0 {
                    return false
                } else {
                    end = start
                }
            }
        }
        if behind > 0 {
            let ceiling = min(text.count, back + Self.reach)
            let newline = TextLines.firstNewline(in: text, min(back, ceiling)..<ceiling)
            let end = newline ?? ceiling
            var start = back
            for _ in 0..<behind {
                if let place = first(of: &cursor, in: min(start, end)..<end) {
                    start = place
                } else if newline != nil || ceiling == text.count {
                    return false
                } else {
                    start = end
                }
            }
        }
        // What cannot be read refuses nothing.
        return true
    }

    /// The end of the first of the texts that the cursor names.
    private func first(of cursor: inout PoolCursor, in range: Range<Int>) -> Int? {
        var best: Int?
        for _ in 0..<cursor.byte() {
            let wanted = PoolText(pool, at: cursor.varying())
            let end = best.map { $0 - 1 } ?? range.upperBound
            if let place = wanted.first(in: text, range.lowerBound..<max(range.lowerBound, end)) {
                best = place + wanted.bytes.count
            }
        }
        return best
    }

    /// The start of the last of the texts that the cursor names.
    private func last(of cursor: inout PoolCursor, in range: Range<Int>) -> Int? {
        var best: Int?
        for _ in 0..<cursor.byte() {
            let wanted = PoolText(pool, at: cursor.varying())
            let start = best.map { $0 + 1 } ?? range.lowerBound
            if let place = wanted.last(in: text, min(start, range.upperBound)..<range.upperBound) {
                best = place
            }
        }
        return best
    }
}
