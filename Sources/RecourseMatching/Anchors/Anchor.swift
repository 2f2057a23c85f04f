/// Where the scanner looks for one run.
enum AnchorWindow: Hashable {
    /// Eight bytes at each of four neighbouring places, the first here.
    case long(Int)
    /// Four bytes.
    case short(Int)
    /// Up to eight sets of bytes, counted over `RequiredRun.surroundings`.
    case classes(Range<Int>)
}

/// The runs of one required set, each with its window: one of them is met in every match.
struct Anchor {
    /// Of a sequence of regexes, which one.
    var step: Int
    /// Which of its required sets.
    var set: Int
    var windows: [AnchorWindow]
}

extension RequiredRun {
    /// The symbols, with what stands before and behind them.
    var surroundings: [Symbol] {
        (before.map { [$0] } ?? []) + symbols + (after.map { [$0] } ?? [])
    }
}
