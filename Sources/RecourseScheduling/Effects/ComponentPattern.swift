/// One component of a path pattern, and whether two of them may name the same thing.
enum ComponentPattern {
    static func isPattern(_ component: String) -> Bool {
        component.utf8.contains { $0 == 0x2A || $0 == 0x3F || $0 == 0x5B }
    }

    /// Whether there is a path that both name; `**` stands for any number of components.
    static func intersect(_ left: ArraySlice<String>, _ right: ArraySlice<String>) -> Bool {
        if left.first == "**" { return intersectAnywhere(left, right) }
        if right.first == "**" { return intersectAnywhere(right, left) }
        guard let first = left.first, let other = right.first else {
            return left.isEmpty && right.isEmpty
        }
        return mayBeEqual(first, other) && intersect(left.dropFirst(), right.dropFirst())
    }

    private static func intersectAnywhere(
        _ left: ArraySlice<String>, _ right: ArraySlice<String>
    ) -> Bool {
        let rest = left.drop { $0 == "**" }
        if rest.isEmpty { return true }
        // Two claims have at most a few of these between them; beyond that, assume the worst.
        guard left.count + right.count <= 64 else { return true }
        return (0...right.count).contains { intersect(rest, right.dropFirst($0)) }
            || right.contains("**")
    }

    private static func mayBeEqual(_ left: String, _ right: String) -> Bool {
        switch (isPattern(left), isPattern(right)) {
        case (false, false): left == right
        default: share(tokens(left)[...], tokens(right)[...])
        }
    }

    private enum Token: Hashable {
        case byte(UInt8)
        case run
    }

    private static func tokens(_ component: String) -> [Token] {
        var tokens: [Token] = []
        let bytes = Array(component.utf8)
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case 0x2A: tokens.append(.run)
            // A character may be several bytes.
            case 0x3F: tokens.append(.run)
            case 0x5B:
                if let end = bytes[(index + 1)...].firstIndex(of: 0x5D) {
                    // What it held when quoted counts as well.
                    tokens.append(.run)
                    index = end
                } else {
                    tokens.append(.byte(0x5B))
                }
            case let byte: tokens.append(.byte(byte))
            }
            index += 1
        }
        return tokens
    }

    /// Whether two strings of tokens have a text in common, by a table of their prefixes.
    private static func share(_ left: ArraySlice<Token>, _ right: ArraySlice<Token>) -> Bool {
        let (left, right) = (Array(left), Array(right))
        guard left.count * right.count <= 1 << 16 else { return true }
        var reach = Array(
            repeating: Array(repeating: false, count: right.count + 1), count: left.count + 1)
        reach[0][0] = true
        for i in 0...left.count {
            for j in 0...right.count where reach[i][j] {
                if i < left.count, left[i] == .run { reach[i + 1][j] = true }
                if j < right.count, right[j] == .run { reach[i][j + 1] = true }
                if i < left.count, j < right.count {
                    // One side's byte is eaten by the other side's run, or meets its equal.
                    if left[i] == .run { reach[i][j + 1] = true }
                    if right[j] == .run { reach[i + 1][j] = true }
                    if left[i] == right[j] { reach[i + 1][j + 1] = true }
                }
            }
        }
        return reach[left.count][right.count]
    }
}
