extension FileEdit.Operation {
    /// The file's bytes after the edit, or `nil` where it does not apply: the line is not there, does
    /// not hold the text, or nothing would change.
    public func applied(to bytes: [UInt8]) -> [UInt8]? {
        let result: [UInt8]? =
            switch self {
            case .crlfToLF: Self.withoutCarriageReturns(bytes)
            case .stripBOM:
                bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : nil
            case .indentWithTab(let line): Self.indentedWithTab(bytes, from: line)
            case .deleteLine(let line, let text):
                Self.editingLine(line, of: bytes) { occurrences(of: text, in: $0).isEmpty ? nil : [] }
            case .replaceInLine(let line, let from, let to):
                Self.editingLine(line, of: bytes) { old in
                    let found = occurrences(of: from, in: old)
                    guard found.count == 1, let range = found.first else { return nil }
                    return old[..<range.lowerBound] + Array(to.utf8) + old[range.upperBound...]
                }
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

    /// The named line and the block-mates that follow it: lines whose leading blanks are spaces.
    private static func indentedWithTab(_ bytes: [UInt8], from line: Int) -> [UInt8]? {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard line >= 1, line <= lines.count, lines[line - 1].first == 0x20 else { return nil }
        for index in (line - 1)..<lines.count {
            let body = lines[index].drop { $0 == 0x20 }
            guard lines[index].first == 0x20, !body.isEmpty else { break }
            lines[index] = [0x09] + body
        }
        return Array(lines.joined(separator: [0x0A]))
    }

    /// Replaces one line, its line end included when `change` gives nothing.
    private static func editingLine(
        _ line: Int, of bytes: [UInt8], change: (ArraySlice<UInt8>) -> ArraySlice<UInt8>?
    ) -> [UInt8]? {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard line >= 1, line <= lines.count, let changed = change(lines[line - 1]) else {
            return nil
        }
        if changed.isEmpty { lines.remove(at: line - 1) } else { lines[line - 1] = changed }
        return Array(lines.joined(separator: [0x0A]))
    }
}

/// Where the text stands in the bytes, without overlaps.
private func occurrences(of text: String, in bytes: ArraySlice<UInt8>) -> [Range<Int>] {
    let wanted = Array(text.utf8)
    guard !wanted.isEmpty, bytes.count >= wanted.count else { return [] }
    var found: [Range<Int>] = []
    var start = bytes.startIndex
    while start + wanted.count <= bytes.endIndex {
        if bytes[start..<start + wanted.count].elementsEqual(wanted) {
            found.append(start..<start + wanted.count)
            start += wanted.count
        } else {
            start += 1
        }
    }
    return found
}
