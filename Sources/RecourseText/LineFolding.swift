/// One pass over a line that writes `#` for what changes from run to run.
struct LineFolding {
    private let bytes: [UInt8]
    private var index = 0
    private var result: [UInt8] = []

    /// Folders under which programs make names at random, and how many components of them there
    /// are.
    private static let temporary: [(prefix: [UInt8], components: Int)] = [
        ("/tmp/", 1), ("/var/folders/", 4),
    ].map { (Array($0.0.utf8), $0.1) }
    private static let mark = UInt8(ascii: "#")
    /// A run of hexadecimal digits is a number where it is as long as this and holds a decimal one.
    private static let shortestHash = 4

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func folded() -> [UInt8] {
        result.reserveCapacity(bytes.count)
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x20 || byte == 0x09 {
                if let last = result.last, last != 0x20 { result.append(0x20) }
                index += 1
            } else if isAlphanumeric(byte) {
                takeWord()
            } else if byte != UInt8(ascii: "/") || !takeTemporaryName() {
                result.append(byte)
                index += 1
            }
        }
        if result.last == 0x20 { result.removeLast() }
        return result
    }

    private mutating func takeWord() {
        let word = bytes[index...].prefix(while: isAlphanumeric)
        index = word.endIndex
        if isNumber(word) {
            result.append(Self.mark)
            return
        }
        var isDigits = false
        for byte in word {
            let continues = isDigit(byte) || isDigits && isHexadecimal(byte)
            if !continues {
                result.append(byte)
            } else if !isDigits {
                result.append(Self.mark)
            }
            isDigits = continues
        }
    }

    /// A hash, a part of a UUID, or an address behind `0x`.
    private func isNumber(_ word: ArraySlice<UInt8>) -> Bool {
        if word.starts(with: "0x".utf8) || word.starts(with: "0X".utf8) {
            return word.dropFirst(2).allSatisfy(isHexadecimal)
        }
        guard word.count >= Self.shortestHash, word.allSatisfy(isHexadecimal) else { return false }
        return word.contains(where: isDigit)
            || word.count == 4 && result.suffix(2).elementsEqual("#-".utf8)
    }

    /// `/tmp/pip-install-x8d2/setup.py` is `/tmp/#/setup.py`.
    private mutating func takeTemporaryName() -> Bool {
        let rest = bytes[index...]
        guard let folder = Self.temporary.first(where: { rest.starts(with: $0.prefix) }) else {
            return false
        }
        result += folder.prefix + [Self.mark]
        index += folder.prefix.count
        for component in 0..<folder.components {
            if component > 0 {
                guard index < bytes.count, bytes[index] == UInt8(ascii: "/") else { break }
                index += 1
            }
            while index < bytes.count, isOfName(bytes[index]) { index += 1 }
        }
        return true
    }

    private func isOfName(_ byte: UInt8) -> Bool {
        byte > 0x20 && !"/'\"`:,;()<>[]{}|".utf8.contains(byte)
    }

    private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x66).contains(byte | 0x20)
    }

    private func isAlphanumeric(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
}
