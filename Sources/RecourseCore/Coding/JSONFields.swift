/// The fields of a JSON object, taken by name and type.
struct JSONFields {
    /// What a value is not.
    struct Mismatch: Error {
        var field: String
    }

    private let fields: [(key: String, value: JSONValue)]

    init(_ value: JSONValue, named name: String = "") throws(Mismatch) {
        guard case .object(let fields) = value else { throw Mismatch(field: name) }
        self.fields = fields
    }

    /// `nil` where it is not there, or null.
    subscript(_ key: String) -> JSONValue? {
        for field in fields where field.key == key {
            if case .null = field.value { return nil }
            return field.value
        }
        return nil
    }

    private func required(_ key: String) throws(Mismatch) -> JSONValue {
        guard let value = self[key] else { throw Mismatch(field: key) }
        return value
    }

    func string(_ key: String) throws(Mismatch) -> String { try required(key).string(key) }

    func string(ifPresent key: String) throws(Mismatch) -> String? {
        guard let value = self[key] else { return nil }
        return try value.string(key)
    }

    func bool(ifPresent key: String) throws(Mismatch) -> Bool? {
        guard let value = self[key] else { return nil }
        guard case .bool(let bool) = value else { throw Mismatch(field: key) }
        return bool
    }

    func number<Number: LosslessStringConvertible>(_ key: String) throws(Mismatch) -> Number {
        try required(key).number(key)
    }

    /// A value that is written as a string.
    func named<Value: RawRepresentable>(
        _ key: String
    ) throws(Mismatch) -> Value where Value.RawValue == String {
        guard let value = Value(rawValue: try string(key)) else { throw Mismatch(field: key) }
        return value
    }

    func named<Value: RawRepresentable>(
        ifPresent key: String
    ) throws(Mismatch) -> Value? where Value.RawValue == String {
        self[key] == nil ? nil : try named(key)
    }

    func object(_ key: String) throws(Mismatch) -> JSONFields {
        try JSONFields(required(key), named: key)
    }

    func list<Item>(
        _ key: String, _ item: (JSONValue) throws(Mismatch) -> Item
    ) throws(Mismatch) -> [Item] { try required(key).list(key, item) }

    func strings(_ key: String) throws(Mismatch) -> [String] {
        try list(key) { (value) throws(Mismatch) in try value.string(key) }
    }

    func table<Item>(
        _ key: String, _ item: (JSONValue) throws(Mismatch) -> Item
    ) throws(Mismatch) -> [String: Item] { try required(key).table(key, item) }

    /// An enumeration's case and its values, as they are encoded: `{"name": {"_0": …}}`.
    static func enumeration(_ value: JSONValue) throws(Mismatch) -> (
        name: String, values: JSONFields
    ) {
        let outer = try JSONFields(value)
        guard outer.fields.count == 1 else { throw Mismatch(field: "") }
        return (outer.fields[0].key, try JSONFields(outer.fields[0].value))
    }
}

extension JSONValue {
    func string(_ name: String = "") throws(JSONFields.Mismatch) -> String {
        guard case .string(let string) = self else { throw .init(field: name) }
        return string
    }

    func number<Number: LosslessStringConvertible>(
        _ name: String = ""
    ) throws(JSONFields.Mismatch) -> Number {
        guard case .number(let digits) = self, let number = Number(digits) else {
            throw .init(field: name)
        }
        return number
    }

    func list<Item>(
        _ name: String = "", _ item: (JSONValue) throws(JSONFields.Mismatch) -> Item
    ) throws(JSONFields.Mismatch) -> [Item] {
        guard case .array(let items) = self else { throw .init(field: name) }
        var list: [Item] = []
        list.reserveCapacity(items.count)
        for value in items { list.append(try item(value)) }
        return list
    }

    func table<Item>(
        _ name: String = "", _ item: (JSONValue) throws(JSONFields.Mismatch) -> Item
    ) throws(JSONFields.Mismatch) -> [String: Item] {
        guard case .object(let fields) = self else { throw .init(field: name) }
        var table: [String: Item] = [:]
        for field in fields { table[field.key] = try item(field.value) }
        return table
    }
}
