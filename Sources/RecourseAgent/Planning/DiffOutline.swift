/// What a unified diff is about, read without applying it.
public struct DiffOutline: Hashable, Sendable {
    /// The files of the `---` and `+++` lines before each hunk, without `a/`, `b/` and what stands
    /// behind a tab, but for `/dev/null`. In their order, each once.
    public let paths: [String]
    /// False where it says more than which lines of which plain files change: renames, copies,
    /// links, binary parts, quoted names, text between.
    public let isPlain: Bool

    private static let plainStarts = [
        "diff ", "index ", "new file mode 100", "deleted file mode 100", "old mode 100",
        "new mode 100",
    ]

    /// Lines inside a hunk are counted by its header, so that a removed line of `-- ` is no name.
    public init(_ diff: String) {
        var paths: [String] = []
        var isPlain = true
        var (old, new) = (0, 0)
        for line in diff.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let text = String(decoding: line, as: UTF8.self)
            if old > 0 || new > 0 {
                switch line.first {
                case UInt8(ascii: "-"): old -= 1
                case UInt8(ascii: "+"): new -= 1
                case UInt8(ascii: "\\"): break
                default:
                    old -= 1
                    new -= 1
                }
            } else if text.hasPrefix("@@ ") {
                let words = text.split(separator: " ")
                old = words.count > 1 ? Self.count(words[1]) : 0
                new = words.count > 2 ? Self.count(words[2]) : 0
            } else if text.hasPrefix("--- ") || text.hasPrefix("+++ ") {
                let name = String(text.dropFirst(4).prefix { $0 != "\t" && $0 != "\r" })
                if name.hasPrefix("\"") { isPlain = false }
                let isPrefixed = name.hasPrefix("a/") || name.hasPrefix("b/")
                let path = isPrefixed ? String(name.dropFirst(2)) : name
                if name != "/dev/null", !paths.contains(path) { paths.append(path) }
            } else if !text.isBlank, line.first != UInt8(ascii: "\\"),
                !Self.plainStarts.contains(where: text.hasPrefix)
            {
                isPlain = false
            }
        }
        self.paths = paths
        self.isPlain = isPlain
    }

    /// `-3,7` is 7, `-3` is 1.
    private static func count(_ range: Substring) -> Int {
        let parts = range.split(separator: ",")
        return parts.count > 1 ? min(max(Int(parts[1]) ?? 0, 0), 1_000_000) : 1
    }
}
