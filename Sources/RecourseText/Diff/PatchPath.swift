/// Names of files in the heads of a patch, quoted as C strings where git does.
enum PatchPath {
    static func quoted(_ path: String) -> String {
        let isPlain = path.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0x7F }
        guard !isPlain else { return path }
        var bytes: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case 0x22, 0x5C: bytes += [0x5C, byte]
            case 0x20..<0x7F, 0x80...: bytes.append(byte)
            default:
                bytes += [0x5C, 0x30 + byte >> 6, 0x30 + byte >> 3 & 7, 0x30 + byte & 7]
            }
        }
        return "\"" + String(decoding: bytes, as: UTF8.self) + "\""
    }

    /// The name at the start, and what follows it; a plain one ends at a tab.
    static func read(_ text: ArraySlice<UInt8>) -> (name: String, rest: ArraySlice<UInt8>)? {
        guard text.first == 0x22 else {
            let end = text.firstIndex(of: 0x09) ?? text.endIndex
            return (String(decoding: text[..<end], as: UTF8.self), text[end...])
        }
        var bytes: [UInt8] = []
        var rest = text.dropFirst()
        while let byte = rest.popFirst() {
            switch byte {
            case 0x22: return (String(decoding: bytes, as: UTF8.self), rest)
            case 0x5C:
                guard let escaped = escape(&rest) else { return nil }
                bytes.append(escaped)
            default: bytes.append(byte)
            }
        }
        return nil
    }

    private static func escape(_ rest: inout ArraySlice<UInt8>) -> UInt8? {
        guard let letter = rest.popFirst() else { return nil }
        switch letter {
        case 0x22, 0x5C: return letter
        case UInt8(ascii: "a"): return 0x07
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "v"): return 0x0B
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "r"): return 0x0D
        case 0x30...0x33:
            guard let middle = rest.popFirst(), let last = rest.popFirst(),
                0x30...0x37 ~= middle, 0x30...0x37 ~= last
            else { return nil }
            return (letter - 0x30) << 6 | (middle - 0x30) << 3 | (last - 0x30)
        default: return nil
        }
    }
}
