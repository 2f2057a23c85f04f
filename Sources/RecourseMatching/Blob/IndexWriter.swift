/// Makes an index of patterns: extracts what each needs, chooses what to look for, and lays it out.
public struct IndexWriter {
    /// What a text must hold for a pattern to be looked at.
    private struct Entry {
        var facts: [RegexFacts?]
        var foldsBeyondASCII: Bool
    }

    private let table = SymbolTable()
    private var entries: [Entry] = []
    private var numbers: [UInt32] = []

    public init() {}

    public var count: Int { entries.count }

    /// Whether something stands in every match of the regex that is worth looking for.
    public static func indexes(_ regex: String) -> Bool {
        let table = SymbolTable()
        let facts = RegexFacts(of: regex, table: table)
        let choice = AnchorChoice(census: WindowCensus(patternCount: 1), table: table)
        return choice.anchor(for: [facts]) != nil
    }

    /// - Parameters:
    ///   - regexes: of one pattern, in order; a match of the pattern holds a match of each.
    ///   - number: what the pattern is called outside.
    public mutating func add(_ regexes: [String], number: UInt32) {
        let facts = regexes.map { RegexFacts(of: $0, table: table) }
        entries.append(
            Entry(facts: facts, foldsBeyondASCII: facts.contains { $0?.foldsBeyondASCII ?? false }))
        numbers.append(number)
    }

    /// - Parameter identity: names the set of patterns, so that an index of another is not taken
    ///   for it.
    public func image(identity: IndexIdentity) -> [UInt8] {
        var census = WindowCensus(patternCount: entries.count)
        for (pattern, entry) in entries.enumerated() {
            for facts in entry.facts {
                for set in facts?.sets ?? [] { census.count(set.runs, of: pattern) }
            }
        }
        var layout = Draft(table: table)
        let choice = AnchorChoice(census: census, table: table)
        for (pattern, entry) in entries.enumerated() {
            guard let anchor = choice.anchor(for: entry.facts),
                let sets = entry.facts[anchor.step]?.sets,
                layout.anchors.count + anchor.windows.count < IndexLayout.Entry.maximumAnchors
            else {
                layout.unindexed.append(UInt32(pattern))
                continue
            }
            if entry.foldsBeyondASCII { layout.folding.append(UInt32(pattern)) }
            layout.add(anchor, of: pattern, in: sets, census)
        }
        return layout.image(numbers: numbers, identity: identity)
    }

    /// The sections as they grow.
    private struct Draft {
        let table: SymbolTable
        var encoding: RunEncoding
        var long = WindowTable()
        var short = WindowTable()
        var buckets = ClassBuckets()
        var anchors: [UInt32] = []
        var unindexed: [UInt32] = []
        var folding: [UInt32] = []

        init(table: SymbolTable) {
            self.table = table
            encoding = RunEncoding(table: table)
        }

        mutating func add(
            _ anchor: Anchor, of pattern: Int, in sets: [RequiredSet], _ census: WindowCensus
        ) {
            let checks = encoding.checks(around: anchor.set, in: sets, census: census)
            let lead = encoding.lead(to: anchor.set, in: sets, census: census)
            let set = sets[anchor.set]
            for (run, window) in zip(set.runs, anchor.windows) {
                file(run, window, as: anchors.count)
                let place = encoding.append(
                    run, window: window, of: set, pattern: pattern, tellsStart: anchor.step == 0,
                    checks: checks, lead: lead)
                anchors.append(UInt32(place))
            }
        }

        private mutating func file(_ run: RequiredRun, _ window: AnchorWindow, as anchor: Int) {
            switch window {
            case .long(let start):
                for place in 0..<WindowKey.stride {
                    let bytes = run.symbols[(start + place)...].prefix(WindowKey.longLength)
                    long.add(
                        WindowKey.long(bytes.compactMap(\.foldedByte)), anchor: anchor, place: place
                    )
                }
            case .short(let start):
                let bytes = run.symbols[start...].prefix(WindowKey.shortLength)
                short.add(
                    UInt64(WindowKey.short(bytes.compactMap(\.foldedByte))), anchor: anchor,
                    place: 0)
            case .classes(let range):
                buckets.add(
                    .init(
                        anchor: anchor, places: run.surroundings.map(table.set), window: range))
            }
        }

        func image(numbers: [UInt32], identity: IndexIdentity) -> [UInt8] {
            let (longBitmap, longDirectory, longEntries) = long.sections()
            let (shortBitmap, shortDirectory, shortEntries) = short.sections()
            let hasClasses = !buckets.isEmpty
            let kinds: (kinds: [UInt8], count: Int) = hasClasses ? buckets.byteKinds : ([], 0)
            var image = ImageWriter(patternCount: numbers.count, identity: identity)
            for section in IndexLayout.Section.allCases {
                switch section {
                case .longBitmap: image.append(longBitmap)
                case .shortBitmap: image.append(shortBitmap)
                case .longDirectory: image.append(longDirectory)
                case .shortDirectory: image.append(shortDirectory)
                case .longEntries: image.append(longEntries)
                case .shortEntries: image.append(shortEntries)
                case .anchors: image.append(numbers: anchors)
                case .pool: image.append(encoding.pool.bytes)
                case .sets:
                    image.append(
                        numbers: encoding.sets.flatMap { set in (0..<4).map { set.words[$0] } })
                case .classScan: image.append(hasClasses ? buckets.scanTable : [])
                case .byteKinds: image.append(kinds.kinds)
                case .classMembers: image.append(hasClasses ? buckets.memberTable(kinds) : [])
                case .unindexed: image.append(numbers: unindexed)
                case .folding: image.append(numbers: folding)
                case .numbers: image.append(numbers: numbers)
                }
            }
            return image.finished()
        }
    }
}

/// Puts the header in front of the sections.
private struct ImageWriter {
    private var writer = ByteWriter()
    private var section = 0

    init(patternCount: Int, identity: IndexIdentity) {
        writer.append([UInt8](repeating: 0, count: IndexLayout.Header.size))
        writer.replace(at: IndexLayout.Header.magic, with: IndexLayout.magic)
        writer.replace(at: IndexLayout.Header.version, with: IndexLayout.version)
        writer.replace(at: IndexLayout.Header.patternCount, with: UInt32(patternCount))
        for (index, byte) in identity.bytes.enumerated() {
            writer.replace(at: IndexLayout.Header.identity + index, with: byte)
        }
    }

    /// The next section.
    mutating func append(_ bytes: [UInt8]) {
        writer.align(to: 64)
        let entry = IndexLayout.Header.sections + 8 * section
        writer.replace(at: entry, with: UInt32(writer.count))
        writer.replace(at: entry + 4, with: UInt32(bytes.count))
        writer.append(bytes)
        section += 1
    }

    mutating func append(numbers: [some FixedWidthInteger]) {
        var bytes = ByteWriter()
        bytes.append(numbers: numbers)
        append(bytes.bytes)
    }

    mutating func finished() -> [UInt8] {
        writer.replace(at: IndexLayout.Header.length, with: UInt64(writer.count))
        let checksum = writer.bytes.withUnsafeBytes(IndexLayout.checksum)
        writer.replace(at: IndexLayout.Header.checksum, with: checksum)
        return writer.bytes
    }
}
