/// Runs the automaton of the class buckets over a text, byte by byte.
///
/// A state is sixteen bytes, one a bucket; bit `n` of a byte says that the last `n + 1` bytes of
/// the text fit the first `n + 1` places of the bucket. Before and behind the text a line ends, so
/// that what `^`, `$` and `\b` demand is met there.
struct ClassScan {
    private typealias State = SIMD2<UInt64>
    // Worked out in place: a stored one is asked for through a lock.
    private static var starts: State { State(repeating: 0x0101_0101_0101_0101) }
    private static var ends: State { State(repeating: 0x8080_8080_8080_8080) }

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
        guard let table = table.baseAddress, !range.isEmpty else { return }
        // Each step waits for the one before: two halves at once take little longer than one.
        let middle = range.lowerBound + range.count / 2
        var first = state(before: range.lowerBound, in: text, table)
        var second = state(before: middle, in: text, table)
        var passed = 0
        let bytes = text.baseAddress.unsafelyUnwrapped
        let half = middle &- range.lowerBound
        var index = range.lowerBound
        while index < middle {
            let other = index &+ half
            first = ((first &<< 1) | Self.starts) & table[Int(bytes[index])]
            second = ((second &<< 1) | Self.starts) & table[Int(bytes[other])]
            let met = (first | second) & Self.ends
            if met[0] | met[1] != 0 {
                passed += 1
                tell(first & Self.ends, text, index, &collector)
                tell(second & Self.ends, text, other, &collector)
            }
            index &+= 1
        }
        // An odd byte is left.
        for index in (middle + middle - range.lowerBound)..<range.upperBound {
            second = ((second &<< 1) | Self.starts) & table[Int(text[index])]
            tell(second & Self.ends, text, index, &collector)
        }
        if range.upperBound == text.count {
            let met = ((second &<< 1) | Self.starts) & table[0x0A] & Self.ends
            tell(met, text, text.count, &collector)
        }
        collector.statistics.probes += passed
    }

    /// After the bytes before the offset. A window began at most seven bytes before.
    private func state(
        before offset: Int, in text: UnsafeBufferPointer<UInt8>,
        _ table: UnsafePointer<SIMD2<UInt64>>
    ) -> State {
        var state = State.zero
        for index in (offset - ClassWindow.length + 1)..<offset {
            let fit = index >= 0 ? table[Int(text[index])] : table[0x0A]
            state = ((state &<< 1) | Self.starts) & fit
        }
        return state
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
