/// Appends numbers as the index stores them.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    var count: Int { bytes.count }

    mutating func append(_ byte: UInt8) { bytes.append(byte) }
    mutating func append(_ more: some Collection<UInt8>) { bytes += more }

    mutating func append(number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
    }

    mutating func append(numbers: [some FixedWidthInteger]) {
        #if _endian(little)
            numbers.withUnsafeBytes { bytes += $0 }
        #else
            for number in numbers { append(number: number) }
        #endif
    }

    /// LEB128, unsigned.
    mutating func append(varying number: Int) {
        var left = UInt64(number)
        while left >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: left) | 0x80)
            left >>= 7
        }
        bytes.append(UInt8(left))
    }

    mutating func align(to alignment: Int) {
        while bytes.count % alignment != 0 { bytes.append(0) }
    }

    mutating func replace(at offset: Int, with number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.littleEndian) { source in
            for index in source.indices { bytes[offset + index] = source[index] }
        }
    }
}
