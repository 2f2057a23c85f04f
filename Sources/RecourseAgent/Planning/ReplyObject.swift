import RecourseCore

/// What is wrong with a reply, in our own words: they go back to the model, and to people.
struct PlanReplyProblem: Error, Hashable, Sendable {
    var reason: String

    init(_ reason: String) { self.reason = reason }
}

/// A JSON object of a reply with exactly the keys that were asked for, read by name and type.
struct ReplyObject {
    private var fields: [String: JSONValue] = [:]
    private let place: String

    /// - Parameter place: where it stands, for problems: `tasks[0].steps[2]`.
    init(_ value: JSONValue, keys: [String], at place: String) throws(PlanReplyProblem) {
        guard case .object(let pairs) = value else {
            throw PlanReplyProblem("\(place) is not an object")
        }
        self.place = place
        for (key, value) in pairs {
            // Unknown keys are the model's words: they are not repeated.
            guard keys.contains(key) else { throw PlanReplyProblem("\(place) has an unknown key") }
            guard fields.updateValue(value, forKey: key) == nil else {
                throw PlanReplyProblem("\(place) has the key \(key) twice")
            }
        }
        for key in keys where fields[key] == nil {
            throw PlanReplyProblem("\(place) lacks \(key)")
        }
    }

    private func mismatch(_ key: String, _ type: String) -> PlanReplyProblem {
        PlanReplyProblem("\(place).\(key) is not \(type)")
    }

    func string(_ key: String) throws(PlanReplyProblem) -> String {
        guard case .string(let text)? = fields[key] else { throw mismatch(key, "a string") }
        return text
    }

    func bool(_ key: String) throws(PlanReplyProblem) -> Bool {
        guard case .bool(let value)? = fields[key] else { throw mismatch(key, "true or false") }
        return value
    }

    func number(_ key: String) throws(PlanReplyProblem) -> Double {
        guard case .number(let digits)? = fields[key], let value = Double(digits), value.isFinite
        else { throw mismatch(key, "a number") }
        return value
    }

    /// Also as `3.0`, which some servers make of 3.
    func integer(_ key: String) throws(PlanReplyProblem) -> Int {
        guard let value = Int(exactly: try number(key)) else { throw mismatch(key, "an integer") }
        return value
    }

    func list(_ key: String) throws(PlanReplyProblem) -> [JSONValue] {
        guard case .array(let items)? = fields[key] else { throw mismatch(key, "a list") }
        // Before anything is made of them; the real limits come later.
        guard items.count <= 1_000 else { throw PlanReplyProblem("\(place).\(key) is too long") }
        return items
    }

    func strings(_ key: String) throws(PlanReplyProblem) -> [String] {
        var texts: [String] = []
        for value in try list(key) {
            guard case .string(let text) = value else { throw mismatch(key, "a list of strings") }
            texts.append(text)
        }
        return texts
    }

    /// - Parameter read: an item and where it stands.
    func items<Item>(
        _ key: String, _ read: (JSONValue, String) throws(PlanReplyProblem) -> Item
    ) throws(PlanReplyProblem) -> [Item] {
        var items: [Item] = []
        for (index, value) in try list(key).enumerated() {
            items.append(try read(value, "\(place).\(key)[\(index)]"))
        }
        return items
    }
}
