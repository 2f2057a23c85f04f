import RecourseCatalog
import RecourseCore
import RecourseMatching
import RecourseStore

/// The packs that are compiled in.
public enum BuiltInPatterns {
    public static let records: [PatternRecord] = {
        let archive = EmbeddedPatterns.archive
        let bytes = Array(
            UnsafeBufferPointer(start: archive.utf8Start, count: archive.utf8CodeUnitCount))
        // Written by our own build: damage would be a defect, and then there are no patterns to
        // find.
        return (try? PatternArchive.records(in: bytes)) ?? []
    }()
}

/// All patterns that are looked for: the built-in ones and the imported ones, without what a person
/// switched off.
struct PatternLibrary {
    static var builtIn: [PatternRecord] { BuiltInPatterns.records }

    /// Every record, what is switched off included.
    let all: [PatternRecord]
    let disabled: Set<PatternID>

    /// - Parameter store: `nil` where nothing was stored yet.
    init(store: KnowledgeStore?) throws {
        all = Self.builtIn + (try store?.patternRecords() ?? [])
        disabled = try store?.disabledPatterns() ?? []
    }

    var patternSet: PatternSet {
        PatternSet(disabled.isEmpty ? all : all.filter { !disabled.contains($0.id) })
    }

    /// - Throws: `DecodingError` where a stored definition is damaged.
    func pattern(_ id: PatternID) throws -> (Pattern, PatternRecord)? {
        guard let index = all.firstIndex(where: { $0.id == id }) else { return nil }
        return (try PatternSet([all[index]]).pattern(at: 0), all[index])
    }

    /// All of them whole, in order of id.
    func patterns() throws -> [(Pattern, PatternRecord)] {
        let set = PatternSet(all)
        return try all.indices.map { (try set.pattern(at: $0), all[$0]) }.sorted {
            $0.0.id < $1.0.id
        }
    }
}
