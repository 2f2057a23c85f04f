import ArgumentParser
import RecourseCore
import RecourseMatching
import RecourseStore

struct PatternsSearch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract:
            "Find patterns by words of their ids, titles, regexes, fixes and examples, best first.",
        discussion: """
            EXAMPLES
              recourse patterns search certificate
              recourse patterns search "permission denied" docker
            """)
    @Argument(help: "Words that must all be there.") var words: [String]
    @Option(help: "table, json or csv.") var format = DataFormat.table
    @OptionGroup var store: StoreOptions

    func run() throws {
        let library = try PatternLibrary(store: store.existingStore())
        let query = PatternQuery(words)
        let found = try library.patterns(mentioning: query.indexable)
            .map { (pattern: $0.0, record: $0.1, score: query.score($0.0)) }
            .filter { $0.score > 0 }
            .sorted { ($1.score, $0.pattern.id) < ($0.score, $1.pattern.id) }
        let listing = PatternListing(library, found.map { ($0.pattern, $0.record) })
        try listing.show(format)
        if listing.rows.isEmpty { throw ExitCode(Status.no) }
    }
}

/// Words looked for in everything that a pattern says; where a word stands tells how much the
/// pattern is about it.
struct PatternQuery {
    private let words: [String]

    init(_ words: [String]) { self.words = words.map { $0.lowercased() } }

    /// Words that stand in a definition's JSON as they are.
    var indexable: [String] {
        words.filter { $0.utf8.allSatisfy { $0 < 0x80 && $0 != 0x22 && $0 != 0x5C && $0 >= 0x20 } }
    }

    /// 0 where a word is missing.
    func score(_ pattern: Pattern) -> Int {
        let places: [(weight: Int, text: String)] = [
            (16, pattern.id.rawValue), (8, pattern.title), (4, pattern.category.rawValue),
            (4, pattern.scope.regexes.joined(separator: "\n")), (2, Self.fixes(of: pattern)),
            (1, (pattern.examples.map(\.text) + pattern.references).joined(separator: "\n")),
        ].map { ($0.0, $0.1.lowercased()) }
        var score = 0
        for word in words {
            let found = places.filter { $0.text.contains(word) }
            guard !found.isEmpty else { return 0 }
            score += found.reduce(0) { $0 + $1.weight }
        }
        return score
    }

    private static func fixes(of pattern: Pattern) -> String {
        pattern.fixes.map { fix in
            var parts = [fix.id.rawValue, fix.title ?? ""]
            switch fix.action {
            case .advice(let text): parts.append(text.source)
            case .remedy(let remedy): parts += remedy.steps.flatMap { $0.map(\.source) }
            case .retry: parts.append("retry")
            }
            return parts.joined(separator: "\n")
        }.joined(separator: "\n")
    }
}
