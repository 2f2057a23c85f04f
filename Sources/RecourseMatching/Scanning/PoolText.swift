#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A text of the pool to look for, exact or with ASCII case folded.
struct PoolText {
    let bytes: UnsafeRawBufferPointer
    private let isFolded: Bool

    init(_ pool: UnsafeRawBufferPointer, at place: Int) {
        var cursor = PoolCursor(pool, at: place)
        isFolded = cursor.byte() == 1
        bytes = cursor.bytes(Int(cursor.byte()))
    }

    /// Where it begins first; `nil` where it does not stand in the range, or cannot be read.
    func first(in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
        guard let base = text.baseAddress, bytes.count > 0, bytes.count <= range.count else {
            return nil
        }
        let end = range.upperBound - bytes.count + 1
        guard range.count >= Self.worthSkipping else {
            var index = range.lowerBound
            while index < end {
                if stands(in: text, at: index) { return index }
                index += 1
            }
            return nil
        }
        // The library's search for one byte is faster than any loop here.
        let rarest = rarestByte
        let byte = bytes[rarest]
        let isLetter = isFolded && byte &- 0x61 < 26
        func next(_ byte: UInt8, from index: Int) -> Int {
            guard index < end, let found = memchr(base + index + rarest, Int32(byte), end - index)
            else { return end }
            return UnsafeRawPointer(found) - UnsafeRawPointer(base) - rarest
        }
        var exact = next(byte, from: range.lowerBound)
        var other = isLetter ? next(byte & 0xDF, from: range.lowerBound) : end
        while min(exact, other) < end {
            let index = min(exact, other)
            if stands(in: text, at: index) { return index }
            if index == exact {
                exact = next(byte, from: index + 1)
            } else {
                other = next(byte & 0xDF, from: index + 1)
            }
        }
        return nil
    }

    private static let worthSkipping = 256

    private var rarestByte: Int {
        bytes.indices.max {
            ByteFrequency.bits[Int(bytes[$0])] < ByteFrequency.bits[Int(bytes[$1])]
        }
            ?? 0
    }

    /// Where it begins last.
    func last(in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
        guard bytes.count > 0, bytes.count <= range.count else { return nil }
        var index = range.upperBound - bytes.count
        while index >= range.lowerBound {
            if stands(in: text, at: index) { return index }
            index -= 1
        }
        return nil
    }

    /// - Parameter index: so that all of it lies in the text.
    @inline(__always)
    private func stands(in text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard let base = text.baseAddress, let wanted = bytes.baseAddress else { return false }
        guard isFolded else {
            return base[index] == bytes[0] && memcmp(base + index, wanted, bytes.count) == 0
        }
        for offset in bytes.indices where ASCIICase.folded(base[index + offset]) != bytes[offset] {
            return false
        }
        return true
    }
}

enum ASCIICase {
    /// In lower case; other bytes as they are.
    @inline(__always)
    static func folded(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }
}
