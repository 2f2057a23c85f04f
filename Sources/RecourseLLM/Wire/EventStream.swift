/// Reads server-sent events (WHATWG HTML, 9.2.6). Pieces may break anywhere, within a character or
/// between CR and LF.
struct EventStream {
    struct Event: Equatable {
        /// Empty: none was given.
        var name = ""
        var data = ""
    }

    private var line: [UInt8] = []
    private var name = ""
    private var data: [String] = []
    private var isAfterReturn = false
    private var isFirstLine = true

    /// - Returns: the events that are complete with these bytes.
    mutating func feed(_ bytes: some Sequence<UInt8>) -> [Event] {
        var events: [Event] = []
        for byte in bytes {
            if byte == 0x0A, isAfterReturn {
                isAfterReturn = false
                continue
            }
            isAfterReturn = byte == 0x0D
            if byte == 0x0A || byte == 0x0D {
                if let event = endLine() { events.append(event) }
            } else {
                line.append(byte)
            }
        }
        return events
    }

    /// What stands at the end of a stream without its blank line. The standard drops it; a server
    /// that closes after `data: [DONE]` meant it.
    mutating func finish() -> Event? {
        if !line.isEmpty { _ = endLine() }
        return endLine()
    }

    private mutating func endLine() -> Event? {
        defer { line.removeAll(keepingCapacity: true) }
        var content = line[...]
        if isFirstLine, content.starts(with: [0xEF, 0xBB, 0xBF]) { content = content.dropFirst(3) }
        isFirstLine = false
        if content.isEmpty {
            defer { (name, data) = ("", []) }
            return data.isEmpty
                ? nil : Event(name: name, data: data.joined(separator: "\n"))
        }
        let field = content.prefix { $0 != UInt8(ascii: ":") }
        var value = content.dropFirst(field.count + 1)
        if value.first == 0x20 { value = value.dropFirst() }
        switch String(decoding: field, as: UTF8.self) {
        case "event": name = String(decoding: value, as: UTF8.self)
        case "data": data.append(String(decoding: value, as: UTF8.self))
        // A comment, `id`, `retry`, or what nobody knows.
        default: break
        }
        return nil
    }
}
