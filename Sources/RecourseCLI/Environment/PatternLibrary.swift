import RecourseCatalog
import RecourseCore
import RecourseMatching
import RecourseStore

/// The packs that are compiled in, with the index that was built with them.
public enum BuiltInPatterns {
    static let archive: PatternArchive = {
        let text = EmbeddedPatterns.archive
        return PatternArchive(
            UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount),
            count: index.patternCount)
    }()

    // Written by our own build: damage would be a defect, and then there are no patterns to find.
    public static let records: [PatternRecord] = (try? archive.records()) ?? []

    static let index: PatternIndex = {
        let text = EmbeddedPatterns.index
        let image = Latin1.bytes(
            UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        return (try? PatternIndex(image)) ?? PatternIndex(IndexWriter())
    }()

    public static let layer = PatternSet.Layer(archive, index: index)
}

/// Bytes kept as the scalars of the same numbers, in UTF-8.
private enum Latin1 {
    static func bytes(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: text.count) { bytes, count in
            var index = 0
            while index < text.count {
                let byte = text[index]
                if byte < 0x80 {
                    bytes[count] = byte
                    index += 1
                } else {
                    bytes[count] = byte << 6 | text[index + 1] & 0x3F
                    index += 2
                }
                count += 1
            }
        }
    }
}

/// All patterns that are looked for: the built-in ones and the imported ones, without what a person
/// switched off.
struct PatternLibrary {
    static var builtIn: [PatternRecord] { BuiltInPatterns.records }

    private let store: KnowledgeStore?
    private let standings: [PatternID: PatternStanding]

    /// - Parameter store: `nil` where nothing was stored yet.
    init(store: KnowledgeStore?) throws {
        self.store = store
        standings = try store?.standings() ?? [:]
    }

    func standing(of pattern: PatternID) -> PatternStanding { standings[pattern] ?? .enabled }

    /// Ready to be looked for; the index of the imported patterns is read from beside the database,
    /// or built, and kept there if it can be.
    var patternSet: PatternSet {
        get throws {
            let imported = try store.map { try StoredIndex($0).layers() } ?? []
            return PatternSet([BuiltInPatterns.layer] + imported, disabled: Set(standings.keys))
        }
    }

    /// Every record, what is switched off included.
    var all: [PatternRecord] {
        get throws { Self.builtIn + (try store?.patternRecords() ?? []) }
    }

    /// - Throws: `DecodingError` where a stored definition is damaged.
    func pattern(_ id: PatternID) throws -> (Pattern, PatternRecord)? {
        guard let record = try all.first(where: { $0.id == id }) else { return nil }
        return (try record.pattern(), record)
    }

    /// Whole, the built-in ones and of the imported ones those that hold all these texts.
    func patterns(mentioning texts: [String]) throws -> [(Pattern, PatternRecord)] {
        let imported = try store?.patternRecords(mentioning: texts) ?? []
        return try (Self.builtIn + imported).map { (try $0.pattern(), $0) }
    }

    /// All of them whole, in order of id.
    func patterns() throws -> [(Pattern, PatternRecord)] {
        try all.map { (try $0.pattern(), $0) }.sorted { $0.0.id < $1.0.id }
    }
}
