import TOMLKit

/// A TOML document as values of ours: TOMLKit's are references into a C++ tree.
indirect enum TOMLNode {
    case table([String: TOMLNode])
    case array([TOMLNode])
    case string(String)
    case int(Int)
    case double(Double)
    case bool(Bool)
    /// A date or time: nothing in a pack is one.
    case other

    /// - Throws: `TOMLParseError`, which names line and column.
    init(parsing text: String) throws { self = .table(Self.table(try TOMLTable(string: text))) }

    private init(_ value: any TOMLValueConvertible) {
        switch value.type {
        case .table: self = value.table.map { .table(Self.table($0)) } ?? .other
        case .array: self = value.array.map { .array($0.map(TOMLNode.init)) } ?? .other
        case .string: self = value.string.map(TOMLNode.string) ?? .other
        case .int: self = value.int.map(TOMLNode.int) ?? .other
        case .double: self = value.double.map(TOMLNode.double) ?? .other
        case .bool: self = value.bool.map(TOMLNode.bool) ?? .other
        default: self = .other
        }
    }

    private static func table(_ table: TOMLTable) -> [String: TOMLNode] {
        var result: [String: TOMLNode] = [:]
        for (key, value) in table { result[key] = TOMLNode(value) }
        return result
    }

    var kind: String {
        switch self {
        case .table: "a table"
        case .array: "an array"
        case .string: "a string"
        case .int: "a whole number"
        case .double: "a number"
        case .bool: "true or false"
        case .other: "a date or time"
        }
    }
}
