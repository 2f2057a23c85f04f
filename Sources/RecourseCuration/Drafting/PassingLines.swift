import RecourseText

/// Lines of runs that passed which say much the same as a line of a failure: the tempting ones.
public enum PassingLines {
    private static let leastSimilarity = 0.4
    private static let longest = 400

    /// Most alike first; none is the line itself.
    public static func resembling(_ line: String, in excerpts: [String]) -> [String] {
        let words = Set(LineTemplate(line).constantWords)
        guard !words.isEmpty else { return [] }
        var found: [String: Double] = [:]
        for candidate in excerpts.flatMap({ $0.split(separator: "\n").map(String.init) })
        where candidate != line && candidate.utf8.count <= longest {
            let others = Set(LineTemplate(candidate).constantWords)
            let common = Double(words.intersection(others).count)
            let similarity = common / Double(words.union(others).count)
            if similarity >= leastSimilarity { found[candidate] = similarity }
        }
        return found.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }
}
