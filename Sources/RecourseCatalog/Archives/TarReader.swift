/// Files of a tar archive: POSIX.1-2017 pax interchange format, ustar, and GNU's long names.
struct TarReader {
    private let bytes: [UInt8]

    private static let blockSize = 512

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Both POSIX and GNU write `ustar` at byte 257.
    static func isTar(_ bytes: [UInt8]) -> Bool {
        bytes.count >= blockSize && bytes[257..<262].elementsEqual("ustar".utf8)
    }

    func entries() throws(ArchiveProblem) -> [ArchiveFile.Entry] {
        var found = ArchiveEntries()
        var longName: String?
        var position = 0
        while position + Self.blockSize <= bytes.count {
            let header = bytes[position..<(position + Self.blockSize)]
            if header.allSatisfy({ $0 == 0 }) { break }
            let name = longName ?? name(in: header)
            try checkSum(of: header, name)
            let size = try number(header, 124, 12, name)
            let start = position + Self.blockSize
            guard size <= bytes.count - start else {
                throw ArchiveProblem(entry: name, reason: "is cut off")
            }
            let body = bytes[start..<(start + size)]
            position = start + (size + Self.blockSize - 1) / Self.blockSize * Self.blockSize
            switch header[header.startIndex + 156] {
            case UInt8(ascii: "0"), 0, UInt8(ascii: "7"):
                longName = nil
                try found.add(name, body)
            case UInt8(ascii: "5"):
                longName = nil
                if name != "./", name != "." { _ = try ArchiveEntries.safe(name) }
            case UInt8(ascii: "L"):
                longName = String(decoding: body.prefix { $0 != 0 }, as: UTF8.self)
            case UInt8(ascii: "x"): longName = Self.path(inPax: body) ?? longName
            case UInt8(ascii: "g"): continue
            case UInt8(ascii: "1"), UInt8(ascii: "2"):
                throw ArchiveProblem(entry: name, reason: "is a link")
            default: throw ArchiveProblem(entry: name, reason: "is no ordinary file")
            }
        }
        return found.entries
    }

    private func name(in header: ArraySlice<UInt8>) -> String {
        let name = text(header, 0, 100)
        // The prefix is POSIX's alone: GNU keeps times there.
        let isPOSIX = header[header.startIndex + 262] == 0
        let prefix = isPOSIX ? text(header, 345, 155) : ""
        return prefix.isEmpty ? name : "\(prefix)/\(name)"
    }

    private func text(_ header: ArraySlice<UInt8>, _ offset: Int, _ length: Int) -> String {
        let field = header.dropFirst(offset).prefix(length)
        return String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
    }

    /// Octal digits; the binary numbers that GNU writes for more than 8 GiB are refused with the rest.
    private func number(
        _ header: ArraySlice<UInt8>, _ offset: Int, _ length: Int, _ name: String
    ) throws(ArchiveProblem) -> Int {
        let digits = text(header, offset, length).filter { $0 != " " }
        guard digits.isEmpty || digits.count <= 12,
            let value = Int(digits.isEmpty ? "0" : digits, radix: 8),
            value >= 0
        else { throw ArchiveProblem(entry: name, reason: "has a size that cannot be read") }
        return value
    }

    /// The sum of all bytes of the header, its own field taken as blanks.
    private func checkSum(of header: ArraySlice<UInt8>, _ name: String) throws(ArchiveProblem) {
        let stated = try number(header, 148, 8, name)
        let sum = header.enumerated().reduce(0) { sum, byte in
            sum + ((148..<156).contains(byte.offset) ? 0x20 : Int(byte.element))
        }
        guard sum == stated else {
            throw ArchiveProblem(entry: name, reason: "has a damaged header")
        }
    }

    /// The value of `path` in records `LENGTH KEY=VALUE\n`.
    private static func path(inPax body: ArraySlice<UInt8>) -> String? {
        var rest = body
        while let blank = rest.firstIndex(of: 0x20),
            let length = Int(String(decoding: rest[..<blank], as: UTF8.self)),
            length > blank - rest.startIndex + 1, length <= rest.count
        {
            let record = rest[(blank + 1)..<(rest.startIndex + length - 1)]
            if record.starts(with: "path=".utf8) {
                return String(decoding: record.dropFirst(5), as: UTF8.self)
            }
            rest = rest.dropFirst(length)
        }
        return nil
    }
}
