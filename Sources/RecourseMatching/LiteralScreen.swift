import RecourseCore

/// Finds in one pass which patterns can match a text at all: those of whose required literals one
/// is there, and those that have none.
///
/// Each literal is filed under one of its windows of four bytes, the rarest; the text is probed at
/// every byte: a bitmap first, then the window's literals, compared. Case is folded by setting bit
/// 5 of every byte, in literals and text alike, which lets through a few too many and never one too
/// few.
public struct LiteralScreen: Sendable {
    private struct Literal {
        var bytes: [UInt8]
        /// Where the window stands in it.
        var offset: Int
        var pattern: Int
    }

    private let literals: [UInt32: [Literal]]
    private let bitmap: [UInt64]
    /// Patterns that nothing can be said of.
    private let unscreened: [Int]
    private let count: Int

    /// Whether the regex holds a literal that it can be found by.
    public static func screens(_ regex: String) -> Bool { RequiredLiterals.of(regex) != nil }

    /// What every match of these regexes, the steps of one pattern, must hold: the first step with
    /// a literal stands for all.
    public static func requiredTexts(of regexes: [String]) -> PatternRecord.RequiredTexts {
        regexes.lazy.compactMap(RequiredLiterals.of).first.map { .anyOf($0) } ?? .none
    }

    public init(_ regexes: some Collection<[String]>) {
        self.init(requiredTexts: regexes.map(Self.requiredTexts))
    }

    init(_ records: [PatternRecord]) {
        self.init(
            requiredTexts: records.map { record in
                record.requiredTexts == .unknown
                    ? Self.requiredTexts(of: record.scope.regexes) : record.requiredTexts
            })
    }

    private init(requiredTexts: [PatternRecord.RequiredTexts]) {
        var literals: [UInt32: [Literal]] = [:]
        var bitmap = [UInt64](repeating: 0, count: 1 << 10)
        var unscreened: [Int] = []
        for (pattern, texts) in requiredTexts.enumerated() {
            guard case .anyOf(let needed) = texts, !needed.isEmpty,
                needed.allSatisfy({ $0.count >= RequiredLiterals.minimumLength })
            else {
                unscreened.append(pattern)
                continue
            }
            for bytes in needed {
                let offset = Self.rarestWindow(of: bytes)
                let window = bytes.withUnsafeBytes { Self.window($0, at: offset) }
                literals[window, default: []].append(
                    Literal(bytes: bytes, offset: offset, pattern: pattern))
                let hash = Self.hash(window)
                bitmap[hash >> 6] |= 1 << UInt64(hash & 63)
            }
        }
        self.literals = literals
        self.bitmap = bitmap
        self.unscreened = unscreened
        count = requiredTexts.count
    }

    /// Indices of the patterns that can match, ascending.
    public func candidates(in text: UnsafeRawBufferPointer) -> [Int] {
        var seen = [Bool](repeating: false, count: count)
        for pattern in unscreened { seen[pattern] = true }
        scan(text) { literal, _ in
            seen[literal.pattern] = true
            return true
        }
        return seen.indices.filter { seen[$0] }
    }

    /// Where literals stand in the text, ascending: lines there might be a known failure.
    public func offsets(in text: UnsafeRawBufferPointer) -> [Int] {
        var found: [Int] = []
        scan(text) { _, offset in
            found.append(offset)
            return true
        }
        // Literals are found by a window, which stands anywhere in them.
        return found.sorted()
    }

    /// Calls `report` for each literal found, until it says false.
    private func scan(_ text: UnsafeRawBufferPointer, report: (Literal, Int) -> Bool) {
        guard text.count >= 4 else { return }
        bitmap.withUnsafeBufferPointer { bitmap in
            for offset in 0...(text.count - 4) {
                let window = Self.window(text, at: offset)
                let hash = Self.hash(window)
                guard bitmap[hash >> 6] >> UInt64(hash & 63) & 1 == 1,
                    let filed = literals[window]
                else { continue }
                for literal in filed where Self.holds(text, literal, at: offset) {
                    guard report(literal, offset - literal.offset) else { return }
                }
            }
        }
    }

    private static func holds(_ text: UnsafeRawBufferPointer, _ literal: Literal, at offset: Int)
        -> Bool
    {
        let start = offset - literal.offset
        guard start >= 0, start + literal.bytes.count <= text.count else { return false }
        for index in literal.bytes.indices where text[start + index] | 0x20 != literal.bytes[index]
        {
            return false
        }
        return true
    }

    private static func window(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt32 {
        bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self) | 0x2020_2020
    }

    /// Fibonacci hashing to 16 bits (Knuth, TAOCP 3, 6.4).
    private static func hash(_ window: UInt32) -> Int { Int((window &* 2_654_435_769) >> 16) }

    /// The window whose bytes are least common in logs; ties go to the first.
    private static func rarestWindow(of bytes: [UInt8]) -> Int {
        var best = (offset: 0, commonness: Int.max)
        for offset in 0...(bytes.count - 4) {
            let sum = (0..<4).reduce(0) { $0 + commonness[Int(bytes[offset + $1])] }
            if sum < best.commonness { best = (offset, sum) }
        }
        return best.offset
    }

    /// By byte: 3 for the commonest in logs, 2 for other letters, 1 for the rest.
    private static let commonness: [Int] = (0...255).map { byte in
        " etaoinsr".utf8.contains(UInt8(byte)) ? 3 : (0x61...0x7A).contains(byte) ? 2 : 1
    }
}
