/// What a capture may hold, and what it stands for elsewhere.
public struct CaptureRule: Hashable, Sendable, Codable {
    public var type: CaptureType
    /// For `enumeration`.
    public var values: [String]
    /// `{name.key}` -> capture -> value; a capture that is not in the table stands for itself.
    public var maps: [String: [String: String]]
    /// Names that may be installed as they are; sorted, so that equal rules are encoded equally.
    public let known: [String]

    public init(
        type: CaptureType = .text, values: [String] = [], maps: [String: [String: String]] = [:],
        known: [String] = []
    ) {
        self.type = type
        self.values = values
        self.maps = maps
        self.known = Set(known).sorted()
    }

    public func knows(_ name: String) -> Bool {
        var (low, high) = (0, known.count)
        while low < high {
            let middle = (low + high) / 2
            if known[middle] < name { low = middle + 1 } else { high = middle }
        }
        return low < known.count && known[low] == name
    }

    /// Whether the text may stand in an argument. Captures are tainted: strangers wrote them. A
    /// listed value is the pack's own word, whatever it begins with.
    public func accepts(_ text: String) -> Bool {
        type == .enumeration
            ? values.contains(text) : CaptureType.isHarmless(text) && type.accepts(text)
    }
}

/// The shape of a capture. What each accepts is in `Docs/packs.md`.
public enum CaptureType: String, Hashable, Sendable, Codable, CaseIterable {
    case int, version, identifier, path, package, host, port
    case enumeration = "enum"
    /// Anything; shown, never put into an argument.
    case text

    public static let maximumBytes = 256

    /// What no argument may be, whatever its type: empty, long, an option, or holding controls.
    public static func isHarmless(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= maximumBytes && text.utf8.first != UInt8(ascii: "-")
            && text.unicodeScalars.allSatisfy { !isControl($0) }
    }

    /// Whether the form fits. `path` is checked against the working directory where it is used.
    public func accepts(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first else { return false }
        return switch self {
        case .text, .enumeration: false
        case .path: true
        case .int: bytes.count <= 18 && bytes.allSatisfy(Self.isDigit)
        case .port:
            bytes.count <= 5 && bytes.allSatisfy(Self.isDigit)
                && (1...65535).contains(Int(text) ?? 0)
        case .version:
            (Self.isDigit(first) || first == UInt8(ascii: "v"))
                && bytes.allSatisfy { Self.isWord($0) || "+-.".utf8.contains($0) }
        case .host:
            (Self.isWord(first) || first == UInt8(ascii: "["))
                && bytes.allSatisfy { Self.isWord($0) || ".-:[]".utf8.contains($0) }
        case .identifier, .package:
            (Self.isWord(first) && !Self.isDigit(first) || first == UInt8(ascii: "@")
                || Self.isDigit(first) && self == .package)
                && bytes.allSatisfy { Self.isWord($0) || ".:-/+@".utf8.contains($0) }
                && !text.split(separator: "/", omittingEmptySubsequences: false)
                    .contains { $0.isEmpty || $0 == "." || $0 == ".." }
        }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
        default: false
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == UInt8(ascii: "_")
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
