/// Neighbouring bytes that every match of a regex holds.
struct RequiredRun: Sendable {
    var symbols: [Symbol]
    /// What stands in front of them, unless the text begins there.
    var before: Symbol?
    /// What stands behind them, unless the text ends there.
    var after: Symbol?
    /// How many of the first symbols the run before may share: both ends of `\d+` are told.
    var shared: Int
    /// From the start of the match to the first symbol.
    var offset: Distance
}

/// Runs of which one stands in every match.
struct RequiredSet: Sendable {
    var runs: [RequiredRun]
    /// Nothing between the set before, or the start of the match, and this one can be a line end.
    var gapStaysOnLine: Bool
}

/// What every match of a regex holds: one run of each set, in this order.
struct RegexFacts: Sendable {
    var sets: [RequiredSet]
    /// Does not hold for a text with U+212A or U+017F: see `RegexSyntax.foldsBeyondASCII`.
    var foldsBeyondASCII: Bool

    /// `nil` where nothing can be said.
    /// - Parameter table: takes the sets of bytes that the runs refer to.
    init?(of regex: String, table: SymbolTable) {
        var syntax = RegexSyntax(Array(regex.utf8), table: table)
        do throws(RegexSyntax.Unclear) {
            let node = try syntax.parsed()
            var builder = RunBuilder(table: table, work: RunBuilder.work(for: syntax.pattern.count))
            try builder.add(node)
            sets = builder.finished()
        } catch {
            return nil
        }
        foldsBeyondASCII = syntax.foldsBeyondASCII
        if sets.isEmpty { return nil }
    }
}
