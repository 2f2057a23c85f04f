import RecourseCore

/// Ids from names that other tools allow. The same names give the same ids.
enum PatternNaming {
    static let maximumLength = 48

    /// Lower case, digits, single hyphens; what is too long, or nothing of it, is told apart by a
    /// hash.
    static func slug(_ text: String) -> String {
        var slug = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                slug.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                slug.unicodeScalars.append(Unicode.Scalar(byte | 0x20))
            default: if !slug.isEmpty, !slug.hasSuffix("-") { slug += "-" }
            }
        }
        if slug.hasSuffix("-") { slug.removeLast() }
        guard slug.isEmpty || slug.count > maximumLength else { return slug }
        let hash = ContentHash.of(Array(text.utf8)).prefix(6)
        let start = slug.prefix(maximumLength - 7)
        return start.isEmpty ? "unnamed-\(hash)" : "\(start)-\(hash)"
    }

    /// `folder/tsc.problem-matcher.json` -> `tsc-problem-matcher`.
    static func stem(of file: String) -> String {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        guard name != "-" else { return "imported" }
        let parts = name.split(separator: ".")
        return slug(parts.count > 1 ? parts.dropLast().joined(separator: "-") : name)
    }

    /// Text in one line, without a full stop, for a title.
    static func title(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let short = line.count > 120 ? line.prefix(119) + "…" : line[...]
        return short.hasSuffix(".") ? String(short.dropLast()) : String(short)
    }
}
