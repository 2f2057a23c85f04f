/// Classes of Vim's regexes, for one line.
enum VimClass {
    /// By the letter behind the backslash. `\f` is 'isfname' as it is on Unix.
    static let shorthands: [Unicode.Scalar: String] = [
        "s": "[ \\t]", "S": "[^ \\t\\n]", "d": "\\d", "D": "[^\\d\\n]", "w": "\\w",
        "W": "[^\\w\\n]",
        "x": "[0-9A-Fa-f]", "X": "[^0-9A-Fa-f\\n]", "o": "[0-7]", "O": "[^0-7\\n]",
        "h": "[A-Za-z_]", "H": "[^A-Za-z_\\n]", "a": "[A-Za-z]", "A": "[^A-Za-z\\n]",
        "l": "(?-i:[a-z])", "L": "(?-i:[^a-z\\n])", "u": "(?-i:[A-Z])", "U": "(?-i:[^A-Z\\n])",
        "f": "[0-9A-Za-z\\/.\\-_+,#$%~=\\x{A0}-\\x{10FFFF}]",
        "F": "[A-Za-z\\/.\\-_+,#$%~=\\x{A0}-\\x{10FFFF}]", "p": "[^\\x00-\\x1F\\x7F]",
        "P": "[^\\x00-\\x1F\\x7F0-9]",
    ]

    /// Behind a `[`.
    /// - Returns: `nil`, and nothing read, where no `]` ends it: then it is a bracket.
    static func read(
        _ regex: [Unicode.Scalar], _ position: inout Int
    ) throws(RegexRefusal) -> String? {
        let start = position
        var contents = ClassContents()
        let isNegated = position < regex.count && regex[position] == "^"
        if isNegated { position += 1 }
        var isFirst = true
        while position < regex.count, isFirst || regex[position] != "]" {
            isFirst = false
            if regex[position...].starts(with: "[:".unicodeScalars) {
                throw RegexRefusal("a class with a name within a class")
            }
            let low = character(regex, &position)
            guard position + 1 < regex.count, regex[position] == "-", regex[position + 1] != "]"
            else {
                contents.add(low)
                continue
            }
            position += 1
            let high = character(regex, &position)
            guard low <= high else { throw RegexRefusal("a range that ends before it begins") }
            contents.add(low, through: high)
        }
        guard position < regex.count else {
            position = start
            return nil
        }
        position += 1
        return isNegated ? "[^\(contents.members)\\n]" : "[\(contents.members)]"
    }

    private static func character(
        _ regex: [Unicode.Scalar], _ position: inout Int
    ) -> Unicode.Scalar {
        let scalar = regex[position]
        position += 1
        guard scalar == "\\", position < regex.count else { return scalar }
        let known: [Unicode.Scalar: Unicode.Scalar] = [
            "e": "\u{1B}", "t": "\t", "r": "\r", "b": "\u{08}", "n": "\n", "\\": "\\", "]": "]",
            "^": "^", "-": "-",
        ]
        // Before any other character, a backslash is one of the class.
        guard let meant = known[regex[position]] else { return scalar }
        position += 1
        return meant
    }
}
