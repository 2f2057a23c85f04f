import CZlib

/// Tar archives, written as POSIX says.
enum MadeTar {
    struct Member {
        var name: String
        var contents: String
        var kind: Character

        init(_ name: String, _ contents: String, kind: Character = "0") {
            self.name = name
            self.contents = contents
            self.kind = kind
        }
    }

    static func archive(_ members: [Member]) -> [UInt8] {
        var bytes: [UInt8] = []
        for member in members {
            let body = Array(member.contents.utf8)
            var header = [UInt8](repeating: 0, count: 512)
            func put(_ text: String, at offset: Int) {
                for (index, byte) in text.utf8.prefix(100).enumerated() {
                    header[offset + index] = byte
                }
            }
            put(member.name, at: 0)
            put("0000644\0", at: 100)
            put(octal(body.count, digits: 11), at: 124)
            put(String(repeating: " ", count: 8), at: 148)
            put(String(member.kind), at: 156)
            put("ustar\u{0}00", at: 257)
            let sum = header.reduce(0) { $0 + Int($1) }
            put(octal(sum, digits: 6) + "\0 ", at: 148)
            bytes += header + body
            bytes += [UInt8](repeating: 0, count: (512 - body.count % 512) % 512)
        }
        return bytes + [UInt8](repeating: 0, count: 1_024)
    }

    static func gzipped(_ bytes: [UInt8]) -> [UInt8] { Deflation.deflated(bytes, window: 15 + 16) }

    private static func octal(_ value: Int, digits: Int) -> String {
        let text = String(value, radix: 8)
        return String(repeating: "0", count: digits - text.count) + text
    }
}

/// Zip archives, written as APPNOTE.TXT says.
enum MadeZip {
    struct Member {
        var name: String
        var contents: String
        var isDeflated = false
        var mode = 0o100644
        /// What the directory says of its length; `nil`: the truth.
        var promised: Int?

        init(
            _ name: String, _ contents: String, isDeflated: Bool = false, mode: Int = 0o100644,
            promised: Int? = nil
        ) {
            self.name = name
            self.contents = contents
            self.isDeflated = isDeflated
            self.mode = mode
            self.promised = promised
        }
    }

    /// - Parameter copies: how often the directory names each member's data, under other names.
    static func archive(_ members: [Member], copies: Int = 1) -> [UInt8] {
        var (bytes, directory): ([UInt8], [UInt8]) = ([], [])
        for member in members {
            let body = Array(member.contents.utf8)
            let data = member.isDeflated ? Deflation.deflated(body, window: -15) : body
            let common =
                number(20, 2) + number(0, 2) + number(member.isDeflated ? 8 : 0, 2) + number(0, 4)
                + number(Int(crc32(0, body, UInt32(body.count))), 4) + number(data.count, 4)
                + number(member.promised ?? body.count, 4)
            let offset = bytes.count
            bytes += number(0x0403_4B50, 4) + common + number(member.name.utf8.count, 2)
            bytes += number(0, 2) + Array(member.name.utf8) + data
            for copy in 0..<copies {
                let name = copy == 0 ? member.name : "\(member.name)\(copy)"
                directory += number(0x0201_4B50, 4) + number(0x031E, 2) + common
                directory +=
                    number(name.utf8.count, 2) + number(0, 8) + number(member.mode << 16, 4)
                directory += number(offset, 4) + Array(name.utf8)
            }
        }
        let count = members.count * copies
        let end =
            number(0x0605_4B50, 4) + number(0, 4) + number(count, 2) + number(count, 2)
            + number(directory.count, 4) + number(bytes.count, 4) + number(0, 2)
        return bytes + directory + end
    }

    private static func number(_ value: Int, _ length: Int) -> [UInt8] {
        (0..<length).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}

enum Deflation {
    static func deflated(_ bytes: [UInt8], window: Int32) -> [UInt8] {
        var stream = z_stream()
        deflateInit2_(
            &stream, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](
            repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 64)
        let room = output.count
        let left = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                deflate(&stream, Z_FINISH)
                return Int(stream.avail_out)
            }
        }
        return Array(output[..<(room - left)])
    }
}
