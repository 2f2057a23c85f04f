/// A TOML document (TOML 1.0) as its statements: the lines that begin outside of strings, arrays
/// and inline tables. Only headers and keys stand at their beginning.
struct TOMLStatements {
    struct Statement {
        /// 1-based line.
        var line: Int
        var bytes: ArraySlice<UInt8>
    }

    private enum Place: Equatable {
        case plain, comment
        case string(quote: UInt8)
        case block(quote: UInt8)
    }

    private(set) var statements: [Statement] = []
    /// The line of the first `\u0000` that stands for a NUL; in a literal string it stands for
    /// itself.
    private(set) var escapedNUL: Int?
    /// Keys, items of arrays and tables.
    private(set) var values = 0
    private(set) var tables = 0
    /// The first line whose key has more parts than anybody means, on which parsers recurse.
    private(set) var deepKey: Int?

    static let deepestKey = 100

    /// - Parameter bytes: any document; of one that a parser accepts, exactly its statements.
    init(_ bytes: [UInt8]) {
        var parts = 0
        var (place, depth, line) = (Place.plain, 0, 1)
        var (index, start, begins) = (0, 0, true)
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\n") {
                if begins { statements.append(Statement(line: line, bytes: bytes[start..<index])) }
                if place == .comment { place = .plain }
                parts = 0
                (line, start, begins) = (line + 1, index + 1, place == .plain && depth == 0)
                index += 1
                continue
            }
            switch place {
            case .comment: break
            case .plain:
                count(byte, &parts, line, begins && start == index)
                switch byte {
                case UInt8(ascii: "#"): place = .comment
                case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
                case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
                case UInt8(ascii: "\""), UInt8(ascii: "'"):
                    let isBlock = Self.run(of: byte, in: bytes, from: index) >= 3
                    place = isBlock ? .block(quote: byte) : .string(quote: byte)
                    index += isBlock ? 2 : 0
                default: break
                }
            case .string(let quote), .block(let quote):
                if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                    if escapedNUL == nil, Self.escapesNUL(bytes[(index + 1)...]) {
                        escapedNUL = line
                    }
                    let next = index + 1 < bytes.count ? bytes[index + 1] : UInt8(ascii: "\n")
                    index += next == UInt8(ascii: "\n") ? 0 : 1
                } else if byte == quote, place == .string(quote: quote) {
                    place = .plain
                } else if byte == quote {
                    // Up to two quotes may stand right before the three that close.
                    let run = min(5, Self.run(of: quote, in: bytes, from: index))
                    if run >= 3 { place = .plain }
                    index += run - 1
                }
            }
            index += 1
        }
        if begins { statements.append(Statement(line: line, bytes: bytes[start...])) }
    }

    private mutating func count(_ byte: UInt8, _ parts: inout Int, _ line: Int, _ isFirst: Bool) {
        switch byte {
        case UInt8(ascii: "."):
            parts += 1
            if parts > Self.deepestKey, deepKey == nil { deepKey = line }
        case UInt8(ascii: "="), UInt8(ascii: ","):
            values += 1
            parts = 0
        case UInt8(ascii: "["):
            if isFirst { tables += 1 }
            parts = 0
        case UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "#"): parts = 0
        default: break
        }
    }

    private static func run(of byte: UInt8, in bytes: [UInt8], from index: Int) -> Int {
        bytes[index...].prefix(5).prefix { $0 == byte }.count
    }

    private static func escapesNUL(_ rest: ArraySlice<UInt8>) -> Bool {
        rest.starts(with: Array("u0000".utf8)) || rest.starts(with: Array("U00000000".utf8))
    }
}
