/// Declarations, the first lines of their documentation, and what the task names.
enum CodeRanks {
    /// Lines before and behind one that holds what the task names.
    private static let neighbours = 2

    static func levels(of lines: [Substring], for focus: TaskFocus) -> [Int] {
        var levels = [Int](repeating: 0, count: lines.count)
        func raise(_ line: Int, to level: Int) {
            guard levels.indices.contains(line), !lines[line].isEmpty else { return }
            levels[line] = max(levels[line], level)
        }
        for (index, line) in lines.enumerated() {
            if focus.isNamed(inCode: line) {
                raise(index, to: 5)
                for distance in 1...neighbours {
                    raise(index - distance, to: 4)
                    raise(index + distance, to: 4)
                }
            }
            guard isDeclaration(line) else { continue }
            raise(index, to: LineRanks.indent(of: line) < 5 ? 3 : 2)
            if let first = documentation(above: index, in: lines) { raise(first, to: 2) }
            // A signature over several lines, up to what opens the body.
            var next = index
            while next + 1 < lines.count, next - index < 6, isOpen(lines[next]) {
                next += 1
                raise(next, to: 2)
            }
            if next + 1 < lines.count, isQuotedDocumentation(lines[next + 1]) {
                raise(next + 1, to: 2)
            }
        }
        return levels
    }

    private static let modifiers: Set<String> = [
        "public", "private", "internal", "fileprivate", "open", "package", "static", "final",
        "abstract", "override", "export", "default", "async", "unsafe", "extern", "inline",
        "virtual", "protected", "mutating", "nonisolated", "pub", "const", "sealed", "indirect",
        "convenience", "required", "declare", "readonly", "partial", "suspend", "data", "typedef",
    ]
    private static let more: Set<String> = [
        "init", "deinit", "subscript", "case", "let", "var", "val", "import", "from", "use",
        "template", "constructor",
    ]

    /// Whether a line begins a declaration, by its first word that is no modifier. A constant or a
    /// function's form without a keyword counts where it is not indented.
    static func isDeclaration(_ line: Substring) -> Bool {
        let indent = LineRanks.indent(of: line)
        var rest = LineRanks.body(of: line)
        guard let first = rest.utf8.first, first != UInt8(ascii: "/"), first != UInt8(ascii: "*"),
            first != UInt8(ascii: "}")
        else { return false }
        if first == UInt8(ascii: "#") { return rest.hasPrefix("#define") }
        var isModified = false
        while true {
            let word = String(
                rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
            guard !word.isEmpty else { return false }
            if modifiers.contains(word) {
                isModified = true
                rest = rest.dropFirst(word.count)
                // `private(set)`, `pub(crate)`.
                if rest.first == "(", let end = rest.firstIndex(of: ")") {
                    rest = rest[rest.index(after: end)...]
                }
                rest = LineRanks.body(of: rest)
                continue
            }
            if DeclaredNames.keywords.contains(word) { return true }
            if more.contains(word) { return indent < 5 || isModified }
            // `int main(void) {`, `public void run() {`.
            return (indent == 0 || isModified) && rest.contains("(") && !rest.hasSuffix(";")
                && !["if", "for", "while", "switch", "return"].contains(word)
        }
    }

    /// The first line of the comment that ends right above.
    private static func documentation(above index: Int, in lines: [Substring]) -> Int? {
        var first: Int?
        var line = index - 1
        while line >= 0, index - line < 60 {
            let body = LineRanks.body(of: lines[line])
            if body.hasPrefix("@") || body.hasPrefix("#[") {
                line -= 1
                continue
            }
            guard body.hasPrefix("//") || body.hasPrefix("*") || body.hasPrefix("/*") else { break }
            if body.utf8.count > 3 { first = line }
            line -= 1
        }
        return first
    }

    private static func isOpen(_ line: Substring) -> Bool {
        guard let last = line.utf8.last(where: { $0 != 0x20 && $0 != 0x0D }) else { return false }
        return last == UInt8(ascii: "(") || last == UInt8(ascii: ",")
    }

    private static func isQuotedDocumentation(_ line: Substring) -> Bool {
        let body = LineRanks.body(of: line)
        return body.hasPrefix("\"\"\"") || body.hasPrefix("'''")
    }
}
