/// A JSON value and where it stands. Core's `JSONValue` is for what this program wrote itself; this
/// is for strangers' files: no key twice, nothing deeper or more than the limits, errors with a
/// place, and, where asked for, the comments and trailing commas of VS Code's files.
struct LocatedJSON {
    enum Value {
        case null
        case bool(Bool)
        /// As it is written.
        case number(String)
        case string(String)
        case array([LocatedJSON])
        case object([Field])
    }

    struct Field {
        var key: String
        var value: LocatedJSON
    }

    var value: Value
    /// In bytes.
    var offset: Int

    /// - Throws: `PackErrors`.
    init(_ text: ForeignText, allowingComments: Bool = false) throws {
        var reader = LocatedJSONReader(text, allowsComments: allowingComments)
        self = try reader.document()
    }

    init(value: Value, offset: Int) {
        self.value = value
        self.offset = offset
    }

    subscript(_ key: String) -> LocatedJSON? {
        guard case .object(let fields) = value else { return nil }
        return fields.first { $0.key == key }?.value
    }

    var kind: String {
        switch value {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
