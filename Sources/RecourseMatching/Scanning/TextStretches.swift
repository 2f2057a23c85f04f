/// Where stretches of a text begin that hold bytes of a set only. What was walked once is not walked
/// again, as long as places are asked for in ascending order, as a scan does.
struct TextStretches {
    private let text: UnsafeBufferPointer<UInt8>
    private let sets: UnsafeRawBufferPointer
    /// For each set, a stretch that is known to begin where it does.
    private var known: [Int: Range<Int>] = [:]

    init(_ text: UnsafeBufferPointer<UInt8>, sets: UnsafeRawBufferPointer) {
        self.text = text
        self.sets = sets
    }

    /// The start of the stretch that ends at the offset.
    mutating func start(of set: Int, endingAt offset: Int) -> Int {
        let last = known[set] ?? 0..<0
        var index = offset
        while index > 0, holds(set, text[index - 1]) {
            index -= 1
            if index == last.upperBound, !last.isEmpty {
                index = last.lowerBound
                break
            }
        }
        known[set] = index..<offset
        return index
    }

    @inline(__always)
    func holds(_ set: Int, _ byte: UInt8) -> Bool {
        guard 32 * set + 32 <= sets.count else { return false }
        return sets[32 * set + Int(byte >> 3)] >> (byte & 7) & 1 == 1
    }
}
