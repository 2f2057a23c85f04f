/// A file's text with its lines: valid UTF-8, no byte order mark, no NUL, not too long.
struct ForeignText {
    let bytes: [UInt8]
    let file: String
    /// Where each line begins.
    private let lineStarts: [Int32]

    /// - Throws: `PackErrors` with the place.
    init(_ bytes: [UInt8], file: String) throws {
        self.bytes = bytes
        self.file = file
        guard bytes.count <= ForeignLimits.bytes else {
            throw PackErrors([
                PackError(
                    file: file, line: 1,
                    reason: "\(bytes.count) bytes; at most \(ForeignLimits.bytes) are read")
            ])
        }
        var starts: [Int32] = [0]
        for (index, byte) in bytes.enumerated() where byte == 0x0A {
            starts.append(Int32(index + 1))
        }
        lineStarts = starts
        let marks: [[UInt8]] = [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF]]
        if marks.contains(where: bytes.starts) {
            throw error(at: 0, "begins with a byte order mark")
        }
        if let index = bytes.firstIndex(of: 0) { throw error(at: index, "a NUL byte") }
        if let index = Self.firstInvalid(bytes) { throw error(at: index, "is not UTF-8") }
    }

    /// 1-based, both; the column in bytes.
    func place(of offset: Int) -> (line: Int, column: Int) {
        var (low, high) = (0, lineStarts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(lineStarts[middle]) <= offset { low = middle } else { high = middle }
        }
        return (low + 1, offset - Int(lineStarts[low]) + 1)
    }

    func line(of offset: Int) -> Int { place(of: offset).line }

    func error(at offset: Int, field: String = "", _ reason: String) -> PackErrors {
        let place = place(of: offset)
        return PackErrors([
            PackError(
                file: file, line: place.line, field: field,
                reason: "column \(place.column): \(reason)")
        ])
    }

    private static func firstInvalid(_ bytes: [UInt8]) -> Int? {
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        var parser = UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = 0
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let scalar): offset += scalar.count
            case .error: return offset
            case .emptyInput: return nil
            }
        }
    }
}
