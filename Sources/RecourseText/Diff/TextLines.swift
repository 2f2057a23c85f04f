/// A text cut after each line feed, nothing lost: joined, the lines are the text again. A carriage
/// return is part of its line.
struct TextLines {
    let bytes: [UInt8]
    let lines: [Range<Int>]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var lines: [Range<Int>] = []
        var start = 0
        for (index, byte) in bytes.enumerated() where byte == 0x0A {
            lines.append(start..<(index + 1))
            start = index + 1
        }
        if start < bytes.count { lines.append(start..<bytes.count) }
        self.lines = lines
    }

    var count: Int { lines.count }

    /// With its line feed.
    subscript(_ index: Int) -> ArraySlice<UInt8> { bytes[lines[index]] }

    /// Whether the lines end in CRLF, all of them that end; false where none does.
    var endInCRLF: Bool {
        var any = false
        for line in lines where bytes[line.upperBound - 1] == 0x0A {
            guard line.count >= 2, bytes[line.upperBound - 2] == 0x0D else { return false }
            any = true
        }
        return any
    }

    var holdsCarriageReturn: Bool { bytes.contains(0x0D) }
}

/// Numbers for lines: the same bytes, the same number.
struct LineNumbering {
    private var numbers: [ArraySlice<UInt8>: Int32] = [:]

    mutating func number(_ line: ArraySlice<UInt8>) -> Int32 {
        if let known = numbers[line] { return known }
        let next = Int32(numbers.count)
        numbers[line] = next
        return next
    }

    mutating func numbers(_ text: TextLines) -> [Int32] {
        text.lines.map { number(text.bytes[$0]) }
    }
}
