/// Runs the automaton of the class buckets over a text, byte by byte.
///
/// A state is sixteen bytes, one a bucket; bit `n` of a byte says that the last `n + 1` bytes of
/// the text fit the first `n + 1` places of the bucket. Before and behind the text a line ends, so
/// that what `^`, `$` and `\b` demand is met there.
struct ClassScan {
    private typealias State = SIMD2<UInt64>
    private static let starts = State(repeating: 0x0101_0101_0101_0101)
    private static let ends = State(repeating: 0x8080_8080_8080_8080)

    private let table: UnsafeBufferPointer<SIMD2<UInt64>>
    private let kinds: UnsafeRawBufferPointer
    private let kindCount: Int
    /// For each bucket its first word and how many it has.
    private let buckets: UnsafeBufferPointer<UInt32>
    private let words: UnsafeRawBufferPointer
    private let wordSize: Int
    private static let anchorsSize = 4 * ClassBuckets.membersPerWord

    /// `nil` where there are no class windows.
    init?(_ image: IndexImage) {
        let scan = image.section(.classScan)
        guard !scan.isEmpty else { return nil }
        table = scan.bindMemory(to: SIMD2<UInt64>.self)
        kinds = image.section(.byteKinds)
        let members = image.section(.classMembers)
        let count = members.loadUnaligned(as: UInt64.self)
        guard 1...256 ~= count, kinds.allSatisfy({ UInt64($0) < count }) else { return nil }
        kindCount = Int(count)
        let head = 8 + 8 * ClassBuckets.count
        buckets = UnsafeRawBufferPointer(rebasing: members[8..<head]).bindMemory(to: UInt32.self)
        words = UnsafeRawBufferPointer(rebasing: members[head...])
        wordSize = Self.anchorsSize + 8 * ClassBuckets.memberPlaces * kindCount
    }

    /// - Parameters:
    ///   - range: a part of the text that ends at its end or is followed by the next call's.
    ///   - collector: is told where the last place of a window stands: behind the text for what the
    ///     end of the last line completes.
    func scan(
        _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, into collector: inout FindCollector
    ) {
        guard let base = table.baseAddress else { return }
        // A window began at most seven bytes before the range.
        let newline = base[0x0A]
        var state = State.zero
        for back in stride(from: ClassWindow.length - 1, through: 1, by: -1) {
            let index = range.lowerBound - back
            state = ((state &<< 1) | Self.starts) & (index >= 0 ? base[Int(text[index])] : newline)
        }
        var passed = 0
        for index in range {
            state = ((state &<< 1) | Self.starts) & base[Int(text[index])]
            let met = state & Self.ends
            if met[0] | met[1] != 0 {
                passed += 1
                tell(met, text, index, &collector)
            }
        }
        if range.upperBound == text.count {
            let met = ((state &<< 1) | Self.starts) & newline & Self.ends
            if met != .zero { tell(met, text, text.count, &collector) }
        }
        collector.statistics.probes += passed
    }

    @inline(never)
    private func tell(
        _ met: State, _ text: UnsafeBufferPointer<UInt8>, _ at: Int,
        _ collector: inout FindCollector
    ) {
        for lane in 0..<2 {
            var left = met[lane]
            while left != 0 {
                let bucket = 8 * lane + left.trailingZeroBitCount / 8
                left &= left - 1
                let (first, count) = (Int(buckets[2 * bucket]), Int(buckets[2 * bucket + 1]))
                guard (first + count) * wordSize <= words.count else { return }
                for word in first..<(first + count) { tell(word, text, at, &collector) }
            }
        }
    }

    /// The members of one word that the text fits, as far as their places tell.
    private func tell(
        _ word: Int, _ text: UnsafeBufferPointer<UInt8>, _ at: Int,
        _ collector: inout FindCollector
    ) {
        let start = word * wordSize
        let table = start + Self.anchorsSize
        var fits = UInt64.max
        for place in 0..<ClassBuckets.memberPlaces {
            let index = at - (ClassWindow.length - 1) + place
            // What lies outside of the text is judged where the whole run is compared.
            guard text.indices.contains(index) else { continue }
            let kind = Int(kinds[Int(text[index])])
            fits &= words.loadUnaligned(
                fromByteOffset: table + 8 * (place * kindCount + kind), as: UInt64.self)
            if fits == 0 { return }
        }
        while fits != 0 {
            let member = fits.trailingZeroBitCount
            fits &= fits - 1
            let anchor = words.loadUnaligned(fromByteOffset: start + 4 * member, as: UInt32.self)
            if anchor != .max { collector.take(Int(anchor), place: 0, at: at) }
        }
    }
}
