/// A reply that should be JSON, as models give it: alone, in a Markdown fence, or between words.
public enum ReplyText {
    /// Finds the one JSON object or array (RFC 8259, strictly) in a reply.
    /// - Throws: where there is none, or more than one that differ.
    public static func json(in text: String) throws(ReplyProblem) -> String {
        let bytes = Array(text.utf8)
        var found: [ArraySlice<UInt8>] = []
        var position = 0
        var scans = 0
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "{") || bytes[position] == UInt8(ascii: "[")
            else {
                position += 1
                continue
            }
            scans += 1
            // A wall of brackets must not cost the square of its length.
            guard scans <= 200 else { break }
            if let end = end(ofValueAt: position, in: bytes), isJSON(bytes[position..<end]) {
                found.append(bytes[position..<end])
                position = end
            } else {
                position += 1
            }
        }
        // `[1]` and the like are found in prose: an object is meant before a list.
        let objects = found.filter { $0.first == UInt8(ascii: "{") }
        let candidates = objects.isEmpty ? found : objects
        guard let first = candidates.first else {
            throw ReplyProblem("it holds no JSON that is complete and correct")
        }
        guard candidates.dropFirst().allSatisfy({ $0.elementsEqual(first) }) else {
            throw ReplyProblem("it holds \(candidates.count) different JSON values instead of one")
        }
        return String(decoding: first, as: UTF8.self)
    }

    /// Behind the bracket that closes the one at `start`, strings skipped.
    private static func end(ofValueAt start: Int, in bytes: [UInt8]) -> Int? {
        var depth = 0
        var isString = false
        var position = start
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\\") where isString: position += 1
            case UInt8(ascii: "\""): isString.toggle()
            case UInt8(ascii: "{") where !isString, UInt8(ascii: "[") where !isString: depth += 1
            case UInt8(ascii: "}") where !isString, UInt8(ascii: "]") where !isString:
                depth -= 1
                if depth == 0 { return position + 1 }
            default: break
            }
            position += 1
        }
        return nil
    }

    private static func isJSON(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.withUnsafeBufferPointer { (try? JSONValue($0)) != nil }
    }
}
