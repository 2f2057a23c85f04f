/// One byte position of a text that a regex prescribes: an exact byte, a letter in either case, or
/// a set of bytes. Two bytes, so that runs of them are cheap to copy and compare.
struct Symbol: Hashable, Sendable {
    let code: UInt16

    /// This byte and no other.
    static func exact(_ byte: UInt8) -> Symbol { Symbol(code: UInt16(byte)) }
    /// An ASCII letter in either case.
    static func eitherCase(_ letter: UInt8) -> Symbol {
        Symbol(code: 0x100 | UInt16(letter | 0x20))
    }

    var exactByte: UInt8? { code < 0x100 ? UInt8(code) : nil }
    /// In lower case.
    var letterInEitherCase: UInt8? { 0x100..<0x200 ~= code ? UInt8(code & 0xFF) : nil }
    /// The byte, folded as the scanner folds text: bit 5 set.
    var foldedByte: UInt8? { code < 0x200 ? UInt8(code & 0xFF) | 0x20 : nil }
    var isLiteral: Bool { code < 0x200 }
}

/// The sets behind symbols, each kept once. Shared by all that one index is built from.
final class SymbolTable {
    private var sets: [ByteSet]
    private var symbols: [ByteSet: Symbol] = [:]
    private static let firstSet = 0x200
    private static let capacity = 0x1_0000 - firstSet

    /// Any byte.
    static let any = Symbol(code: UInt16(firstSet))

    init() {
        sets = [.all]
        symbols[.all] = Self.any
    }

    func symbol(for set: ByteSet) -> Symbol {
        if let known = symbols[set] { return known }
        if set.count == 1, let byte = (UInt8.min...UInt8.max).first(where: set.contains) {
            return .exact(byte)
        }
        // What two bytes cannot number is any byte: weaker, never wrong.
        guard sets.count < Self.capacity else { return Self.any }
        let symbol = Symbol(code: UInt16(Self.firstSet + sets.count))
        sets.append(set)
        symbols[set] = symbol
        return symbol
    }

    func set(of symbol: Symbol) -> ByteSet {
        if let byte = symbol.exactByte { return [byte] }
        if let letter = symbol.letterInEitherCase { return [letter, letter & 0xDF] }
        return sets[Int(symbol.code) - Self.firstSet]
    }

    /// In place: the bytes that the symbol allows, too.
    func add(_ symbol: Symbol, to bytes: inout ByteSet) {
        if let byte = symbol.exactByte {
            bytes.insert(byte)
        } else {
            bytes = bytes.union(set(of: symbol))
        }
    }

    func mayBeNewline(_ symbol: Symbol) -> Bool {
        symbol.isLiteral ? symbol.code == 0x0A : set(of: symbol).contains(0x0A)
    }
}
