/// How many patterns hold each window: what many share is common in logs too, and finds all of them
/// at once. Counts by hash, so that a collision makes a window look commoner than it is.
struct WindowCensus {
    private var patterns: [UInt32]
    private var lastPattern: [UInt32]
    private let shift: UInt64

    init(patternCount: Int) {
        let wanted = patternCount * 32
        let bits = max(12, min(22, Int.bitWidth - wanted.leadingZeroBitCount))
        patterns = Array(repeating: 0, count: 1 << bits)
        lastPattern = Array(repeating: .max, count: 1 << bits)
        shift = UInt64(64 - bits)
    }

    mutating func count(_ runs: [RequiredRun], of pattern: Int) {
        for run in runs {
            FoldedWindows(run.symbols).visit { window in
                switch window.key {
                case .short(let key): add(Self.slot(key), pattern)
                case .long(let key): add(Self.slot(key), pattern)
                }
            }
        }
    }

    private mutating func add(_ hash: UInt64, _ pattern: Int) {
        let slot = Int(hash >> shift)
        guard lastPattern[slot] != UInt32(truncatingIfNeeded: pattern) else { return }
        lastPattern[slot] = UInt32(truncatingIfNeeded: pattern)
        patterns[slot] += 1
    }

    /// How many patterns hold it besides one.
    func others(_ window: UInt32) -> Float { countBesides(Self.slot(window)) }
    func others(_ window: UInt64) -> Float { countBesides(Self.slot(window)) }

    private func countBesides(_ hash: UInt64) -> Float {
        let count = patterns[Int(hash >> shift)]
        return count > 1 ? Float(count - 1) : 0
    }

    private static func slot(_ window: UInt32) -> UInt64 {
        WindowKey.hash(UInt64(window) | 0x5A5A_5A5A << 32)
    }
    private static func slot(_ window: UInt64) -> UInt64 { WindowKey.hash(window ^ window >> 29) }
}

/// The windows of a run's literal stretches: long ones where a stretch has room for them at four
/// neighbouring places, else short ones.
struct FoldedWindows {
    enum Key {
        case short(UInt32)
        case long(UInt64)
    }

    struct Window {
        /// The index of the first symbol.
        var start: Int
        var key: Key
    }

    private let bytes: [UInt8?]

    init(_ symbols: some Sequence<Symbol>) { bytes = symbols.map(\.foldedByte) }

    /// Tells of each, stretch by stretch, from left to right.
    func visit(_ body: (Window) -> Void) {
        var start = 0
        while start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != nil { end += 1 }
            if end - start >= WindowKey.longRegion {
                visitLong(start..<end, body)
            } else if end - start >= WindowKey.shortLength {
                visitShort(start..<end, body)
            }
            start = end + 1
        }
    }

    private func visitLong(_ stretch: Range<Int>, _ body: (Window) -> Void) {
        var key: UInt64 = 0
        for index in stretch {
            key = key >> 8 | UInt64(bytes[index] ?? 0) << 56
            let start = index - WindowKey.longLength + 1
            if start >= stretch.lowerBound { body(Window(start: start, key: .long(key))) }
        }
    }

    private func visitShort(_ stretch: Range<Int>, _ body: (Window) -> Void) {
        var key: UInt32 = 0
        for index in stretch {
            key = key >> 8 | UInt32(bytes[index] ?? 0) << 24
            let start = index - WindowKey.shortLength + 1
            if start >= stretch.lowerBound { body(Window(start: start, key: .short(key))) }
        }
    }
}
