/// How often each hash was added: open addressing with linear probing, never rehashed.
struct HashCounts {
    private var keys: [UInt64]
    private var counts: [UInt32]
    private let mask: Int

    /// For at most so many different hashes.
    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        keys = Array(repeating: 0, count: size)
        counts = Array(repeating: 0, count: size)
        mask = size - 1
    }

    /// The count with this one.
    @discardableResult
    mutating func add(_ hash: UInt64) -> Int {
        let slot = slot(of: hash)
        keys[slot] = hash
        counts[slot] &+= 1
        return Int(counts[slot])
    }

    subscript(_ hash: UInt64) -> Int { Int(counts[slot(of: hash)]) }

    @inline(__always)
    private func slot(of hash: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
        while counts[slot] != 0, keys[slot] != hash { slot = (slot + 1) & mask }
        return slot
    }
}
