/// Reads XML 1.0 and 1.1 as XStream writes it, strictly: no document type, so no entities but the
/// five that everybody has, and nothing from outside.
///
/// FoundationXML would bring libxml2, its ICU and lzma as libraries of the system, 5 ms of start,
/// and, where nothing else does, 44 MB of Foundation to the binary.
struct XMLReader {
    private let source: ForeignText
    private var position = 0
    private var nodes = 0
    /// From the root to the element that is open.
    private var open: [XMLElement] = []

    private init(_ source: ForeignText) { self.source = source }

    /// - Throws: `PackErrors`.
    static func root(_ source: ForeignText) throws -> XMLElement {
        var reader = XMLReader(source)
        return try reader.document()
    }

    private func error(_ reason: String) -> PackErrors { source.error(at: position, reason) }

    private var next: UInt8? { position < source.bytes.count ? source.bytes[position] : nil }

    private func follows(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard position + length <= source.bytes.count else { return false }
        return (0..<length).allSatisfy { source.bytes[position + $0] == text.utf8Start[$0] }
    }

    private mutating func document() throws -> XMLElement {
        var root: XMLElement?
        while let byte = next {
            if byte != UInt8(ascii: "<") {
                try characters(isInside: !open.isEmpty)
            } else if follows("<!--") {
                try skip(through: "-->", "a comment without its end")
            } else if follows("<?") {
                try skip(through: "?>", "an instruction without its end")
            } else if follows("<![CDATA[") {
                try literal()
            } else if follows("<!") {
                throw error("a document type: its entities are not taken")
            } else if follows("</") {
                let closed = try close()
                if open.isEmpty {
                    root = closed
                } else {
                    open[open.count - 1].children.append(closed)
                }
            } else {
                guard root == nil else { throw error("a second root") }
                if let closed = try openElement() {
                    if open.isEmpty {
                        root = closed
                    } else {
                        open[open.count - 1].children.append(closed)
                    }
                }
            }
        }
        guard open.isEmpty else { throw error("`<\(open[open.count - 1].name)>` is not closed") }
        guard let root else { throw error("no element") }
        return root
    }

    private mutating func skip(through end: StaticString, _ reason: String) throws {
        let start = position
        while !follows(end) {
            guard next != nil else {
                position = start
                throw error(reason)
            }
            position += 1
        }
        position += end.utf8CodeUnitCount
    }

    private mutating func literal() throws {
        guard !open.isEmpty else { throw error("text outside of the root") }
        position += 9
        let start = position
        try skip(through: "]]>", "a CDATA section without its end")
        open[open.count - 1].text += String(
            decoding: source.bytes[start..<(position - 3)], as: UTF8.self)
    }

    private mutating func characters(isInside: Bool) throws {
        var text: [UInt8] = []
        while let byte = next, byte != UInt8(ascii: "<") {
            if byte == UInt8(ascii: "&") {
                text += try entity()
            } else {
                text.append(byte)
                position += 1
            }
        }
        guard isInside || text.allSatisfy(Self.isBlank) else {
            throw error("text outside of the root")
        }
        if isInside { open[open.count - 1].text += String(decoding: text, as: UTF8.self) }
    }

    /// `&lt;`, `&#10;`, `&#x1b;`.
    private mutating func entity() throws -> [UInt8] {
        let rest = source.bytes[(position + 1)...].prefix(12)
        guard let end = rest.firstIndex(of: UInt8(ascii: ";")) else {
            throw error("a `&` without its `;`")
        }
        let name = String(decoding: rest[..<end], as: UTF8.self)
        let known = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'"]
        var text = known[name]
        if name.hasPrefix("#") {
            let digits = name.dropFirst()
            let code =
                digits.hasPrefix("x")
                ? Hexadecimal.value(digits.dropFirst().unicodeScalars) : UInt32(digits)
            text = code.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }.map { String($0) }
        }
        guard let text else { throw error("the entity `&\(name);` is not known") }
        position = end + 1
        return Array(text.utf8)
    }

    private mutating func name() throws -> String {
        let start = position
        while let byte = next, Self.isName(byte) { position += 1 }
        guard position > start else { throw error("expected a name") }
        return String(decoding: source.bytes[start..<position], as: UTF8.self)
    }

    /// - Returns: the element where it is closed at once.
    private mutating func openElement() throws -> XMLElement? {
        let start = position
        nodes += 1
        guard nodes <= ForeignLimits.nodes else {
            throw error("more than \(ForeignLimits.nodes) elements")
        }
        guard open.count < ForeignLimits.depth else {
            throw error("nested deeper than \(ForeignLimits.depth)")
        }
        position += 1
        let element = XMLElement(name: try name(), offset: start)
        var attributes: Set<String> = []
        while true {
            skipBlanks()
            if follows("/>") {
                position += 2
                return element
            }
            if follows(">") {
                position += 1
                open.append(element)
                return nil
            }
            guard attributes.insert(try attribute()).inserted else {
                throw error("an attribute that stands twice")
            }
        }
    }

    /// Nothing that is read stands in an attribute.
    private mutating func attribute() throws -> String {
        let name = try name()
        skipBlanks()
        guard follows("=") else { throw error("expected `=`") }
        position += 1
        skipBlanks()
        guard let quote = next, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw error("expected a quotation mark")
        }
        position += 1
        while next != quote {
            guard let byte = next, byte != UInt8(ascii: "<") else {
                throw error("an attribute without its end")
            }
            position += 1
        }
        position += 1
        return name
    }

    private mutating func close() throws -> XMLElement {
        position += 2
        let name = try name()
        guard let element = open.popLast(), element.name == name else {
            throw error("`</\(name)>` closes what is not open")
        }
        skipBlanks()
        guard follows(">") else { throw error("expected `>`") }
        position += 1
        return element
    }

    private mutating func skipBlanks() {
        while let byte = next, Self.isBlank(byte) { position += 1 }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    private static func isName(_ byte: UInt8) -> Bool {
        byte >= 0x80 || 0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
            || "-._:".utf8.contains(byte)
    }
}
