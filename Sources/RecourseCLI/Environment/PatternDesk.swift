import RecourseCatalog
import RecourseCore
import RecourseCuration
import RecourseMatching
import RecourseStore

/// Where a pattern of this machine's own pack is edited, checked, tried and saved.
struct PatternDesk {
    let store: KnowledgeStore
    let gate: ReplayGate

    /// Lets the person edit it until it is sound, or they give up.
    /// - Throws: `Complaint` or `PackErrors` with what is wrong; the draft's file stays.
    func edited(_ pattern: Pattern) async throws -> Pattern {
        let editor = try Editor()
        let path = "\(store.path).drafts/\(pattern.id.rawValue).toml"
        OutputFile.makeFolder("\(store.path).drafts")
        try OutputFile.write(Self.hints + PackWriting.text(pattern), to: path, mode: 0o600)
        while true {
            try await editor.open(path)
            do {
                let edited = try Self.pattern(at: path, in: store)
                try await check(edited)
                OutputFile.remove(path)
                return edited
            } catch {
                guard TerminalLine.isThere else { throw error }
                ((error as? Complaint) ?? (error as? PackErrors).map { Complaint($0) })?.tell()
                guard TerminalLine.confirms("Edit it again?") else {
                    throw Complaint.input("nothing was saved", hint: "the draft is in \(path)")
                }
            }
        }
    }

    /// - Throws: `Complaint` with every finding of the linter, and where the id is another's.
    func check(_ pattern: Pattern) async throws {
        var pack = try OwnPack.manifest(for: [pattern], in: store)
        pack.patterns = [pattern]
        let findings = await PackLinter.standard.findings(in: pack).filter { !$0.rule.isNote }
        guard findings.isEmpty else {
            throw Complaint.input(
                "\(pattern.id) has \(findings.count) finding\(findings.count == 1 ? "" : "s")",
                findings.map { "\($0.rule.rawValue): \($0.message)" })
        }
        guard !PatternLibrary.builtIn.contains(where: { $0.id == pattern.id }) else {
            throw Complaint.input(
                "\(pattern.id) is a built-in pattern", hint: "give it another id with --id")
        }
        if let record = try store.patternRecord(pattern.id), record.pack != OwnPack.id {
            throw Complaint.input(
                "\(pattern.id) belongs to pack \(record.pack)", hint: "give it another id with --id"
            )
        }
    }

    /// What it changes over kept runs; it is saved unless that is too much.
    @discardableResult
    func save(_ pattern: Pattern, origin: String) throws -> Replay {
        let replay = try Replay([pattern], pack: OwnPack.id, in: store)
        try gate.check(replay)
        try store.save(
            pattern, in: OwnPack.manifest(for: [pattern], in: store), origin: origin,
            at: Session.now())
        return replay
    }

    /// An id that is free: the one wanted, or that with a number.
    func freeID(_ wanted: PatternID) throws -> PatternID {
        var number = 1
        while true {
            let id = number == 1 ? wanted : PatternID("\(wanted)-\(number)")
            let isBuiltIn = PatternLibrary.builtIn.contains { $0.id == id }
            if !isBuiltIn, try store.patternRecord(id) == nil { return id }
            number += 1
        }
    }

    private static func pattern(at path: String, in store: KnowledgeStore) throws -> Pattern {
        let bytes = try InputFile.bytes(of: path, limit: PackFile.maximumBytes + 1)
        let manifest = try OwnPack.manifest(for: [], in: store)
        let patterns = try PackFile(bytes, file: path, manifest: manifest).pack.patterns
        guard patterns.count == 1 else {
            throw Complaint.input("\(path) has \(patterns.count) patterns; one is wanted")
        }
        return patterns[0]
    }

    private static let hints = """
        # Make the regex say what every such failure says, and no more; name what varies.
        # A text that must not match belongs into [[pattern.counter]]. The format is in Docs/packs.md.
        #
        # What a person should do:
        #   [[pattern.fix]]
        #   id = "look"
        #   advice = "Install {name}, then run it again."
        # What may be done by itself, once `recourse trust approve` allows it:
        #   [[pattern.fix]]
        #   id = "make-folder"
        #   argv = ["mkdir", "-p", "{file}"]


        """
}
