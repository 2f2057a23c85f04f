extension Searcher {
    /// The first match anywhere in the text.
    public func firstMatch(of regex: Regex, in text: String) -> SearchResult {
        var copy = text
        return copy.withUTF8 { firstMatch(of: regex, in: $0, starts: 0...$0.count) }
    }

    /// The match that is all of the text, by any of the alternatives.
    public func wholeMatch(of regex: Regex, in text: String) -> SearchResult {
        var copy = text
        return copy.withUTF8 { wholeMatch(of: regex, in: $0) }
    }
}
