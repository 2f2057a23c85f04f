#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

let newline = UInt8(ascii: "\n")

extension UnsafeRawBufferPointer {
    func piece(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: self[range])
    }

    /// The offset of the first newline at or after `start`.
    func firstNewline(from start: Int = 0) -> Int? {
        guard let baseAddress, start < count,
            let found = memchr(baseAddress + start, Int32(newline), count - start)
        else { return nil }
        return UnsafeRawPointer(found) - baseAddress
    }

    /// The offset of the last newline before `end`.
    func lastNewline(before end: Int) -> Int? {
        var index = end - 1
        while index >= 0 {
            if self[index] == newline { return index }
            index -= 1
        }
        return nil
    }

    /// How many newlines there are.
    var newlines: Int {
        var total = 0
        for byte in self where byte == newline { total &+= 1 }
        return total
    }

    /// The start of the line that holds the byte at `offset`, not below `floor`.
    func lineStart(at offset: Int, floor: Int = 0) -> Int {
        guard let found = lastNewline(before: offset), found + 1 > floor else { return floor }
        return found + 1
    }

    /// The offset after the line that holds the byte at `offset`.
    func lineEnd(at offset: Int) -> Int { firstNewline(from: offset).map { $0 + 1 } ?? count }

    /// The start of the `lines`-th line before `offset`, which is a line start; not below `floor`.
    func start(ofLines lines: Int, before offset: Int, floor: Int = 0) -> Int {
        var start = offset
        for _ in 0..<lines where start > floor { start = lineStart(at: start - 1, floor: floor) }
        return start
    }

    /// The end of the `lines`-th line from `offset`, and how many of them the text does not have.
    func end(ofLines lines: Int, from offset: Int) -> (end: Int, missing: Int) {
        var end = offset
        for passed in 0..<lines {
            if end >= count { return (count, lines - passed) }
            end = lineEnd(at: end)
        }
        return (end, 0)
    }
}
