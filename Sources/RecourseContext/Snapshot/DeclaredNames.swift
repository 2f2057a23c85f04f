/// The names that a source file declares, found by the word before them: enough to tell in which
/// file `parseTask` is at home, in any language that says so by a keyword.
enum DeclaredNames {
    /// FNV-1a (Fowler, Noll, Vo), 32 bit.
    static func hash(_ name: some Sequence<UInt8>) -> UInt32 {
        name.reduce(0x811C_9DC5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    }

    static let keywords: Set<String> = [
        "func", "struct", "class", "enum", "protocol", "actor", "extension", "typealias", "macro",
        "def", "fn", "trait", "impl", "mod", "type", "interface", "function", "module", "record",
        "object", "namespace", "union", "defmodule", "defp", "package", "message", "service",
    ]
    private static let keywordHashes = Set(keywords.map { hash($0.utf8) })

    /// Hashes in the order of the file, each once; names of fewer than three bytes are left out.
    static func hashes(in bytes: [UInt8], most: Int) -> [UInt32] {
        var found: [UInt32] = []
        bytes.withUnsafeBufferPointer { bytes in
            var index = 0
            var followsKeyword = false
            while index < bytes.count, found.count < most {
                guard isLetter(bytes[index]) else {
                    // Only blanks may stand between the keyword and the name.
                    if bytes[index] != 0x20, bytes[index] != 0x09 { followsKeyword = false }
                    index += 1
                    continue
                }
                let start = index
                var word: UInt32 = 0x811C_9DC5
                while index < bytes.count, isLetter(bytes[index]) || isDigit(bytes[index]) {
                    word = (word ^ UInt32(bytes[index])) &* 0x0100_0193
                    index += 1
                }
                let isKeyword = index - start <= 9 && keywordHashes.contains(word)
                if followsKeyword, !isKeyword, index - start >= 3, !found.contains(word) {
                    found.append(word)
                }
                followsKeyword = isKeyword
            }
        }
        return found
    }

    @inline(__always)
    static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "_") || byte >= 0x80
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
