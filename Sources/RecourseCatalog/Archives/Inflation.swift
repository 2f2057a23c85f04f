import CZlib

/// Deflated data, unpacked by zlib (RFC 1951 and 1952) up to a limit.
enum Inflation {
    private static let chunk = 1 << 16
    /// Bits of the window: negative for data without a header, 16 more for gzip's.
    private static let rawWindow: Int32 = -15
    private static let gzipWindow: Int32 = 15 + 16

    /// - Throws: `ArchiveProblem` for damaged data, and for more than the limit.
    static func gzip(_ bytes: [UInt8], limit: Int) throws(ArchiveProblem) -> [UInt8] {
        try inflate(bytes[...], window: gzipWindow, limit: limit)
    }

    static func raw(_ bytes: ArraySlice<UInt8>, limit: Int) throws(ArchiveProblem) -> [UInt8] {
        try inflate(bytes, window: rawWindow, limit: limit)
    }

    /// CRC-32, as zip keeps it.
    static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.withUnsafeBufferPointer { UInt32(crc32(0, $0.baseAddress, UInt32($0.count))) }
    }

    private static func inflate(
        _ input: ArraySlice<UInt8>, window: Int32, limit: Int
    ) throws(ArchiveProblem) -> [UInt8] {
        var stream = z_stream()
        guard
            inflateInit2_(&stream, window, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { throw ArchiveProblem(reason: "zlib cannot be started") }
        defer { inflateEnd(&stream) }
        // zlib only reads its input.
        var source = Array(input)
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: chunk)
        var status = Z_OK
        let problem: ArchiveProblem? = source.withUnsafeMutableBufferPointer { source in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(source.count)
            while status == Z_OK {
                let written = buffer.withUnsafeMutableBufferPointer { buffer in
                    stream.next_out = buffer.baseAddress
                    stream.avail_out = UInt32(buffer.count)
                    status = CZlib.inflate(&stream, Z_NO_FLUSH)
                    return buffer.count - Int(stream.avail_out)
                }
                output += buffer[..<written]
                if output.count > limit {
                    return ArchiveProblem(
                        reason: "unpacks to more than \(limit) bytes: a bomb, or damaged")
                }
                if written == 0, status == Z_OK, stream.avail_in == 0 { break }
            }
            return nil
        }
        if let problem { throw problem }
        guard status == Z_STREAM_END else {
            throw ArchiveProblem(reason: "holds damaged compressed data")
        }
        return output
    }
}
