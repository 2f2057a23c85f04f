import RecourseExecution
import RecourseMatching

/// Keeps the lines of a long output that hold a literal some pattern needs.
struct PatternScreen: OutputScreen {
    let screen: @Sendable () -> LiteralScreen

    func interesting(in lines: UnsafeRawBufferPointer) -> [Range<Int>] {
        screen().offsets(in: lines).map { $0..<$0 + 1 }
    }
}
