extension FileEdit.Operation {
    /// The file's bytes after the edit, or `nil` where it does not apply: the line is not there,
    /// does not hold the text, or nothing would change.
    public func applied(to bytes: [UInt8]) -> [UInt8]? {
        let result: [UInt8]? =
            switch self {
            case .crlfToLF: Self.withoutCarriageReturns(bytes)
            case .stripBOM:
                bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : nil
            case .indentWithTab(let line): Self.indentedWithTab(bytes, from: line)
            case .deleteLine(let line, let text): Self.withoutLine(line, text, bytes)
            case .replaceInLine(let line, let from, let to): Self.replaced(line, from, to, bytes)
            }
        return result == bytes ? nil : result
    }

    private static func withoutCarriageReturns(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for (index, byte) in bytes.enumerated() {
            let endsLine =
                byte == 0x0D && (index + 1 == bytes.count || bytes[index + 1] == 0x0A)
            if !endsLine { result.append(byte) }
        }
        return result
    }

    /// The named line and the block-mates that follow it: lines whose leading blanks begin with a
    /// space.
    private static func indentedWithTab(_ bytes: [UInt8], from line: Int) -> [UInt8]? {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard line >= 1, line <= lines.count, lines[line - 1].first == 0x20 else { return nil }
        for index in (line - 1)..<lines.count {
            let body = lines[index].drop { $0 == 0x20 || $0 == 0x09 }
            guard lines[index].first == 0x20, !body.isEmpty else { break }
            lines[index] = [0x09] + body
        }
        return Array(lines.joined(separator: [0x0A]))
    }

    private static func withoutLine(_ line: Int, _ text: String, _ bytes: [UInt8]) -> [UInt8]? {
        guard let range = range(ofLine: line, in: bytes),
            !occurrences(of: text, in: bytes[range]).isEmpty
        else { return nil }
        return Array(bytes[..<range.lowerBound] + bytes[range.upperBound...].dropFirst())
    }

    private static func replaced(
        _ line: Int, _ from: String, _ to: String, _ bytes: [UInt8]
    ) -> [UInt8]? {
        guard let range = range(ofLine: line, in: bytes) else { return nil }
        let found = occurrences(of: from, in: bytes[range])
        guard found.count == 1, let place = found.first else { return nil }
        return bytes[..<place.lowerBound] + Array(to.utf8) + bytes[place.upperBound...]
    }

    /// Without its end; `line` counts from 1.
    private static func range(ofLine line: Int, in bytes: [UInt8]) -> Range<Int>? {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard line >= 1, line <= lines.count else { return nil }
        return lines[line - 1].startIndex..<lines[line - 1].endIndex
    }
}

/// Where the text stands in the bytes, overlaps included.
private func occurrences(of text: String, in bytes: ArraySlice<UInt8>) -> [Range<Int>] {
    let wanted = Array(text.utf8)
    guard !wanted.isEmpty, bytes.count >= wanted.count else { return [] }
    return (bytes.startIndex...(bytes.endIndex - wanted.count))
        .filter { bytes[$0...].starts(with: wanted) }
        .map { $0..<($0 + wanted.count) }
}
