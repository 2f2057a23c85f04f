/// Looks windows up by hash: the bitmap, then the entries that share the directory's place and
/// their mark.
struct WindowProbe {
    private let bitmap: UnsafeBufferPointer<UInt64>
    private let bitmapShift: UInt64
    private let directory: UnsafeBufferPointer<UInt32>
    private let directoryShift: UInt64
    private let entries: UnsafeBufferPointer<UInt32>

    /// `nil` where there are no windows of this length.
    init?(
        _ image: IndexImage, bitmap: IndexLayout.Section, directory: IndexLayout.Section,
        entries: IndexLayout.Section
    ) {
        let bits = image.section(bitmap)
        guard !bits.isEmpty else { return nil }
        self.bitmap = bits.bindMemory(to: UInt64.self)
        bitmapShift = UInt64(64 - (bits.count * 8).trailingZeroBitCount)
        self.directory = image.numbers(directory)
        directoryShift = UInt64(64 - (self.directory.count - 1).trailingZeroBitCount)
        self.entries = image.numbers(entries)
    }

    /// Probes the text from `range.lowerBound` on, at every place that is a multiple of four.
    func scanLong(
        _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, into collector: inout FindCollector
    ) {
        guard text.count >= WindowKey.longLength, let base = text.baseAddress else { return }
        let raw = UnsafeRawPointer(base)
        let end = min(range.upperBound, text.count - WindowKey.longLength + 1)
        var passed = 0
        var index = (range.lowerBound + WindowKey.stride - 1) & ~(WindowKey.stride - 1)
        while index < end {
            let key = UInt64(
                littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            let hash = WindowKey.hash(key | WindowKey.longFold)
            if bit(hash) == 1 {
                passed += 1
                lookUp(hash, at: index, into: &collector)
            }
            index += WindowKey.stride
        }
        collector.statistics.probes += passed
    }

    /// Probes the text at every place of the range.
    func scanShort(
        _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, into collector: inout FindCollector
    ) {
        guard text.count >= WindowKey.shortLength, let base = text.baseAddress else { return }
        let raw = UnsafeRawPointer(base)
        let end = min(range.upperBound, text.count - WindowKey.shortLength + 1)
        var passed = 0
        func probe(_ index: Int) {
            let key = UInt32(
                littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt32.self))
            let hash = WindowKey.hash(UInt64(key | WindowKey.shortFold))
            guard bit(hash) == 1 else { return }
            passed += 1
            lookUp(hash, at: index, into: &collector)
        }
        var index = range.lowerBound
        // Four places of one load, and one branch for all of them: few places pass.
        let together = min(end - 3, text.count - WindowKey.longLength + 1)
        while index < together {
            let key =
                UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                | WindowKey.longFold
            let bits =
                bit(WindowKey.hash(key & 0xFFFF_FFFF)) | bit(WindowKey.hash(key >> 8 & 0xFFFF_FFFF))
                | bit(WindowKey.hash(key >> 16 & 0xFFFF_FFFF))
                | bit(WindowKey.hash(key >> 24 & 0xFFFF_FFFF))
            if bits != 0 { for place in index..<(index + 4) { probe(place) } }
            index += 4
        }
        while index < end {
            probe(index)
            index += 1
        }
        collector.statistics.probes += passed
    }

    /// 1 where the bitmap lets the hash pass.
    @inline(__always)
    private func bit(_ hash: UInt64) -> UInt64 {
        let bit = Int(truncatingIfNeeded: hash &>> bitmapShift)
        // In bounds: the shift leaves as many bits as the bitmap has.
        return bitmap.baseAddress.unsafelyUnwrapped[bit &>> 6] &>> UInt64(bit & 63) & 1
    }

    @inline(never)
    private func lookUp(_ hash: UInt64, at index: Int, into collector: inout FindCollector) {
        let bucket = Int(hash >> directoryShift)
        let (low, high) = (Int(directory[bucket]), Int(directory[bucket + 1]))
        guard low <= high, high <= entries.count else { return }
        let mark = IndexLayout.Entry.mark(hash)
        for place in low..<high {
            let entry = entries[place]
            guard entry >> (IndexLayout.Entry.anchorBits + 2) == mark else { continue }
            collector.take(
                Int(entry & (1 << IndexLayout.Entry.anchorBits - 1)),
                place: Int(entry >> IndexLayout.Entry.anchorBits & 3), at: index)
        }
    }
}
