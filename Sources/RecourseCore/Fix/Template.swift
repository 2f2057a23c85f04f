/// Text with placeholders: `{capture}`, `{capture.key}`, `{looked-up}`. `{{` and `}}` stand for
/// braces.
public struct Template: Hashable, Sendable, Codable {
    public enum Segment: Hashable, Sendable {
        case literal(String)
        case placeholder(Placeholder)
    }

    public struct Placeholder: Hashable, Sendable {
        public var name: String
        /// The key of one of the capture's maps.
        public var key: String?

        public init(name: String, key: String? = nil) {
            self.name = name
            self.key = key
        }

        public var text: String { key.map { "\(name).\($0)" } ?? name }
    }

    public struct SyntaxError: Error, Hashable {
        public var text: String
        public var reason: String
    }

    public let segments: [Segment]

    public init(literal: String) { segments = literal.isEmpty ? [] : [.literal(literal)] }

    public init(parsing text: String) throws(SyntaxError) {
        var segments: [Segment] = []
        var literal = ""
        var rest = Substring(text)
        while let character = rest.popFirst() {
            switch character {
            case "{" where rest.first == "{", "}" where rest.first == "}":
                literal.append(rest.removeFirst())
            case "{":
                guard let end = rest.firstIndex(of: "}") else {
                    throw SyntaxError(text: text, reason: "a `{` without its `}`")
                }
                let parts = rest[..<end].split(
                    separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.allSatisfy(Self.isName), let name = parts.first else {
                    throw SyntaxError(text: text, reason: "`{\(rest[..<end])}` is not a name")
                }
                if !literal.isEmpty { segments.append(.literal(literal)) }
                literal = ""
                segments.append(
                    .placeholder(
                        Placeholder(
                            name: String(name), key: parts.dropFirst().first.map(String.init)))
                )
                rest = rest[rest.index(after: end)...]
            case "}":
                throw SyntaxError(text: text, reason: "a `}` without its `{`")
            default:
                literal.append(character)
            }
        }
        if !literal.isEmpty { segments.append(.literal(literal)) }
        self.segments = segments
    }

    public var placeholders: [Placeholder] {
        segments.compactMap {
            if case .placeholder(let placeholder) = $0 { placeholder } else { nil }
        }
    }

    /// The text where there is no placeholder.
    public var literal: String? {
        guard placeholders.isEmpty else { return nil }
        return segments.map { if case .literal(let text) = $0 { text } else { "" } }.joined()
    }

    /// True for a literal, one whole placeholder, or a placeholder behind a literal `--flag=`.
    public var mayBeArgument: Bool {
        switch segments.count {
        case 0, 1: return true
        case 2:
            guard case .literal(let flag) = segments[0], case .placeholder = segments[1] else {
                return false
            }
            return flag.hasPrefix("--") && flag.hasSuffix("=")
        default: return false
        }
    }

    /// As it was written.
    public var source: String {
        segments.map { segment in
            switch segment {
            case .literal(let text):
                text.map { $0 == "{" ? "{{" : $0 == "}" ? "}}" : String($0) }.joined()
            case .placeholder(let placeholder): "{\(placeholder.text)}"
            }
        }.joined()
    }

    public init(from decoder: any Decoder) throws {
        try self.init(parsing: decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(source)
    }

    private static func isName(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, !("0"..."9" ~= Character(Unicode.Scalar(first))) else {
            return false
        }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
    }
}

extension Template: ExpressibleByStringLiteral {
    /// Text without placeholders.
    public init(stringLiteral text: String) { self.init(literal: text) }
}
