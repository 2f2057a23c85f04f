/// Lines that look like the report of a failure, whatever the tool.
public enum ErrorLikeLine {
    private static let words = [
        "error", "fatal", "fail", "exception", "traceback", "panic", "cannot", "can't", "could not",
        "couldn't", "unable to", "not found", "no such", "denied", "refused", "undefined",
        "unknown",
        "invalid", "missing", "abort", "killed", "timed out", "timeout", "unexpected", "unresolved",
        "segmentation", "not permitted", "must be", "illegal", "unrecognized",
    ].map { Array($0.utf8) }

    /// True where one of the words begins a word of the line, or a part of a name in camel case.
    public static func matches(_ line: String) -> Bool {
        let bytes = Array(line.utf8)
        return bytes.indices.contains { start in
            guard isLetter(bytes[start]) else { return false }
            let opens =
                start == 0 || !isLetter(bytes[start - 1]) || bytes[start] & 0x20 == 0
            return opens && words.contains { holds(bytes, $0, at: start) }
        }
    }

    private static func holds(_ bytes: [UInt8], _ word: [UInt8], at start: Int) -> Bool {
        guard start + word.count <= bytes.count else { return false }
        for offset in word.indices {
            let byte = bytes[start + offset]
            let folded = isLetter(byte) ? byte | 0x20 : byte
            guard folded == word[offset] else { return false }
        }
        return true
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
