/// What one pass over a line tells.
struct LineFacts: Sendable {
    var traits = TraitSet()
    /// Of the whole line, runs of digits folded; equal for lines that differ in numbers alone.
    var template: UInt64 = 0
    /// Of the first word and the indentation.
    var starter: UInt32 = 0
    /// Leading columns, a tab counted as four.
    var indent: UInt16 = 0

    var isBlank: Bool { traits.contains(.blank) }

    /// Traits that make a line a candidate for the report of a failure.
    static let signal = TraitSet.of(
        .errorWord, .fatalWord, .failWord, .exceptionWord, .namedError, .assertWord, .absenceWord,
        .startsError, .startsFail, .traceHead, .causedBy, .countedFailure, .testFailure)
    /// Traits of the head of a report.
    static let failure = TraitSet.of(
        .startsError, .startsFail, .traceHead, .namedError, .causedBy, .numberedItem,
        .startsLocation, .markedMessage, .testFailure)
    static let noise = TraitSet.of(
        .startsPass, .startsProgress, .startsProgram, .startsInfo, .environment, .progressWord)
    static let stops = TraitSet.of(.stop, .exitFailure)
}
