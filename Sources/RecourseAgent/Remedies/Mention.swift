/// Whether a manifest names something: as a whole word, letters' case and `-`, `_` and `.` folded,
/// as package names are compared (PEP 503).
enum Mention {
    static func of(_ name: String, in contents: [UInt8]) -> Bool {
        let wanted = name.utf8.map(folded)
        guard !wanted.isEmpty, contents.count >= wanted.count else { return false }
        let text = contents.map(folded)
        var start = 0
        while start + wanted.count <= text.count {
            let end = start + wanted.count
            let opens = start == 0 || !isWord(text[start - 1])
            if opens, end == text.count || !isWord(text[end]),
                text[start..<end].elementsEqual(wanted)
            {
                return true
            }
            start += 1
        }
        return false
    }

    private static func folded(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        case UInt8(ascii: "_"), UInt8(ascii: "."): UInt8(ascii: "-")
        default: byte
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
    }
}
