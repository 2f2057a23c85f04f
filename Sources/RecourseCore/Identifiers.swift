/// A name that is a type of its own, so that a pattern's id is never passed where a fix's is meant.
public protocol Identifier: RawRepresentable, Hashable, Sendable, Codable, Comparable,
    CustomStringConvertible, ExpressibleByStringLiteral, CodingKeyRepresentable
where RawValue == String {
    init(rawValue: String)
}

extension Identifier {
    public init(_ text: some StringProtocol) { self.init(rawValue: String(text)) }
    public init(stringLiteral value: String) { self.init(rawValue: value) }
    public var description: String { rawValue }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    public init(from decoder: any Decoder) throws {
        self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

/// `family.kind`, for example `git.no-upstream`. Never reused.
public struct PatternID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The part before the dot.
    public var family: String { String(rawValue.prefix { $0 != "." }) }

    /// True for `family.kind` in lower case, digits and hyphens.
    public var isWellFormed: Bool {
        let parts = rawValue.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return false }
        return parts.allSatisfy { part in
            guard let first = part.utf8.first, first != UInt8(ascii: "-") else { return false }
            return part.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || byte == UInt8(ascii: "-")
            }
        }
    }
}

/// Names a fix within its pattern.
public struct FixID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// Names a pack.
public struct PackID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A fix named from anywhere: its pattern and its own id, printed as
/// `python.module-missing/install`.
public struct FixReference: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    public let pattern: PatternID
    public let fix: FixID

    public init(pattern: PatternID, fix: FixID) {
        self.pattern = pattern
        self.fix = fix
    }

    public var description: String { "\(pattern)/\(fix)" }

    public static func < (left: FixReference, right: FixReference) -> Bool {
        (left.pattern, left.fix) < (right.pattern, right.fix)
    }
}
