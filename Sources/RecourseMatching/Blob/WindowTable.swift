/// Windows by hash: a bitmap that tells most of a text's windows to be none, a directory, and the
/// entries in order of their hashes.
struct WindowTable {
    private var entries: [(hash: UInt64, entry: UInt32)] = []

    mutating func add(_ key: UInt64, anchor: Int, place: Int) {
        let hash = WindowKey.hash(key)
        entries.append((hash, IndexLayout.Entry.make(anchor: anchor, place: place, hash: hash)))
    }

    /// The three sections; empty where there is no entry.
    func sections() -> (bitmap: [UInt8], directory: [UInt8], entries: [UInt8]) {
        guard !entries.isEmpty else { return ([], [], []) }
        let bitmapBits = Self.logarithm(IndexLayout.bitmapBits(for: entries.count))
        let directoryBits = max(4, Self.logarithm(entries.count) - 2)
        var bitmap = [UInt64](repeating: 0, count: 1 << (bitmapBits - 6))
        var starts = [UInt32](repeating: 0, count: 1 << directoryBits + 1)
        for entry in entries {
            let bit = Int(entry.hash >> UInt64(64 - bitmapBits))
            bitmap[bit >> 6] |= 1 << UInt64(bit & 63)
            starts[Int(entry.hash >> UInt64(64 - directoryBits)) + 1] += 1
        }
        for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
        var places = starts
        var sorted = [UInt32](repeating: 0, count: entries.count)
        for entry in entries {
            let bucket = Int(entry.hash >> UInt64(64 - directoryBits))
            sorted[Int(places[bucket])] = entry.entry
            places[bucket] += 1
        }
        return (Self.bytes(bitmap), Self.bytes(starts), Self.bytes(sorted))
    }

    /// Rounded up.
    private static func logarithm(_ number: Int) -> Int {
        Int.bitWidth - max(1, number - 1).leadingZeroBitCount
    }

    private static func bytes(_ numbers: [some FixedWidthInteger]) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(numbers: numbers)
        return writer.bytes
    }
}
