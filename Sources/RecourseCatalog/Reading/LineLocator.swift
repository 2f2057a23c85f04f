/// Finds the line of a field from its path, since TOMLKit keeps no positions: the deepest table
/// header on the way to it, then the key in that table's body.
struct LineLocator {
    /// A table of the document.
    private struct Table {
        /// As fields are named: `pattern[3].fix[0]`; empty for the root.
        var path: String
        var line: Int
        var body: [TOMLStatements.Statement] = []
    }

    private var tables = [Table(path: "", line: 1)]

    init(_ document: TOMLStatements) {
        var counts: [String: Int] = [:]
        for statement in document.statements {
            if let path = Self.headerPath(statement, &counts) {
                tables.append(Table(path: path, line: statement.line))
            } else {
                tables[tables.count - 1].body.append(statement)
            }
        }
    }

    /// 1-based. A field that is missing stands where its table begins.
    func line(of path: String) -> Int {
        let isOnTheWay = { (table: Table) in
            table.path.isEmpty || path == table.path || path.hasPrefix(table.path + ".")
        }
        let table = tables.filter(isOnTheWay).max { $0.path.utf8.count < $1.path.utf8.count }
        guard let table else { return 1 }
        let rest = path.dropFirst(table.path.count).drop { $0 == "." }
        var names = rest.split(separator: ".").map { String($0.prefix { $0 != "[" }) }
        while !names.isEmpty {
            if let found = table.body.first(where: { Self.keys(of: $0).starts(with: names) }) {
                return found.line
            }
            names.removeLast()
        }
        return table.line
    }

    /// `[[pattern.fix]]` as the path of the table that it begins; `nil` for other lines.
    private static func headerPath(
        _ statement: TOMLStatements.Statement, _ counts: inout [String: Int]
    ) -> String? {
        let bytes = statement.bytes.drop(while: isBlank)
        guard bytes.first == UInt8(ascii: "[") else { return nil }
        let isArray = bytes.dropFirst().first == UInt8(ascii: "[")
        let names = Self.names(bytes.dropFirst(isArray ? 2 : 1), before: UInt8(ascii: "]"))
        var path = ""
        for (index, name) in names.enumerated() {
            path += (path.isEmpty ? "" : ".") + name
            if isArray, index == names.count - 1 { counts[path, default: -1] += 1 }
            if let count = counts[path] { path += "[\(count)]" }
        }
        return path
    }

    private static func keys(of statement: TOMLStatements.Statement) -> [String] {
        names(statement.bytes, before: UInt8(ascii: "="))
    }

    /// A dotted key; quotes and blanks around its parts go. Empty where the end does not stand on
    /// the line.
    private static func names(_ bytes: ArraySlice<UInt8>, before end: UInt8) -> [String] {
        var names: [String] = []
        var name: [UInt8] = []
        var quote: UInt8?
        for byte in bytes {
            if let open = quote {
                if byte == open { quote = nil } else { name.append(byte) }
            } else if byte == end {
                return names + [String(decoding: name, as: UTF8.self)]
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ".") {
                names.append(String(decoding: name, as: UTF8.self))
                name = []
            } else if byte == UInt8(ascii: "#") {
                return []
            } else if !isBlank(byte) {
                name.append(byte)
            }
        }
        return []
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }
}
