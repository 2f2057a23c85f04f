import RecourseCore

/// A JSON object of a reply with exactly the keys that were asked for, read by name and type.
struct ReplyObject {
    private var fields: [String: JSONValue] = [:]
    private let place: String

    /// - Parameter place: where it stands, for problems: `tasks[0].steps[2]`.
    init(_ value: JSONValue, keys: [String], at place: String) throws(ReplyProblem) {
        guard case .object(let pairs) = value else {
            throw ReplyProblem("\(place) is not an object")
        }
        self.place = place
        for (key, value) in pairs {
            // Unknown keys are the model's words: they are not repeated.
            guard keys.contains(key) else { throw ReplyProblem("\(place) has an unknown key") }
            guard fields.updateValue(value, forKey: key) == nil else {
                throw ReplyProblem("\(place) has the key \(key) twice")
            }
        }
        for key in keys where fields[key] == nil {
            throw ReplyProblem("\(place) lacks \(key)")
        }
    }

    private func mismatch(_ key: String, _ type: String) -> ReplyProblem {
        ReplyProblem("\(place).\(key) is not \(type)")
    }

    func string(_ key: String) throws(ReplyProblem) -> String {
        guard case .string(let text)? = fields[key] else { throw mismatch(key, "a string") }
        return text
    }

    func bool(_ key: String) throws(ReplyProblem) -> Bool {
        guard case .bool(let value)? = fields[key] else { throw mismatch(key, "true or false") }
        return value
    }

    func number(_ key: String) throws(ReplyProblem) -> Double {
        guard case .number(let digits)? = fields[key], let value = Double(digits), value.isFinite
        else { throw mismatch(key, "a number") }
        return value
    }

    /// Also as `3.0`, which some servers make of 3.
    func integer(_ key: String) throws(ReplyProblem) -> Int {
        guard let value = Int(exactly: try number(key)) else { throw mismatch(key, "an integer") }
        return value
    }

    func list(_ key: String) throws(ReplyProblem) -> [JSONValue] {
        guard case .array(let items)? = fields[key] else { throw mismatch(key, "a list") }
        // Before anything is made of them; the real limits come later.
        guard items.count <= 1_000 else { throw ReplyProblem("\(place).\(key) is too long") }
        return items
    }

    func strings(_ key: String) throws(ReplyProblem) -> [String] {
        var texts: [String] = []
        for value in try list(key) {
            guard case .string(let text) = value else { throw mismatch(key, "a list of strings") }
            texts.append(text)
        }
        return texts
    }

    /// - Parameter read: an item and where it stands.
    func items<Item>(
        _ key: String, _ read: (JSONValue, String) throws(ReplyProblem) -> Item
    ) throws(ReplyProblem) -> [Item] {
        var items: [Item] = []
        for (index, value) in try list(key).enumerated() {
            items.append(try read(value, "\(place).\(key)[\(index)]"))
        }
        return items
    }
}
