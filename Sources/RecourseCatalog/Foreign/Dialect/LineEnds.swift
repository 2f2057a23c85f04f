/// A regex of PCRE2 that must match all of a line, as one that is searched for in it: `.*` at an
/// end leaves that end open, and anything else is held by `^` or `$`.
struct LineEnds {
    private var body: Substring
    private var flags: Substring = ""
    private var isOpenAtStart = false
    private var isOpenAtEnd = false

    init(_ regex: String) {
        body = Substring(regex)
        // In front of everything, they hold for everything.
        if body.hasPrefix("(?i)") {
            flags = body.prefix(4)
            body = body.dropFirst(4)
        }
        guard !Self.hasBranches(body), !body.contains("\\Q") else {
            body = "(?:\(body))"
            return
        }
        while let rest = Self.withoutLeadingAny(body) {
            body = rest
            isOpenAtStart = true
        }
        while let rest = Self.withoutTrailingAny(body) {
            body = rest
            isOpenAtEnd = true
        }
    }

    var enclosed: String {
        let start = isOpenAtStart || body.hasPrefix("^") ? "" : "^"
        let end = isOpenAtEnd || body.hasSuffix("$") && !body.hasSuffix("\\$") ? "" : "$"
        return flags + start + body + end
    }

    private static func withoutLeadingAny(_ body: Substring) -> Substring? {
        guard body.hasPrefix(".*") else { return nil }
        let rest = body.dropFirst(2)
        // `.*+` takes all of the line and gives nothing back.
        guard rest.first != "+" else { return nil }
        return rest.first == "?" ? rest.dropFirst() : rest
    }

    private static func withoutTrailingAny(_ body: Substring) -> Substring? {
        let rest: Substring
        if body.hasSuffix(".*") {
            rest = body.dropLast(2)
        } else if body.hasSuffix(".*?") {
            rest = body.dropLast(3)
        } else {
            return nil
        }
        let backslashes = rest.reversed().prefix { $0 == "\\" }.count
        return backslashes % 2 == 0 && !rest.isEmpty ? rest : nil
    }

    static func isOneBranch(_ regex: String) -> Bool { !hasBranches(regex[...]) }

    /// A `|` outside of all groups and classes.
    private static func hasBranches(_ body: Substring) -> Bool {
        var depth = 0
        var isInClass = false
        var isEscaped = false
        for scalar in body.unicodeScalars {
            if isEscaped {
                isEscaped = false
                continue
            }
            switch scalar {
            case "\\": isEscaped = true
            case "[" where !isInClass: isInClass = true
            case "]": isInClass = false
            case "(" where !isInClass: depth += 1
            case ")" where !isInClass: depth -= 1
            case "|" where depth == 0 && !isInClass: return true
            default: break
            }
        }
        return false
    }
}
