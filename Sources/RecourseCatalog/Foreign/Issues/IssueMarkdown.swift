/// The JSON of an issue, and its title. What stands in front of the JSON becomes empty lines, so
/// that places stay what they were.
struct IssueMarkdown {
    private(set) var title: String?
    /// `nil` where no block names an error.
    private(set) var json: ForeignText?

    /// - Throws: `PackErrors`.
    init(_ text: ForeignText) throws {
        let body = text.bytes.drop(while: Self.isBlank)
        if body.first == UInt8(ascii: "{") || body.first == UInt8(ascii: "[") {
            json = text
            return
        }
        var (line, block): (Int, (start: Int, line: Int)?) = (0, nil)
        var start = 0
        while start < text.bytes.count {
            let end = text.bytes[start...].firstIndex(of: 0x0A) ?? text.bytes.count
            let bare = text.bytes[start..<end].drop(while: Self.isBlank)
            line += 1
            if bare.starts(with: "```".utf8) {
                if let open = block {
                    let contents = text.bytes[open.start..<start]
                    if Self.namesError(contents) {
                        let before = [UInt8](repeating: 0x0A, count: open.line)
                        json = try ForeignText(before + contents, file: text.file)
                        return
                    }
                    block = nil
                } else {
                    block = (min(end + 1, text.bytes.count), line)
                }
            } else if block == nil, title == nil, bare.starts(with: "# ".utf8) {
                title = String(decoding: bare.dropFirst(2), as: UTF8.self)
            }
            start = end + 1
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private static func namesError(_ bytes: ArraySlice<UInt8>) -> Bool {
        let quotes = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\"") }
        return quotes.contains {
            bytes[$0...].starts(with: "\"ErrorMessage\"".utf8)
                || bytes[$0...].starts(with: "\"ErrorPattern\"".utf8)
        }
    }
}
