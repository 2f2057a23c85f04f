/// Looks through a script of sed(1) for commands that reach other files or run programs (`w`, `r`,
/// `e`, and the flags `w` and `e` of `s`).
enum StreamEditorScript {
    /// True where every command is one of `s p d q = y`, with simple addresses.
    static func isHarmless(_ script: String) -> Bool {
        var bytes = Array(script.utf8)[...]
        while true {
            while let byte = bytes.first, " \t\n;".utf8.contains(byte) { bytes.removeFirst() }
            if bytes.isEmpty { return true }
            guard takeAddress(&bytes) else { return false }
            if bytes.first == UInt8(ascii: ",") {
                bytes.removeFirst()
                guard takeAddress(&bytes) else { return false }
            }
            if bytes.first == UInt8(ascii: "!") { bytes.removeFirst() }
            guard let command = bytes.popFirst() else { return false }
            switch command {
            case UInt8(ascii: "p"), UInt8(ascii: "d"), UInt8(ascii: "="), UInt8(ascii: "q"): break
            case UInt8(ascii: "s"), UInt8(ascii: "y"):
                guard let delimiter = bytes.popFirst(), delimiter != 0x0A, delimiter != 0x5C,
                    take(until: delimiter, &bytes), take(until: delimiter, &bytes)
                else { return false }
                while let flag = bytes.first, "gpiI0123456789".utf8.contains(flag) {
                    bytes.removeFirst()
                }
            default: return false
            }
            while let byte = bytes.first, byte == 0x20 { bytes.removeFirst() }
            guard bytes.isEmpty || bytes.first == UInt8(ascii: ";") || bytes.first == 0x0A else {
                return false
            }
        }
    }

    /// A number, `$`, `/regex/` or nothing.
    private static func takeAddress(_ bytes: inout ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first else { return true }
        if first == UInt8(ascii: "/") {
            bytes.removeFirst()
            return take(until: UInt8(ascii: "/"), &bytes)
        }
        if first == UInt8(ascii: "$") {
            bytes.removeFirst()
        } else {
            bytes = bytes.drop { (0x30...0x39).contains($0) }
        }
        return true
    }

    /// Behind the next delimiter that no backslash protects. A bracket expression, which may hold
    /// one unprotected, is understood only where it does not.
    private static func take(until delimiter: UInt8, _ bytes: inout ArraySlice<UInt8>) -> Bool {
        while let byte = bytes.popFirst() {
            if byte == delimiter { return true }
            if byte == UInt8(ascii: "[") {
                // `]` as the first member does not end it.
                var members = bytes.dropFirst(bytes.first == UInt8(ascii: "^") ? 2 : 1)
                guard let end = members.firstIndex(of: UInt8(ascii: "]")) else { return false }
                if bytes[..<end].contains(delimiter) { return false }
                members = bytes[(end + 1)...]
                bytes = members
            }
            if byte == 0x5C { _ = bytes.popFirst() }
        }
        return false
    }
}
