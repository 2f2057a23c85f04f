import RecourseCore

/// Decides what is kept of the output between the head and the tail: the lines that the screen
/// finds interesting with their surroundings, as long as the budget lasts.
///
/// The result does not depend on how the output is cut into blocks: the lines before a find are
/// deferred until they can no longer be wanted, the lines after one are owed across blocks.
struct MiddleScreening {
    private let screen: (any OutputScreen)?
    private let limits: CaptureLimits
    /// The last lines of what was screened, which the next find may want; never kept so far.
    private var deferred = OutputBlock()
    /// Lines that the last find still wants.
    private var owed = 0
    /// Bytes that may still be kept.
    private var budget: Int

    init(screen: (any OutputScreen)?, limits: CaptureLimits) {
        self.screen = screen
        self.limits = limits
        budget = limits.middle
    }

    mutating func take(_ block: OutputBlock, into retained: inout RetainedOutput) {
        guard let screen, budget > 0 else {
            finish(into: &retained)
            return retained.drop(block, 0..<block.count)
        }
        let fresh = deferred.count
        var text = deferred
        text.append(block)
        deferred = OutputBlock()
        text.bytes.withUnsafeBytes { all in
            let found = screen.interesting(in: all.piece(fresh..<all.count))
            let decided = settle(found, shiftedBy: fresh, in: text, all, into: &retained)
            // Of a line without an end, only so much.
            let floor = max(decided, all.count - limits.linesBefore * limits.line)
            let wanted = all.start(ofLines: limits.linesBefore, before: all.count, floor: floor)
            retained.drop(text, decided..<wanted)
            deferred = text.slice(wanted..<all.count)
        }
    }

    /// Nothing follows that could want the deferred lines.
    mutating func finish(into retained: inout RetainedOutput) {
        retained.drop(deferred, 0..<deferred.count)
        deferred = OutputBlock()
    }

    /// Keeps what is owed and what was found, and drops what lies before the last find.
    /// - Returns: up to where it is decided.
    private mutating func settle(
        _ found: [Range<Int>], shiftedBy fresh: Int, in text: OutputBlock,
        _ all: UnsafeRawBufferPointer, into retained: inout RetainedOutput
    ) -> Int {
        var decided = 0
        if owed > 0 {  // Then nothing is deferred.
            (decided, owed) = all.end(ofLines: owed, from: 0)
            keep(0..<decided, of: text, all, into: &retained)
        }
        let inBlock = 0..<all.count - fresh
        let ordered = found.map { $0.clamped(to: inBlock) }.filter { !$0.isEmpty }
            .sorted { $0.lowerBound < $1.lowerBound }
        for range in ordered {
            let line = all.lineStart(at: range.lowerBound + fresh)
            let start = all.start(ofLines: limits.linesBefore, before: line, floor: decided)
            let (end, missing) = all.end(
                ofLines: limits.linesAfter, from: all.lineEnd(at: range.upperBound + fresh - 1))
            retained.drop(text, decided..<max(decided, start))
            decided = max(decided, start)
            keep(decided..<max(decided, end), of: text, all, into: &retained)
            decided = max(decided, end)
            owed = max(owed, missing)
        }
        return decided
    }

    /// Keeps the range, or as many of its lines as the budget still covers.
    private mutating func keep(
        _ range: Range<Int>, of text: OutputBlock, _ all: UnsafeRawBufferPointer,
        into retained: inout RetainedOutput
    ) {
        guard range.count > budget else {
            budget -= range.count
            return retained.append(text, range)
        }
        let cut = all.lineStart(at: range.lowerBound + budget, floor: range.lowerBound)
        retained.append(text, range.lowerBound..<cut)
        retained.drop(text, cut..<range.upperBound)
        budget = 0
    }
}
