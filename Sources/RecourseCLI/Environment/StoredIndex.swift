import RecourseCore
import RecourseMatching
import RecourseStore

/// The index of a database's imported patterns: a file beside it that knows them up to some
/// generation, and an index in memory of what is younger.
///
/// The file is a cache. One that is damaged, of another version, or of another state of the set, is
/// built anew; where it cannot be written, matching works all the same.
struct StoredIndex {
    private let store: KnowledgeStore

    /// So many younger patterns are indexed at every start; more are worth a new file.
    private static let largestDelta = 256

    init(_ store: KnowledgeStore) { self.store = store }

    private var path: String { store.path + ".index" }

    /// For matching, built where there is no file that can be used.
    func layers() throws -> [PatternSet.Layer] {
        guard let generation = try store.patternGeneration() else {
            // A file that was not opened for writing since it came from an older version.
            let records = try store.patternRecords()
            return records.isEmpty ? [] : [PatternSet.Layer(records)]
        }
        if let index = try usableFile() {
            return try layers(index, upTo: PatternGeneration(bytes: index.identity.bytes).number)
        }
        let records = try store.patternRecords(since: 0)
        guard records.count > Self.largestDelta else {
            return records.isEmpty ? [] : [PatternSet.Layer(records.map(\.record))]
        }
        let image = Self.image(of: records, generation)
        try? IndexFile.write(image, to: path)
        return try layers(PatternIndex(image), upTo: generation.number)
    }

    /// Builds the file anew where much has changed since it was.
    /// - Returns: whether it was built.
    @discardableResult
    func refresh() throws -> Bool {
        guard let generation = try store.patternGeneration() else { return false }
        if let index = try usableFile() {
            let known = PatternGeneration(bytes: index.identity.bytes)
            let younger = try store.patternCount(since: known.number)
            let present = try store.patternCount() - younger
            // What was removed or changed is still found in it, and asked for in vain.
            let gone = index.patternCount - present
            guard younger + gone > Self.largestDelta else { return false }
        }
        let records = try store.patternRecords(since: 0)
        guard records.count > Self.largestDelta else { return false }
        try IndexFile.write(Self.image(of: records, generation), to: path)
        return true
    }

    private func usableFile() throws -> PatternIndex? {
        guard let file = MappedFile(path: path, isOwned: true), let index = try? PatternIndex(file),
            try store.knows(PatternGeneration(bytes: index.identity.bytes))
        else { return nil }
        return index
    }

    private func layers(_ index: PatternIndex, upTo generation: Int64) throws -> [PatternSet.Layer]
    {
        let younger = try store.patternRecords(since: generation)
        let known = PatternSet.Layer(try StoredPatterns(store, upTo: generation), index: index)
        return younger.isEmpty ? [known] : [known, PatternSet.Layer(younger.map(\.record))]
    }

    private static func image(
        of records: [(number: UInt32, record: PatternRecord)], _ generation: PatternGeneration
    ) -> [UInt8] {
        var writer = IndexWriter()
        for (number, record) in records { writer.add(record.scope.regexes, number: number) }
        return writer.image(identity: IndexIdentity(generation.bytes))
    }
}
