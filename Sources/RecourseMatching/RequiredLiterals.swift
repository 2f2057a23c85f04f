import RecoursePCRE2

/// Texts of which one stands in every match of a regex, ASCII case folded; found from PCRE2 syntax,
/// conservatively: what is not understood yields nothing, never something wrong (pcre2pattern).
struct RequiredLiterals {
    /// At least this long, or they would be everywhere.
    static let minimumLength = 4
    private static let maximumBranches = 24
    /// PCRE2 compiles no deeper groups (PARENS_NEST_LIMIT).
    private static let maximumDepth = 250

    let pattern: [UInt8]
    var position = 0
    /// Set where the rest cannot be told.
    var isUnclear = false
    private var depth = 0
    private let isCaseless: Bool

    private init(_ pattern: [UInt8], isCaseless: Bool) {
        self.pattern = pattern
        self.isCaseless = isCaseless
    }

    /// One of these stands in every match; `nil` where nothing can be said.
    static func of(_ regex: String) -> [[UInt8]]? {
        let bytes = Array(regex.utf8)
        guard bytes.count <= Regex.maximumPatternBytes, let flags = InlineFlags(of: bytes) else {
            return nil
        }
        var parser = RequiredLiterals(bytes, isCaseless: flags.caseless)
        let literals = parser.alternation()
        return parser.isUnclear || parser.position != bytes.count ? nil : literals
    }

    /// Branches up to `)` or the end. Needed only where every branch needs something.
    private mutating func alternation() -> [[UInt8]]? {
        var all: [[UInt8]]? = []
        while true {
            let branch = sequence()
            if let branch, let sofar = all, sofar.count + branch.count <= Self.maximumBranches {
                all = sofar + branch
            } else {
                all = nil
            }
            guard next == UInt8(ascii: "|"), !isUnclear else { return all }
            position += 1
        }
    }

    /// The best of what the items in a row need: the one whose shortest text is longest.
    private mutating func sequence() -> [[UInt8]]? {
        var best: [[UInt8]]?
        var run: [UInt8] = []

        func weight(_ literals: [[UInt8]]) -> Int {
            (literals.map(\.count).min() ?? 0) * 4 - literals.count
        }
        func offer(_ literals: [[UInt8]]?) {
            guard let literals, !literals.isEmpty,
                literals.allSatisfy({ $0.count >= Self.minimumLength })
            else { return }
            if best.map({ weight(literals) > weight($0) }) ?? true { best = literals }
        }
        func endRun() {
            offer([run])
            run = []
        }

        while let byte = next, !isUnclear {
            if byte == UInt8(ascii: "|") || byte == UInt8(ascii: ")") { break }
            switch byte {
            case UInt8(ascii: "("):
                endRun()
                let inner = group()
                if quantifier().minimum > 0 { offer(inner) }
            case UInt8(ascii: "["):
                endRun()
                skipClass()
                _ = quantifier()
            case UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "$"):
                position += 1
                endRun()
                _ = quantifier()
            default:
                guard let literal = literalByte() else {
                    endRun()
                    _ = quantifier()
                    continue
                }
                let repeats = quantifier()
                if repeats.minimum > 0 { run.append(literal) }
                if repeats != .once { endRun() }
            }
        }
        endRun()
        return best
    }

    /// A group from `(` to `)`, and what it needs where it is entered.
    private mutating func group() -> [[UInt8]]? {
        position += 1
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else {
            isUnclear = true
            return nil
        }
        var isLookaround = false
        if next == UInt8(ascii: "?") {
            position += 1
            let rest = pattern[position...]
            if ["=", "!", "<=", "<!"].contains(where: { rest.starts(with: $0.utf8) }) {
                isLookaround = true
                position += rest.first == UInt8(ascii: "<") ? 2 : 1
            } else if let name = ["P<", "<", "'"].first(where: { rest.starts(with: $0.utf8) }) {
                position += name.utf8.count
                skipName(to: name == "'" ? UInt8(ascii: "'") : UInt8(ascii: ">"))
            } else {
                // `?:`, `?>`, `?|`, `?i:`, `?i)`: up to the colon or the end of the flags.
                while let byte = next, !":>|)".utf8.contains(byte) { position += 1 }
                if let byte = next, byte != UInt8(ascii: ")") { position += 1 }
            }
        }
        let inner = alternation()
        guard next == UInt8(ascii: ")") else {
            isUnclear = true
            return nil
        }
        position += 1
        return isLookaround ? nil : inner
    }

    /// The folded byte of a literal, or `nil` for anything else, which is stepped over.
    private mutating func literalByte() -> UInt8? {
        var byte = pattern[position]
        position += 1
        if byte == UInt8(ascii: "\\") {
            guard let escaped = next else { return nil }
            byte = escaped
            position += 1
            let isPunctuation = byte < 0x80 && !isLetter(byte) && !isDigit(byte)
            guard isPunctuation else {
                skipArgument(ofEscape: byte)
                return nil
            }
        }
        // A quantifier behind a character of several bytes means all of them.
        if byte >= 0x80 { return nil }
        // Under UTF, `k` also matches U+212A and `s` U+017F without regard to case.
        if isCaseless, byte | 0x20 == 0x6B || byte | 0x20 == 0x73 { return nil }
        return byte | 0x20
    }
}
