/// A place in a JSON document, from which fields are read by name. What is wrong is noted, and
/// reading goes on.
struct JSONPlace {
    /// What reading found wrong.
    final class Findings {
        private(set) var errors: [PackError] = []
        private static let enough = 100

        func note(_ error: PackError) {
            if errors.count < Self.enough { errors.append(error) }
        }

        /// - Throws: `PackErrors` where there is one.
        func check() throws {
            if !errors.isEmpty { throw PackErrors(errors) }
        }
    }

    let json: LocatedJSON
    let path: String
    let text: ForeignText
    let findings: Findings

    init(_ json: LocatedJSON, path: String = "", text: ForeignText, findings: Findings) {
        self.json = json
        self.path = path
        self.text = text
        self.findings = findings
    }

    var line: Int { text.line(of: json.offset) }

    func note(_ reason: String) {
        findings.note(PackError(file: text.file, line: line, field: path, reason: reason))
    }

    func has(_ key: String) -> Bool { json[key] != nil }

    /// `nil` where it is not there, or null.
    func place(_ key: String) -> JSONPlace? {
        guard let value = json[key] else { return nil }
        if case .null = value.value { return nil }
        return JSONPlace(
            value, path: path.isEmpty ? key : "\(path).\(key)", text: text, findings: findings)
    }

    func string(_ key: String) -> String? {
        guard let place = place(key) else { return nil }
        return place.string
    }

    /// Notes what is no string.
    var string: String? {
        guard case .string(let string) = json.value else {
            note("expected a string, found \(json.kind)")
            return nil
        }
        return string
    }

    func int(_ key: String) -> Int? {
        guard let place = place(key) else { return nil }
        guard case .number(let digits) = place.json.value, let number = Int(digits) else {
            place.note("expected a whole number, found \(place.json.kind)")
            return nil
        }
        return number
    }

    func bool(_ key: String) -> Bool? {
        guard let place = place(key) else { return nil }
        guard case .bool(let bool) = place.json.value else {
            place.note("expected true or false, found \(place.json.kind)")
            return nil
        }
        return bool
    }

    /// The items of an array; a value that is none is one item.
    func items(_ key: String) -> [JSONPlace] { place(key)?.items ?? [] }

    var items: [JSONPlace] {
        guard case .array(let items) = json.value else { return [self] }
        return items.enumerated().map { index, item in
            JSONPlace(item, path: "\(path)[\(index)]", text: text, findings: findings)
        }
    }

    /// Notes what is no object.
    var isObject: Bool {
        if case .object = json.value { return true }
        note("expected an object, found \(json.kind)")
        return false
    }
}
