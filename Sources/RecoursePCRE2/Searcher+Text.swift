extension Searcher {
    /// The first match anywhere in the text.
    public func firstMatch(of regex: Regex, in text: String) -> SearchResult {
        var copy = text
        return copy.withUTF8 { firstMatch(of: regex, in: $0, starts: 0...$0.count) }
    }

    /// True where the regex matches the whole text.
    public func matchesWhole(_ regex: Regex, _ text: String) -> Bool {
        guard case .match(let match) = firstMatch(of: regex, in: text) else { return false }
        return match.range == 0..<text.utf8.count
    }
}
