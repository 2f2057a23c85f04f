/// Texts of which one stands in every match of a regex, ASCII case folded; found from PCRE2 syntax, conservatively:
/// what is not understood yields nothing, never something wrong.
struct RequiredLiterals {
    /// At least this long, or they would be everywhere.
    static let minimumLength = 4
    private static let maximumBranches = 24

    private let pattern: [UInt8]
    private var position = 0
    private let isCaseless: Bool

    private init(_ pattern: [UInt8], isCaseless: Bool) {
        self.pattern = pattern
        self.isCaseless = isCaseless
    }

    /// One of these stands in every match; `nil` where nothing can be said.
    static func of(_ regex: String) -> [[UInt8]]? {
        let bytes = Array(regex.utf8)
        guard let flags = InlineFlags(of: bytes) else { return nil }
        var parser = RequiredLiterals(bytes, isCaseless: flags.caseless)
        guard let literals = parser.alternation(), parser.position == bytes.count else { return nil }
        return literals
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
            guard position < pattern.count, pattern[position] == UInt8(ascii: "|") else { return all }
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

        while position < pattern.count {
            let byte = pattern[position]
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
                if repeats == .once {
                    run.append(literal)
                } else if repeats.minimum > 0 {
                    run.append(literal)
                    endRun()
                } else {
                    endRun()
                }
            }
        }
        endRun()
        return best
    }

    /// A group from `(` to `)`, and what it needs where it is entered.
    private mutating func group() -> [[UInt8]]? {
        position += 1
        var isLookaround = false
        if position < pattern.count, pattern[position] == UInt8(ascii: "?") {
            position += 1
            let rest = pattern[position...]
            if rest.starts(with: "#".utf8) || rest.starts(with: "R".utf8) || rest.starts(with: "&".utf8) {
                position = rest.firstIndex(of: UInt8(ascii: ")")) ?? pattern.count
            } else if ["=", "!", "<=", "<!"].contains(where: { rest.starts(with: $0.utf8) }) {
                isLookaround = true
                position += rest.starts(with: "<".utf8) ? 2 : 1
            } else if rest.first == UInt8(ascii: "<") || rest.starts(with: "P<".utf8)
                || rest.first == UInt8(ascii: "'")
            {
                let end: UInt8 = rest.first == UInt8(ascii: "'") ? UInt8(ascii: "'") : UInt8(ascii: ">")
                let name = rest.dropFirst(rest.first == UInt8(ascii: "P") ? 2 : 1)
                position = (name.firstIndex(of: end) ?? pattern.count - 1) + 1
            } else {
                // `?:`, `?>`, `?|`, `?i:`, `?i)`: up to the colon or the end of the flags.
                while position < pattern.count, !":>|)".utf8.contains(pattern[position]) { position += 1 }
                if position < pattern.count, pattern[position] != UInt8(ascii: ")") { position += 1 }
            }
        }
        let inner = alternation()
        if position < pattern.count { position += 1 }
        return isLookaround ? nil : inner
    }

    private mutating func skipClass() {
        position += 1
        if position < pattern.count, pattern[position] == UInt8(ascii: "^") { position += 1 }
        if position < pattern.count, pattern[position] == UInt8(ascii: "]") { position += 1 }
        while position < pattern.count, pattern[position] != UInt8(ascii: "]") {
            if pattern[position] == UInt8(ascii: "\\") {
                position += 1
            } else if pattern[position...].starts(with: "[:".utf8) {
                let end = pattern[position...].firstIndex(of: UInt8(ascii: "]")) ?? position
                position = end
            }
            position += 1
        }
        position += 1
    }

    /// The folded byte of a literal, or `nil` for anything else, which is stepped over.
    private mutating func literalByte() -> UInt8? {
        var byte = pattern[position]
        position += 1
        if byte == UInt8(ascii: "\\") {
            guard position < pattern.count else { return nil }
            byte = pattern[position]
            position += 1
            let isPunctuation = byte < 0x80 && !isLetter(byte) && !(0x30...0x39).contains(byte)
            guard isPunctuation else {
                skipEscapeArgument()
                return nil
            }
        }
        // A quantifier behind a character of several bytes means all of them.
        if byte >= 0x80 { return nil }
        // Under UTF, `k` also matches U+212A and `s` U+017F without regard to case.
        if isCaseless, byte | 0x20 == 0x6B || byte | 0x20 == 0x73 { return nil }
        return byte | 0x20
    }

    /// `\p{L}`, `\x{41}`, `\g{1}`, `\k<name>`: the braces belong to the escape.
    private mutating func skipEscapeArgument() {
        guard position < pattern.count else { return }
        let close: UInt8
        switch pattern[position] {
        case UInt8(ascii: "{"): close = UInt8(ascii: "}")
        case UInt8(ascii: "<"): close = UInt8(ascii: ">")
        case UInt8(ascii: "'"): close = UInt8(ascii: "'")
        default: return
        }
        let escape = pattern[position - 1]
        guard "pPxgkoN".utf8.contains(escape),
            let end = pattern[(position + 1)...].firstIndex(of: close)
        else { return }
        position = end + 1
    }

    private struct Repeats: Equatable {
        var minimum: Int
        var isQuantified: Bool
        static let once = Repeats(minimum: 1, isQuantified: false)
    }

    private mutating func quantifier() -> Repeats {
        guard position < pattern.count else { return .once }
        var minimum = 1
        switch pattern[position] {
        case UInt8(ascii: "?"), UInt8(ascii: "*"):
            minimum = 0
            position += 1
        case UInt8(ascii: "+"): position += 1
        case UInt8(ascii: "{"):
            // `{,n}` is a quantifier only from 10.43 on: taken as none, its minimum as nothing.
            guard let end = pattern[position...].firstIndex(of: UInt8(ascii: "}")) else { return .once }
            let body = pattern[(position + 1)..<end]
            guard !body.isEmpty, body.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2C }) else {
                return .once
            }
            minimum = Int(String(decoding: body.prefix { $0 != 0x2C }, as: UTF8.self)) ?? 0
            position = end + 1
        default: return .once
        }
        if position < pattern.count, "?+".utf8.contains(pattern[position]) { position += 1 }
        return Repeats(minimum: minimum, isQuantified: true)
    }

    private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}

/// What the option settings of a regex mean for its literals; `nil` where it uses something that could make a literal
/// optional or change what the characters mean.
private struct InlineFlags {
    var caseless = false

    private static let unclear = [
        "(*", "(?(", "(?C", "(?R)", "(?0)", "(?+", "(?-1", "(?1", "(?2", "(?3", "(?4", "(?5", "(?6", "(?7", "(?8",
        "(?9", "(?&", "(?P>", "(?P=",
    ].map { Array($0.utf8) }

    init?(of pattern: [UInt8]) {
        var index = 0
        while index < pattern.count {
            let byte = pattern[index]
            let rest = pattern[index...]
            if byte == UInt8(ascii: "\\") {
                if ["\\Q", "\\K", "\\G"].contains(where: { rest.starts(with: $0.utf8) }) { return nil }
                index += 2
                continue
            }
            index += 1
            guard byte == UInt8(ascii: "(") else { continue }
            if Self.unclear.contains(where: { rest.starts(with: $0) }) { return nil }
            guard rest.starts(with: "(?".utf8) else { continue }
            let flags = rest.dropFirst(2).prefix {
                (0x61...0x7A).contains($0 | 0x20) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "^")
            }
            let close = rest.dropFirst(2 + flags.count).first
            guard close == UInt8(ascii: ":") || close == UInt8(ascii: ")") else { continue }
            if flags.contains(UInt8(ascii: "x")) { return nil }
            if flags.contains(UInt8(ascii: "i")) { caseless = true }
        }
    }
}
