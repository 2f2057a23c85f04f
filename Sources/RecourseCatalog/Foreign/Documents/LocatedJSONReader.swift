/// Reads RFC 8259, strictly.
struct LocatedJSONReader {
    private let text: ForeignText
    private let allowsComments: Bool
    private var position = 0
    private var depth = 0
    private var nodes = 0

    init(_ text: ForeignText, allowsComments: Bool) {
        self.text = text
        self.allowsComments = allowsComments
    }

    mutating func document() throws -> LocatedJSON {
        let value = try value()
        try skipBlanks()
        guard position == text.bytes.count else { throw error("more behind the end") }
        return value
    }

    private func error(_ reason: String) -> PackErrors { text.error(at: position, reason) }

    private var next: UInt8? { position < text.bytes.count ? text.bytes[position] : nil }

    private func follows(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard position + length <= text.bytes.count else { return false }
        return (0..<length).allSatisfy { text.bytes[position + $0] == word.utf8Start[$0] }
    }

    private mutating func skipBlanks() throws {
        while let byte = next {
            if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
                position += 1
            } else if allowsComments, follows("//") {
                while next != nil, next != 0x0A { position += 1 }
            } else if allowsComments, follows("/*") {
                let start = position
                position += 2
                while !follows("*/") {
                    guard next != nil else {
                        position = start
                        throw error("a comment without its end")
                    }
                    position += 1
                }
                position += 2
            } else {
                return
            }
        }
    }

    private mutating func take(_ byte: UInt8) throws -> Bool {
        try skipBlanks()
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func value() throws -> LocatedJSON {
        try skipBlanks()
        nodes += 1
        guard nodes <= ForeignLimits.nodes else {
            throw error("more than \(ForeignLimits.nodes) values")
        }
        let start = position
        let value: LocatedJSON.Value
        switch next {
        case UInt8(ascii: "{"): value = try nested { try $0.object() }
        case UInt8(ascii: "["): value = try nested { try $0.array() }
        case UInt8(ascii: "\""): value = .string(try string())
        default:
            if follows("true") {
                position += 4
                value = .bool(true)
            } else if follows("false") {
                position += 5
                value = .bool(false)
            } else if follows("null") {
                position += 4
                value = .null
            } else {
                value = .number(try number())
            }
        }
        return LocatedJSON(value: value, offset: start)
    }

    private mutating func nested(
        _ body: (inout LocatedJSONReader) throws -> LocatedJSON.Value
    ) throws -> LocatedJSON.Value {
        depth += 1
        defer { depth -= 1 }
        guard depth <= ForeignLimits.depth else {
            throw error("nested deeper than \(ForeignLimits.depth)")
        }
        position += 1
        return try body(&self)
    }

    private mutating func object() throws -> LocatedJSON.Value {
        var fields: [LocatedJSON.Field] = []
        var keys: Set<String> = []
        while !(try take(UInt8(ascii: "}"))) {
            if !fields.isEmpty {
                guard try take(UInt8(ascii: ",")) else { throw error("expected `,` or `}`") }
                if allowsComments, try take(UInt8(ascii: "}")) { break }
            }
            try skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw error("expected a key in quotes") }
            let start = position
            let key = try string()
            guard keys.insert(key).inserted else {
                position = start
                throw error("the key `\(key.prefix(60))` stands twice")
            }
            guard try take(UInt8(ascii: ":")) else { throw error("expected `:`") }
            fields.append(LocatedJSON.Field(key: key, value: try value()))
        }
        return .object(fields)
    }

    private mutating func array() throws -> LocatedJSON.Value {
        var items: [LocatedJSON] = []
        while !(try take(UInt8(ascii: "]"))) {
            if !items.isEmpty {
                guard try take(UInt8(ascii: ",")) else { throw error("expected `,` or `]`") }
                if allowsComments, try take(UInt8(ascii: "]")) { break }
            }
            items.append(try value())
        }
        return .array(items)
    }

    private mutating func number() throws -> String {
        let start = position
        while let byte = next, 0x30...0x39 ~= byte || "+-.eE".utf8.contains(byte) { position += 1 }
        let digits = String(decoding: text.bytes[start..<position], as: UTF8.self)
        guard Double(digits) != nil, digits.first != "+", digits.first != "." else {
            position = start
            throw error("expected a value")
        }
        return digits
    }

    /// From one quotation mark behind the other.
    private mutating func string() throws -> String {
        position += 1
        var bytes: [UInt8] = []
        var start = position
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                bytes += text.bytes[start..<position]
                position += 1
                return String(decoding: bytes, as: UTF8.self)
            case UInt8(ascii: "\\"):
                bytes += text.bytes[start..<position]
                bytes += try escape()
                start = position
            case 0..<0x20: throw error("a control character in a string")
            default: position += 1
            }
        }
        throw error("a string without its end")
    }

    private mutating func escape() throws -> [UInt8] {
        position += 1
        let letter = next
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [letter!]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return try unicode()
        default:
            position -= 2
            throw error("an unknown escape")
        }
    }

    private mutating func unicode() throws -> [UInt8] {
        var code = try hexadecimal()
        if 0xD800..<0xDC00 ~= code {
            guard follows("\\u") else { throw error("half of a surrogate pair") }
            position += 2
            let low = try hexadecimal()
            guard 0xDC00..<0xE000 ~= low else { throw error("half of a surrogate pair") }
            code = 0x1_0000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = UnicodeScalar(code), code != 0 else {
            throw error("an escape that is no character, or NUL")
        }
        return Array(String(scalar).utf8)
    }

    private mutating func hexadecimal() throws -> UInt32 {
        guard position + 4 <= text.bytes.count,
            let code = Hexadecimal.value(
                text.bytes[position..<(position + 4)].map { Unicode.Scalar($0) })
        else { throw error("expected four hexadecimal digits") }
        position += 4
        return code
    }
}
