extension RemedyReply {
    /// The reply as the schema has it: every field there, and no other.
    struct Said: Decodable {
        var title: String
        var category: String
        var lines: [String]
        var fixes: [Fix]
        var confidence: Double

        struct Fix: Decodable {
            var kind: String
            var title: String
            var steps: [[String]]
            var command: [String]
            var seconds: Double
            var text: String

            private enum Key: String, CodingKey, CaseIterable {
                case kind, title, steps, command, seconds, text
            }

            init(from decoder: any Decoder) throws {
                try decoder.refuseFields(besides: Key.allCases.map(\.rawValue))
                let fields = try decoder.container(keyedBy: Key.self)
                kind = try fields.decode(String.self, forKey: .kind)
                title = try fields.decode(String.self, forKey: .title)
                steps = try fields.decode([[String]].self, forKey: .steps)
                command = try fields.decode([String].self, forKey: .command)
                seconds = try fields.decode(Double.self, forKey: .seconds)
                text = try fields.decode(String.self, forKey: .text)
            }
        }

        private enum Key: String, CodingKey, CaseIterable {
            case title, category, lines, fixes, confidence
        }

        init(from decoder: any Decoder) throws {
            try decoder.refuseFields(besides: Key.allCases.map(\.rawValue))
            let fields = try decoder.container(keyedBy: Key.self)
            title = try fields.decode(String.self, forKey: .title)
            category = try fields.decode(String.self, forKey: .category)
            lines = try fields.decode([String].self, forKey: .lines)
            fixes = try fields.decode([Fix].self, forKey: .fixes)
            confidence = try fields.decode(Double.self, forKey: .confidence)
        }
    }
}

private struct AnyField: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

extension Decoder {
    fileprivate func refuseFields(besides names: [String]) throws {
        let fields = try container(keyedBy: AnyField.self)
        guard let other = fields.allKeys.first(where: { !names.contains($0.stringValue) }) else {
            return
        }
        throw DecodingError.dataCorrupted(
            .init(
                codingPath: codingPath + [other],
                debugDescription: "\"\(other.stringValue.prefix(40))\" is no field of it"))
    }
}
