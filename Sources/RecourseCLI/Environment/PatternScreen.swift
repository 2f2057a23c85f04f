import RecourseExecution
import RecourseMatching

/// Keeps the lines of a long output that hold what some pattern needs.
struct PatternScreen: OutputScreen {
    let patterns: @Sendable () -> PatternSet

    func interesting(in lines: UnsafeRawBufferPointer) -> [Range<Int>] {
        patterns().interestingOffsets(in: lines).map { $0..<$0 + 1 }
    }
}
