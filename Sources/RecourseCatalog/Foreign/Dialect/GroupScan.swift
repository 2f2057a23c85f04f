/// The capturing groups of a regex, in order of their opening parentheses.
struct GroupScan {
    struct Group {
        /// As the author calls it.
        var name: String?
        /// In the regex, of its `(`.
        var offset: Int
    }

    private(set) var groups: [Group] = []
    /// The first group of each name.
    private(set) var ordinals: [String: Int] = [:]
    /// In the order of their numbers.
    private var numbered: [Int] = []

    init(_ regex: [Unicode.Scalar], _ dialect: RegexDialect) {
        var isClosed = true
        var index = 0
        var classDepth = 0
        var isFirst = false
        let quotes = dialect == .java || dialect == .go
        let names = dialect == .go || dialect == .oniguruma
        while index < regex.count {
            defer { index += 1 }
            let scalar = regex[index]
            if scalar == "\\" {
                index += 1
                if quotes, index < regex.count, regex[index] == "Q" {
                    while index < regex.count, !regex[index...].starts(with: "\\E".unicodeScalars) {
                        index += 1
                    }
                    index += 1
                }
                isFirst = false
            } else if classDepth > 0 {
                if scalar == "[", names, isClosed,
                    regex[index...].starts(with: "[:".unicodeScalars)
                {
                    let end = regex[index...].firstIndex(of: "]")
                    isClosed = end != nil
                    index = end ?? index
                    continue
                }
                if scalar == "[", dialect.hasNestedClasses {
                    classDepth += 1
                    isFirst = true
                    if index + 1 < regex.count, regex[index + 1] == "^" { index += 1 }
                    continue
                }
                if scalar == "]", !(isFirst && dialect.beginsClassesWithBracket) { classDepth -= 1 }
                isFirst = isFirst && scalar == "^"
            } else if scalar == "[" {
                classDepth = 1
                isFirst = true
            } else if scalar == "(", let group = Self.group(regex, at: index) {
                groups.append(group)
            }
        }
        for (ordinal, group) in groups.enumerated() {
            if let name = group.name, ordinals[name] == nil { ordinals[name] = ordinal }
        }
        numbered = Array(groups.indices)
        if dialect.numbersNamedGroupsLast {
            numbered =
                groups.indices.filter { groups[$0].name == nil }
                + groups.indices.filter { groups[$0].name != nil }
        }
    }

    /// `nil` for a group that does not capture.
    private static func group(_ regex: [Unicode.Scalar], at index: Int) -> Group? {
        var rest = regex[(index + 1)...]
        guard rest.first == "?" else {
            return rest.first == "*" ? nil : Group(offset: index)
        }
        rest = rest.dropFirst()
        if rest.first == "P" { rest = rest.dropFirst() }
        guard let open = rest.first, open == "<" || open == "'" else { return nil }
        rest = rest.dropFirst()
        guard let first = rest.first, first != "=", first != "!" else { return nil }
        let name = rest.prefix { $0 != (open == "<" ? ">" : "'") }
        return Group(name: String(String.UnicodeScalarView(name)), offset: index)
    }

    /// Which of the groups, from 0, the dialect gives a number; `nil` where none has it.
    func ordinal(ofNumber number: Int) -> Int? {
        number > 0 && number <= numbered.count ? numbered[number - 1] : nil
    }
}
