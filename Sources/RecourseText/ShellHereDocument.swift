/// A here-document whose body is still to come (POSIX.1-2017, 2.7.4).
struct ShellHereDocument {
    /// `<<-`: tabs in front of lines do not count.
    var dropsTabs: Bool
    var delimiter: ShellText.Word?

    /// Behind the line that ends the body; `nil` where there is none, or where a command stands in
    /// the body.
    func end(in bytes: [UInt8], from start: Int) -> Int? {
        guard let delimiter, let value = delimiter.value else { return nil }
        let isLiteral = delimiter.source.utf8.contains { "'\"\\".utf8.contains($0) }
        var index = start
        while index < bytes.count {
            let end = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
            var line = bytes[index..<end]
            if dropsTabs { line = line.drop { $0 == 0x09 } }
            if line.elementsEqual(value.utf8) { return min(end + 1, bytes.count) }
            if !isLiteral, Self.holdsCommand(line) { return nil }
            index = end + 1
        }
        return nil
    }

    private static func holdsCommand(_ line: ArraySlice<UInt8>) -> Bool {
        line.contains(UInt8(ascii: "`"))
            || zip(line, line.dropFirst()).contains {
                $0 == UInt8(ascii: "$") && $1 == UInt8(ascii: "(")
            }
            // A line that goes on in the next one could end in the delimiter.
            || line.last == UInt8(ascii: "\\")
    }
}
