/// A JSON text (RFC 8259), read. Strict, and bounded in depth.
public enum JSONValue: Sendable {
    case null
    case bool(Bool)
    /// As it is written.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([(key: String, value: JSONValue)])

    public struct Malformed: Error {
        /// In bytes.
        public var offset: Int
    }

    public init(_ text: UnsafeBufferPointer<UInt8>) throws(Malformed) {
        var reader = JSONReader(text: text)
        self = try reader.document()
    }
}

private struct JSONReader {
    let text: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var depth = 0
    private static let maximumDepth = 64

    init(text: UnsafeBufferPointer<UInt8>) { self.text = text }

    mutating func document() throws(JSONValue.Malformed) -> JSONValue {
        let value = try value()
        skipBlanks()
        guard position == text.count else { throw malformed }
        return value
    }

    private var malformed: JSONValue.Malformed { .init(offset: position) }

    private var next: UInt8? { position < text.count ? text[position] : nil }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func value() throws(JSONValue.Malformed) -> JSONValue {
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"):
            return try nested { (reader) throws(JSONValue.Malformed) in try reader.object() }
        case UInt8(ascii: "["):
            return try nested { (reader) throws(JSONValue.Malformed) in try reader.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func nested(
        _ body: (inout JSONReader) throws(JSONValue.Malformed) -> JSONValue
    ) throws(JSONValue.Malformed) -> JSONValue {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else { throw malformed }
        position += 1
        return try body(&self)
    }

    private mutating func object() throws(JSONValue.Malformed) -> JSONValue {
        var fields: [(key: String, value: JSONValue)] = []
        if take(UInt8(ascii: "}")) { return .object(fields) }
        repeat {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw malformed }
            let key = try string()
            guard take(UInt8(ascii: ":")) else { throw malformed }
            fields.append((key, try value()))
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw malformed }
        return .object(fields)
    }

    private mutating func array() throws(JSONValue.Malformed) -> JSONValue {
        var items: [JSONValue] = []
        if take(UInt8(ascii: "]")) { return .array(items) }
        repeat { items.append(try value()) } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw malformed }
        return .array(items)
    }

    private mutating func word(
        _ word: StaticString, _ value: JSONValue
    ) throws(JSONValue.Malformed) -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount {
            guard next == word.utf8Start[index] else { throw malformed }
            position += 1
        }
        return value
    }

    private mutating func number() throws(JSONValue.Malformed) -> JSONValue {
        let start = position
        while let byte = next, 0x30...0x39 ~= byte || "+-.eE".utf8.contains(byte) { position += 1 }
        let digits = String(decoding: text[start..<position], as: UTF8.self)
        guard Double(digits) != nil, digits.first != "+", digits.first != "." else {
            throw malformed
        }
        return .number(digits)
    }

    /// From one quotation mark behind the other.
    private mutating func string() throws(JSONValue.Malformed) -> String {
        position += 1
        var bytes: [UInt8] = []
        var start = position
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                defer { position += 1 }
                if bytes.isEmpty { return String(decoding: text[start..<position], as: UTF8.self) }
                bytes += text[start..<position]
                return String(decoding: bytes, as: UTF8.self)
            case UInt8(ascii: "\\"):
                bytes += text[start..<position]
                bytes += try escape()
                start = position
            case 0..<0x20: throw malformed
            default: position += 1
            }
        }
        throw malformed
    }

    private mutating func escape() throws(JSONValue.Malformed) -> [UInt8] {
        guard position + 1 < text.count else { throw malformed }
        let letter = text[position + 1]
        position += 2
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [letter]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            var code = try hexadecimal()
            if 0xD800..<0xDC00 ~= code {
                guard next == UInt8(ascii: "\\"), position + 1 < text.count,
                    text[position + 1] == UInt8(ascii: "u")
                else { throw malformed }
                position += 2
                let low = try hexadecimal()
                guard 0xDC00..<0xE000 ~= low else { throw malformed }
                code = 0x1_0000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = UnicodeScalar(code) else { throw malformed }
            return Array(String(scalar).utf8)
        default: throw malformed
        }
    }

    private mutating func hexadecimal() throws(JSONValue.Malformed) -> UInt32 {
        guard position + 4 <= text.count,
            let code = UInt32(
                String(decoding: text[position..<(position + 4)], as: UTF8.self), radix: 16)
        else { throw malformed }
        position += 4
        return code
    }
}
