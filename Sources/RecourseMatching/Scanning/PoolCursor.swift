/// Reads the pool. Past its end there are zeros, and `isPastEnd` tells.
struct PoolCursor {
    private let pool: UnsafeRawBufferPointer
    private(set) var position: Int
    private(set) var isPastEnd = false

    init(_ pool: UnsafeRawBufferPointer, at position: Int) {
        self.pool = pool
        self.position = position
    }

    @inline(__always)
    mutating func byte() -> UInt8 {
        guard position < pool.count else {
            isPastEnd = true
            return 0
        }
        defer { position += 1 }
        return pool[position]
    }

    /// LEB128 of at most five bytes.
    @inline(__always)
    mutating func varying() -> Int {
        var number = 0
        for shift in stride(from: 0, to: 35, by: 7) {
            let part = byte()
            number |= Int(part & 0x7F) << shift
            if part & 0x80 == 0 { return number }
        }
        isPastEnd = true
        return 0
    }

    @inline(__always)
    mutating func number() -> Int { Int(byte()) | Int(byte()) << 8 }

    /// The next bytes; none where there are fewer.
    @inline(__always)
    mutating func bytes(_ count: Int) -> UnsafeRawBufferPointer {
        guard count <= pool.count - position else {
            isPastEnd = true
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: pool[position..<(position + count)])
    }
}
