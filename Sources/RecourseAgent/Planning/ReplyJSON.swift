import RecourseCore

/// The JSON object in what a model said, inside prose or a fence too.
enum ReplyJSON {
    private static let attempts = 32
    private static let open = UInt8(ascii: "{")

    /// - Parameter key: what the object has to hold: an example in the prose is not taken for it.
    static func object(in text: String, with key: String) throws(ReplyProblem) -> JSONValue {
        guard text.utf8.count <= PlanLimits.replyBytes else {
            throw ReplyProblem("the reply is over \(PlanLimits.replyBytes) bytes")
        }
        var bytes = Array(text.utf8)
        // What a reasoning model thought aloud is no answer.
        if let end = lastRange(of: Array("</think>".utf8), in: bytes) {
            bytes.removeSubrange(..<end.upperBound)
        }
        var start = bytes.firstIndex(of: open)
        var tries = 0
        while let from = start, tries < attempts {
            tries += 1
            if let end = end(ofObjectAt: from, in: bytes),
                let value = value(of: bytes[from..<end]), case .object(let fields) = value,
                fields.contains(where: { $0.key == key })
            {
                return value
            }
            start = bytes[(from + 1)...].firstIndex(of: open)
        }
        throw ReplyProblem("there is no JSON object with the key \(key) in it")
    }

    private static func value(of bytes: ArraySlice<UInt8>) -> JSONValue? {
        try? bytes.withUnsafeBufferPointer { try JSONValue($0) }
    }

    /// Behind the brace that closes the one at the start, braces in strings aside.
    private static func end(ofObjectAt start: Int, in bytes: [UInt8]) -> Int? {
        var depth = 0
        var isInString = false
        var index = start
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\") where isInString: index += 1
            case UInt8(ascii: "\""): isInString.toggle()
            case open where !isInString: depth += 1
            case UInt8(ascii: "}") where !isInString:
                depth -= 1
                if depth == 0 { return index + 1 }
            default: break
            }
            index += 1
        }
        return nil
    }

    private static func lastRange(of wanted: [UInt8], in bytes: [UInt8]) -> Range<Int>? {
        guard bytes.count >= wanted.count else { return nil }
        for start in (0...(bytes.count - wanted.count)).reversed()
        where bytes[start] == wanted[0] && bytes[start...].starts(with: wanted) {
            return start..<(start + wanted.count)
        }
        return nil
    }
}
