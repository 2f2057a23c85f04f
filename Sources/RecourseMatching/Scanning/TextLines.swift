#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Line ends of a text.
enum TextLines {
    static func lastNewline(in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
        var index = range.upperBound - 1
        while index >= range.lowerBound {
            if text[index] == 0x0A { return index }
            index -= 1
        }
        return nil
    }

    static func firstNewline(in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
        guard let base = text.baseAddress, !range.isEmpty,
            let found = memchr(base + range.lowerBound, 0x0A, range.count)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
}
