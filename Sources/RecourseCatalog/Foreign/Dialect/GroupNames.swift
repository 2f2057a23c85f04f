/// Names that PCRE2 takes: at most 32 ASCII letters, digits and underscores, no digit first, none
/// twice (pcre2pattern, "Named capture groups").
struct GroupNames {
    static let maximumLength = 32

    /// By position of the group; `nil` for one without a name.
    private(set) var names: [String?]
    private var used: Set<String> = []
    /// How often a name was asked for.
    private var counts: [String: Int] = [:]

    /// - Parameter roles: names given to groups, by position; they come first.
    init(_ groups: [GroupScan.Group], roles: [Int: String], _ notes: inout TranslationNotes) {
        names = [String?](repeating: nil, count: groups.count)
        used.formUnion(roles.values)
        for (index, group) in groups.enumerated() {
            if let role = roles[index] {
                names[index] = role
            } else if let name = group.name {
                let legal = unused(Self.legal(name))
                if legal != name { notes.adapt("group `\(name.prefix(60))` is called `\(legal)`") }
                names[index] = legal
            }
        }
    }

    private mutating func unused(_ name: String) -> String {
        var result = name
        while !used.insert(result).inserted {
            let number = counts[name, default: 1] + 1
            counts[name] = number
            let suffix = "_\(number)"
            result = name.prefix(Self.maximumLength - suffix.count) + suffix
        }
        return result
    }

    private static func legal(_ name: String) -> String {
        var text = ""
        for scalar in name.unicodeScalars {
            let isWord = scalar.isASCII && (scalar.properties.isAlphabetic || scalar == "_")
            let isDigit = ("0"..."9").contains(scalar)
            text.unicodeScalars.append(isWord || isDigit ? scalar : "_")
        }
        if text.unicodeScalars.first.map({ ("0"..."9").contains($0) }) ?? true { text = "_" + text }
        return String(text.prefix(maximumLength))
    }
}
