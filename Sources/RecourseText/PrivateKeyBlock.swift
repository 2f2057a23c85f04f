/// A private key in PEM (RFC 7468, RFC 1421), also with its line ends written as `\n`, or cut off.
enum PrivateKeyBlock {
    static let begin = Array("-----BEGIN ".utf8)
    private static let end = Array("-----END ".utf8)
    private static let dashes = Array("-----".utf8)
    private static let label = Array("PRIVATE KEY".utf8)
    private static let headers = ["Proc-Type:", "DEK-Info:"].map { Array($0.utf8) }
    private static let longestLabel = 60
    /// A line of a key behind something that a log writes in front of it.
    private static let longLine = 40

    /// From `-----BEGIN` to the end of what belongs to it; `nil` for one that has no body.
    static func range(in bytes: [UInt8], at start: Int) -> Range<Int>? {
        guard bytes[start...].starts(with: begin), let body = endOfHeader(in: bytes, at: start)
        else {
            return nil
        }
        var last = body
        var index = body
        while index < bytes.count {
            let line = nextLine(of: bytes, from: index)
            if bytes[line.upperBound...].starts(with: end) {
                return start..<endOfFooter(in: bytes, at: line.upperBound)
            }
            let words = bytes[line].split { $0 == 0x20 || $0 == 0x09 }
            if !words.isEmpty {
                guard isOfKey(words) else { break }
                last = line.upperBound
            }
            index = line.upperBound + lineEnd(in: bytes, at: line.upperBound)
            if index == line.upperBound { break }
        }
        return last > body ? start..<last : nil
    }

    private static func endOfHeader(in bytes: [UInt8], at start: Int) -> Int? {
        let name = start + begin.count
        let rest = bytes[name...].prefix(longestLabel)
        var index = name
        while index < rest.endIndex, bytes[index] != dashes[0], bytes[index] >= 0x20 { index += 1 }
        guard bytes[index...].starts(with: dashes), bytes[name..<index].contains(label) else {
            return nil
        }
        return index + dashes.count
    }

    private static func endOfFooter(in bytes: [UInt8], at start: Int) -> Int {
        let rest = bytes[(start + end.count)...].prefix(longestLabel)
        var index = rest.startIndex
        while index < rest.endIndex, bytes[index] != dashes[0], bytes[index] >= 0x20 { index += 1 }
        return bytes[index...].starts(with: dashes) ? index + dashes.count : index
    }

    /// Up to a line end, written out or not, or to dashes.
    private static func nextLine(of bytes: [UInt8], from start: Int) -> Range<Int> {
        var index = start
        while index < bytes.count, lineEnd(in: bytes, at: index) == 0,
            !bytes[index...].starts(with: dashes)
        {
            index += 1
        }
        return start..<index
    }

    private static func lineEnd(in bytes: [UInt8], at index: Int) -> Int {
        guard index < bytes.count else { return 0 }
        if bytes[index] == 0x0A || bytes[index] == 0x0D { return 1 }
        guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count else { return 0 }
        return "nr".utf8.contains(bytes[index + 1]) ? 2 : 0
    }

    private static func isOfKey(_ words: [ArraySlice<UInt8>]) -> Bool {
        guard let first = words.first, let last = words.last else { return false }
        if headers.contains(where: { first.starts(with: $0) }) { return true }
        guard last.allSatisfy(isBase64) else { return false }
        return last.count >= longLine || words.count == 1 && last.count % 4 == 0
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
            || "+/=".utf8.contains(byte)
    }
}
