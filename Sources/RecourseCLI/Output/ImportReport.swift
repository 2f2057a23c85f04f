import RecourseCatalog
import RecourseCore
import RecourseMatching
import RecourseStore
import RecourseText

/// What an import changes, what its fixes may do, and how its regexes came over.
struct ImportReport {
    /// A pattern that changes, as lines of a pack.
    struct Difference: Encodable {
        var pattern: PatternID
        var removed: [String]
        var added: [String]
    }

    private struct Document: Encodable {
        var schema = "recourse.import/1"
        var dryRun: Bool
        var added: [PatternID]
        var updated: [PatternID]
        var unchanged: [PatternID]
        var removed: [PatternID]
        var programs: [String]
        var maximumRisk: Risk
        var formats: [String]
        var differences: [Difference]
        var grades: [GradedRegex]
        var redactors: [String]
        var notes: [String]
    }

    private let document: Document
    private let packs: [PackID]

    init(
        _ imported: ImportedPacks, summary: KnowledgeStore.ImportSummary,
        differences: [Difference], isDryRun: Bool
    ) {
        let formats = imported.packs.map { imported.formats[$0.id] ?? .recoursePack }
        document = Document(
            dryRun: isDryRun, added: summary.added, updated: summary.updated,
            unchanged: summary.unchanged, removed: summary.removed,
            programs: Set(imported.packs.flatMap(\.programs)).sorted(),
            maximumRisk: imported.packs.map(\.maximumRisk).max() ?? .inspect,
            formats: Set(formats.map(\.rawValue)).sorted(), differences: differences,
            grades: imported.grades, redactors: imported.rules.values.joined().map(\.id).sorted(),
            notes: imported.notes.map(\.text))
        packs = imported.packs.filter { !$0.patterns.isEmpty }.map(\.id)
    }

    /// What changes within patterns that are there.
    static func differences(
        _ imported: ImportedPacks, _ summary: KnowledgeStore.ImportSummary,
        _ store: KnowledgeStore?
    ) throws -> [Difference] {
        guard let store, !summary.updated.isEmpty else { return [] }
        let updated = Set(summary.updated)
        let patterns = imported.packs.flatMap(\.patterns).filter { updated.contains($0.id) }
        return try patterns.compactMap { pattern in
            guard let record = try store.patternRecord(pattern.id) else { return nil }
            let old = PackWriting.text(try record.pattern()).split(separator: "\n")
            let new = PackWriting.text(pattern).split(separator: "\n")
            let (removed, added) = changedLines(from: old, to: new)
            guard !removed.isEmpty || !added.isEmpty else { return nil }
            return Difference(pattern: pattern.id, removed: removed, added: added)
        }
    }

    func tell(_ format: TextFormat) throws {
        switch format {
        case .json: Console.output(try JSON.text(document))
        case .text:
            for line in changes { Console.output(line + "\n") }
            for line in words { Console.say(line.escapedForTerminal()) }
        }
    }

    private var changes: [String] {
        let differences = Dictionary(
            document.differences.map { ($0.pattern, $0) }, uniquingKeysWith: { $1 })
        let updated = document.updated.flatMap { id -> [String] in
            guard document.dryRun, let difference = differences[id] else { return ["~ \(id)"] }
            return ["~ \(id)"]
                + difference.removed.map { "    - \($0.escapedForTerminal())" }
                + difference.added.map { "    + \($0.escapedForTerminal())" }
        }
        return document.added.map { "+ \($0)" } + updated + document.removed.map { "- \($0)" }
    }

    private var words: [String] {
        let counts =
            "\(document.dryRun ? "would import" : "imported"): \(document.added.count) new, "
            + "\(document.updated.count) changed, \(document.unchanged.count) as before, "
            + "\(document.removed.count) gone"
        let programs =
            document.programs.isEmpty ? "nothing" : document.programs.joined(separator: ", ")
        var words = [counts] + regexes
        if !document.redactors.isEmpty {
            let count = document.redactors.count
            words.append(
                "\(count) form\(count == 1 ? "" : "s") of secrets will be taken out of what is kept"
            )
        }
        words.append("fixes may start \(programs); at most \(document.maximumRisk.rawValue)")
        if !document.dryRun, !packs.isEmpty {
            words.append(
                "they only name causes until: recourse trust approve \(packs.map(\.rawValue).joined(separator: " "))"
            )
        }
        return words
    }

    /// Grades, and each regex that a person should look at.
    private var regexes: [String] {
        guard !document.grades.isEmpty || !document.notes.isEmpty else { return [] }
        let counts = RegexGrade.allCases.compactMap { grade -> String? in
            let count = document.grades.count { $0.grade == grade }
            return count == 0 ? nil : "\(count) \(grade.rawValue)"
        }
        let doubtful = document.grades.filter { $0.grade >= .review }
        return ["regexes: \(counts.joined(separator: ", "))"] + doubtful.map { "  \($0.text)" }
            + document.notes.map { "  left out: \($0)" }
    }
}

/// Lines that are no longer there, and lines that are new, in order.
private func changedLines(
    from old: [Substring], to new: [Substring]
) -> (removed: [String], added: [String]) {
    var (removed, added): ([String], [String]) = ([], [])
    for change in new.difference(from: old) {
        switch change {
        case .remove(_, let line, _): removed.append(String(line))
        case .insert(_, let line, _): added.append(String(line))
        }
    }
    return (removed.reversed(), added)
}
