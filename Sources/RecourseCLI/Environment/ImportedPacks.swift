import RecourseCatalog
import RecourseCore
import RecourseCuration
import RecourseMatching
import RecourseStore

/// What an import reads, in whatever format: packs, and how well foreign regexes came over.
struct ImportedPacks {
    var packs: [Pack] = []
    private(set) var rules: [PackID: [RedactionRule]] = [:]
    private(set) var formats: [PackID: ForeignFormat] = [:]
    var grades: [GradedRegex] = []
    /// What was left out on purpose.
    private(set) var notes: [PackError] = []

    /// How a file is to be read, where its contents do not tell.
    struct Reading {
        var format: ForeignFormat?
        var pack: PackID?
    }

    /// - Throws: `PackErrors` with everything that is wrong, or `Complaint`.
    init(at path: String, _ reading: Reading) throws {
        let documents = try PackDocuments(at: path)
        if let pack = try documents.folderPack() {
            packs = [pack]
            return
        }
        // Other files may lie beside the packs; a TOML file there is meant to be one.
        let known = documents.documents.filter { document in
            !documents.isCollection || reading.format != nil
                || Self.format(of: document) != nil
        }
        guard !known.isEmpty else {
            throw Complaint.input(
                "\(path) holds no pattern file of a known format",
                hint: "formats: " + ForeignFormat.allCases.map(\.rawValue).joined(separator: ", "))
        }
        let imports = try PackDocuments.collecting(known) { document in
            try ForeignReading.read(
                document.bytes, file: document.name,
                as: reading.format ?? Self.format(of: document),
                pack: reading.pack,
                compiles: RegexCompilation.complaint)
        }
        for found in imports { add(found) }
    }

    /// A value of Vim's 'errorformat'.
    init(errorFormat: String, pack: PackID) throws {
        add(
            try ForeignReading.read(
                errorFormat: errorFormat, pack: pack, compiles: RegexCompilation.complaint))
    }

    private static func format(of document: PackDocuments.Document) -> ForeignFormat? {
        ForeignFormat.detect(document.bytes, fileName: document.path)
            ?? (document.path.hasSuffix(".toml") ? .recoursePack : nil)
    }

    private mutating func add(_ found: ForeignImport) {
        var pack = found.pack
        if found.format != .recoursePack {
            pack = Self.besideBuiltIn(pack)
            formats[pack.id] = found.format
        }
        packs.append(pack)
        if !found.redactors.isEmpty { rules[pack.id] = found.redactors }
        grades += found.grades
        notes += found.notes
    }

    /// Ids that other tools' files happen to share with what is built in are told apart.
    private static func besideBuiltIn(_ pack: Pack) -> Pack {
        let builtIn = PatternLibrary.builtIn
        var renamed = pack
        if builtIn.contains(where: { $0.pack == pack.id }) {
            renamed.id = PackID("\(pack.id)-imported")
        }
        let taken = Set(builtIn.map(\.id))
        for index in renamed.patterns.indices where taken.contains(renamed.patterns[index].id) {
            renamed.patterns[index].id = PatternID("\(renamed.patterns[index].id)-imported")
        }
        return renamed
    }

    /// A foreign file knows no status: what a person promoted stays so, while its regex is the same.
    mutating func keepPromotions(of store: KnowledgeStore?) throws {
        guard let store else { return }
        for (index, pack) in packs.enumerated() where formats[pack.id] != nil {
            for (number, pattern) in pack.patterns.enumerated() {
                guard let record = try store.patternRecord(pattern.id), record.pack == pack.id,
                    record.scope == pattern.scope
                else { continue }
                packs[index].patterns[number].status = try record.pattern().status
            }
        }
    }
}
