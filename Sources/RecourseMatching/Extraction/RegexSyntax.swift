/// Reads PCRE2 syntax (pcre2pattern, pcre2syntax) as far as it says which bytes a match must hold.
///
/// Conservative in both directions: the nodes allow at least what the regex allows, and where the
/// syntax is not understood, or differs among versions of PCRE2, the whole regex is `Unclear` and
/// stays without an index. The nodes hold for a text of UTF-8 under `PCRE2_UTF` and, where the
/// regex itself is ASCII, for bytes without it.
struct RegexSyntax {
    /// Nothing may be concluded from the regex.
    struct Unclear: Error {}

    struct Flags {
        /// `(?i)`
        var caseless = false
        /// `(?s)`
        var dotMatchesNewline = false
        /// `(?x)`
        var extended = false
        /// `(?xx)`
        var extendedInClasses = false
    }

    let pattern: [UInt8]
    let table: SymbolTable
    var position = 0
    var flags = Flags()
    /// Between `\Q` and `\E`.
    var isQuoting = false
    /// Without regard to case, `k` also matches U+212A and `s` U+017F. The nodes leave that out: a
    /// text that holds one of the two must be searched without the index.
    var foldsBeyondASCII = false
    private var depth = 0
    /// PCRE2 compiles no deeper groups (PARENS_NEST_LIMIT).
    private static let maximumDepth = 250

    init(_ pattern: [UInt8], table: SymbolTable) {
        self.pattern = pattern
        self.table = table
    }

    mutating func parsed() throws(Unclear) -> RegexNode {
        let node = try alternation()
        guard position == pattern.count else { throw Unclear() }
        return node
    }

    var next: UInt8? { position < pattern.count ? pattern[position] : nil }

    func follows(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard position + length <= pattern.count else { return false }
        for index in 0..<length where pattern[position + index] != text.utf8Start[index] {
            return false
        }
        return true
    }

    /// Branches up to `)` or the end. A change of flags holds on in the branches behind it.
    private mutating func alternation() throws(Unclear) -> RegexNode {
        var branches = [try sequence()]
        while next == UInt8(ascii: "|"), !isQuoting {
            position += 1
            branches.append(try sequence())
        }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func sequence() throws(Unclear) -> RegexNode {
        var items: [RegexNode] = []
        var string: [Symbol] = []
        func flush() {
            if !string.isEmpty { items.append(.string(string)) }
            string.removeAll()
        }
        while true {
            try skipIgnored()
            guard let byte = next else { break }
            if !isQuoting, byte == UInt8(ascii: "|") || byte == UInt8(ascii: ")") { break }
            let atom = try atom()
            try skipIgnored()
            let node = try quantified(atom)
            if case .string(let symbols) = node {
                string += symbols
            } else {
                flush()
                items.append(node)
            }
        }
        flush()
        return items.count == 1 ? items[0] : .sequence(items)
    }

    /// Comments, `\Q`, `\E`, and under `(?x)` white space: a quantifier behind them belongs to what
    /// stands in front of them.
    mutating func skipIgnored() throws(Unclear) {
        while let byte = next {
            if isQuoting {
                guard follows("\\E") else { return }
                isQuoting = false
                position += 2
            } else if byte == UInt8(ascii: "\\"), follows("\\Q") || follows("\\E") {
                isQuoting = pattern[position + 1] == UInt8(ascii: "Q")
                position += 2
            } else if byte == UInt8(ascii: "("), follows("(?#") {
                guard let end = pattern[position...].firstIndex(of: UInt8(ascii: ")")) else {
                    throw Unclear()
                }
                position = end + 1
            } else if flags.extended, byte >= 0x80 {
                // Some of what is beyond ASCII is white space too.
                throw Unclear()
            } else if flags.extended, ByteSet.space.contains(byte) {
                position += 1
            } else if flags.extended, byte == UInt8(ascii: "#") {
                position = pattern[position...].firstIndex(of: 0x0A).map { $0 + 1 } ?? pattern.count
            } else {
                return
            }
        }
    }

    private mutating func atom() throws(Unclear) -> RegexNode {
        let byte = pattern[position]
        guard !isQuoting else { return try character() }
        switch byte {
        case UInt8(ascii: "("): return try group()
        case UInt8(ascii: "["): return try characterClass()
        case UInt8(ascii: "\\"): return try escape()
        case UInt8(ascii: "."):
            position += 1
            return .character(
                flags.dotMatchesNewline
                    ? SymbolTable.any : table.symbol(for: ByteSet.newline.complement))
        case UInt8(ascii: "^"):
            position += 1
            return .lineStart
        case UInt8(ascii: "$"):
            position += 1
            return .lineEnd
        // In front of nothing that could be repeated.
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"): throw Unclear()
        default: return try character()
        }
    }

    /// A character that stands for itself.
    private mutating func character() throws(Unclear) -> RegexNode {
        let byte = pattern[position]
        guard byte >= 0x80 else {
            position += 1
            return .string([literal(byte)])
        }
        let end = pattern[(position + 1)...].firstIndex { $0 & 0xC0 != 0x80 } ?? pattern.count
        defer { position = end }
        // Its other cases may be of any length; those of U+212A and U+017F are ASCII letters.
        guard !flags.caseless else {
            return .character(table.symbol(for: ByteSet.letters.union(.beyondASCII)))
        }
        return .string(pattern[position..<end].map(Symbol.exact))
    }

    mutating func literal(_ byte: UInt8) -> Symbol {
        guard flags.caseless, ByteSet.letters.contains(byte) else { return .exact(byte) }
        noteFolding(of: byte)
        return .eitherCase(byte)
    }

    mutating func noteFolding(of letter: UInt8) {
        if letter | 0x20 == UInt8(ascii: "k") || letter | 0x20 == UInt8(ascii: "s") {
            foldsBeyondASCII = true
        }
    }

    mutating func nested<Node>(
        _ body: (inout RegexSyntax) throws(Unclear) -> Node
    ) throws(Unclear) -> Node {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else { throw Unclear() }
        return try body(&self)
    }

    /// What stands between here and the closing parenthesis. Flags set within end with it.
    mutating func groupBody() throws(Unclear) -> RegexNode {
        let outer = flags
        let node = try nested { (syntax) throws(Unclear) in try syntax.alternation() }
        guard next == UInt8(ascii: ")"), !isQuoting else { throw Unclear() }
        position += 1
        flags = outer
        return node
    }
}
