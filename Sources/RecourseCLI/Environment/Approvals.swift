import RecourseAgent
import RecourseCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a person approved, in a file of its own outside the database, mode 0600: a row of a
/// database can never approve itself. An approval is of exact content; any change revokes it.
struct Approvals: Sendable {
    private struct Document: Codable {
        var schema = "recourse.trust/1"
        /// Pattern id -> hash of its definition.
        var patterns: [String: String] = [:]
        /// `pattern/fix hash` -> a standing answer.
        var answers: [String: StandingAnswer] = [:]
        /// Pattern id -> hash of a definition that was learned here: no person approved it, but its
        /// fix was seen to work, as the policy let it run.
        var verified: [String: String]?
    }

    let path: String
    private var document: Document

    /// What is not ours, or can be written by others, approves nothing.
    init(path: String = Paths.trust) {
        self.path = path
        document = Document()
        guard Paths.isOurs(path), let bytes = try? InputFile.bytes(of: path, limit: 16 << 20),
            let read = try? JSONDecoder().decode(Document.self, from: Data(bytes))
        else { return }
        document = read
    }

    func approves(_ pattern: Pattern) -> Bool {
        let hash = Self.hash(pattern)
        return document.patterns[pattern.id.rawValue] == hash
            || document.verified?[pattern.id.rawValue] == hash
    }

    func standing(_ fix: FixReference, _ pattern: Pattern) -> StandingAnswer? {
        document.answers["\(fix) \(Self.hash(pattern))"]
    }

    var approved: [(pattern: PatternID, hash: String)] {
        document.patterns.sorted { $0.key < $1.key }.map { (PatternID($0.key), $0.value) }
    }

    /// Answers that hold until they are revoked, or the pattern changes.
    var standingAnswers: [(fix: String, answer: StandingAnswer)] {
        document.answers.sorted { $0.key < $1.key }.map { key, answer in
            (String(key.prefix { $0 != " " }), answer)
        }
    }

    mutating func approve(_ pattern: Pattern) throws {
        document.patterns[pattern.id.rawValue] = Self.hash(pattern)
        try save()
    }

    /// Approves what was learned here from a fix that resolved its failure.
    mutating func verify(_ pattern: Pattern) throws {
        document.verified = (document.verified ?? [:])
            .merging([pattern.id.rawValue: Self.hash(pattern)]) { $1 }
        try save()
    }

    /// Where the older definition is approved, approves the newer one in the same way; for changes
    /// that decide nothing about what runs.
    mutating func carryOver(from old: Pattern, to new: Pattern) throws {
        let (id, hash) = (old.id.rawValue, Self.hash(old))
        if document.patterns[id] == hash { document.patterns[id] = Self.hash(new) }
        if document.verified?[id] == hash { document.verified?[id] = Self.hash(new) }
        try save()
    }

    /// False where nothing was approved.
    mutating func revoke(_ pattern: PatternID) throws -> Bool {
        let answers = document.answers.filter { !$0.key.hasPrefix("\(pattern)/") }
        let known = document.patterns.removeValue(forKey: pattern.rawValue) != nil
        let learned = document.verified?.removeValue(forKey: pattern.rawValue) != nil
        let changed = known || learned || answers.count < document.answers.count
        document.answers = answers
        if changed { try save() }
        return changed
    }

    mutating func answer(_ answer: StandingAnswer, _ fix: FixReference, _ pattern: Pattern) throws {
        document.answers["\(fix) \(Self.hash(pattern))"] = answer
        try save()
    }

    /// Of the definition without its examples: they decide nothing.
    static func hash(_ pattern: Pattern) -> String {
        var pattern = pattern
        pattern.examples = []
        pattern.counters = []
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return (try? encoder.encode(pattern)).map { ContentHash.of([UInt8]($0)) } ?? ""
    }

    private func save() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(document), as: UTF8.self)
        if let slash = path.lastIndex(of: "/") { OutputFile.makeFolder(String(path[..<slash])) }
        try OutputFile.write(text + "\n", to: path, mode: 0o600)
    }
}
