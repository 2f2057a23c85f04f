import RecourseCore

/// A place in a document, from which fields are read by name. What is wrong is noted and reading
/// goes on, so that an author sees everything at once.
struct FieldReader {
    /// What reading a document found wrong.
    final class Findings {
        private(set) var problems: [(field: String, reason: String)] = []
        private static let mostTold = 100

        /// After so many, nobody reads on.
        func note(_ field: String, _ reason: String) {
            guard problems.count <= Self.mostTold else { return }
            problems.append(
                problems.count < Self.mostTold
                    ? (field, reason) : (field, "\(reason); there are more problems"))
        }
    }

    let path: String
    let findings: Findings
    private let fields: [String: TOMLNode]

    init(path: String, fields: [String: TOMLNode], findings: Findings) {
        self.path = path
        self.fields = fields
        self.findings = findings
    }

    func note(_ key: String, _ reason: String) {
        findings.note(path.isEmpty ? key : key.isEmpty ? path : "\(path).\(key)", reason)
    }

    var keys: [String] { fields.keys.sorted() }

    func has(_ key: String) -> Bool { fields[key] != nil }

    func isArray(_ key: String) -> Bool {
        if case .array = fields[key] { true } else { false }
    }

    func isEmptyArray(_ key: String) -> Bool {
        if case .array(let items) = fields[key] { items.isEmpty } else { false }
    }

    /// Notes every key that is not one of these.
    func allowOnly(_ allowed: Set<String>) {
        for key in keys where !allowed.contains(key) {
            note(key, "unknown key; expected one of \(allowed.sorted().joined(separator: ", "))")
        }
    }

    func string(_ key: String) -> String? {
        read(key, expected: "a string") { if case .string(let text) = $0 { text } else { nil } }
    }

    func required(_ key: String) -> String {
        if !has(key) { note(key, "is missing; expected a string") }
        return string(key) ?? ""
    }

    /// A regex that is there, and no longer than the engine takes.
    func regex(_ key: String) -> String {
        let regex = required(key)
        guard regex.utf8.count > ForeignLimits.regexBytes else { return regex }
        note(key, "is longer than \(ForeignLimits.regexBytes) bytes")
        return ""
    }

    func int(_ key: String) -> Int? {
        read(key, expected: "a whole number") {
            if case .int(let number) = $0 { number } else { nil }
        }
    }

    func number(_ key: String) -> Double? {
        read(key, expected: "a number") { node in
            switch node {
            case .int(let number): Double(number)
            case .double(let number): number
            default: nil
            }
        }
    }

    func bool(_ key: String) -> Bool? {
        read(key, expected: "true or false") {
            if case .bool(let value) = $0 { value } else { nil }
        }
    }

    func strings(_ key: String) -> [String] {
        read(key, expected: "an array of strings") { node in
            guard case .array(let items) = node else { return nil }
            let texts = items.compactMap { if case .string(let text) = $0 { text } else { nil } }
            return texts.count == items.count ? texts : nil
        } ?? []
    }

    /// A list of lists of strings.
    func stringLists(_ key: String) -> [[String]] {
        read(key, expected: "an array of arrays of strings") { node in
            guard case .array(let items) = node else { return nil }
            var result: [[String]] = []
            for item in items {
                guard case .array(let words) = item else { return nil }
                let texts = words.compactMap {
                    if case .string(let text) = $0 { text } else { nil }
                }
                guard texts.count == words.count else { return nil }
                result.append(texts)
            }
            return result
        } ?? []
    }

    func stringTable(_ key: String) -> [String: String] {
        read(key, expected: "a table of strings") { node in
            guard case .table(let entries) = node else { return nil }
            let texts = entries.compactMapValues {
                if case .string(let text) = $0 { text } else { nil }
            }
            return texts.count == entries.count ? texts : nil
        } ?? [:]
    }

    func choice<Value: RawRepresentable & CaseIterable>(
        _ key: String, of type: Value.Type
    ) -> Value? where Value.RawValue == String {
        guard let text = string(key) else { return nil }
        if let value = Value(rawValue: text) { return value }
        let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
        note(key, "`\(text)` is not one of \(names)")
        return nil
    }

    /// `"120s"`, `"500ms"`, `"2m"`.
    func duration(_ key: String) -> Duration? {
        guard let text = string(key) else { return nil }
        if let duration = Duration(parsing: text) { return duration }
        note(key, "`\(text)` is not a duration such as 500ms, 120s or 2m")
        return nil
    }

    func template(_ key: String) -> Template? { string(key).map { template(key, $0) } }

    func templates(_ key: String) -> [Template] { strings(key).map { template(key, $0) } }

    func template(_ key: String, _ text: String) -> Template {
        do {
            return try Template(parsing: text)
        } catch {
            note(key, error.reason)
            return Template(literal: text)
        }
    }

    func table(_ key: String) -> FieldReader? {
        read(key, expected: "a table") { node in
            guard case .table(let fields) = node else { return nil }
            return FieldReader(path: joined(key), fields: fields, findings: findings)
        }
    }

    func tables(_ key: String) -> [FieldReader] {
        read(key, expected: "an array of tables") { node in
            guard case .array(let items) = node else { return nil }
            var result: [FieldReader] = []
            for (index, item) in items.enumerated() {
                guard case .table(let fields) = item else { return nil }
                result.append(
                    FieldReader(
                        path: "\(joined(key))[\(index)]", fields: fields, findings: findings))
            }
            return result
        } ?? []
    }

    private func joined(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    private func read<Value>(
        _ key: String, expected: String, _ take: (TOMLNode) -> Value?
    ) -> Value? {
        guard let node = fields[key] else { return nil }
        if let value = take(node) { return value }
        note(key, "expected \(expected), found \(node.kind)")
        return nil
    }
}
