/// Walks a regex from left to right and collects what stands in every match.
///
/// A run grows while each item is a known number of bytes; short alternatives and optional items
/// fork it. Anything else ends it, leaves a gap, and begins the next run, with the last bytes of
/// what was repeated as its first.
struct RunBuilder {
    private let table: SymbolTable
    private var sets: [RequiredSet] = []
    /// The runs that end here, one for each way to get here.
    private(set) var threads: [[Symbol]] = [[]]
    private var before: Symbol?
    private var shared = 0
    /// A word boundary at the start of the run, or behind it.
    private var isBoundaryPending = false
    /// From the start of the match to the start of the run.
    private var runOffset = Distance.zero
    /// Since the set before.
    private var gapStaysOnLine = true
    /// Steps left: nested repeats are walked more than once.
    private var work: Int

    private static let maximumThreads = 16
    private static let maximumSymbols = 512
    private static let longestRun = 120
    /// Of a repeat, so many bytes at either end are used.
    private static let longestEnd = 24

    init(table: SymbolTable, work: Int) {
        self.table = table
        self.work = work
    }

    static func work(for patternLength: Int) -> Int { 2_000 + 8 * patternLength }

    /// Nothing but one run, and no gap yet.
    private var isSimple: Bool { sets.isEmpty && runOffset == .zero && gapStaysOnLine }

    mutating func finished() -> [RequiredSet] {
        close()
        return sets
    }

    mutating func add(_ node: RegexNode) throws(RegexSyntax.Unclear) {
        work -= 1
        guard work > 0 else { throw RegexSyntax.Unclear() }
        switch node {
        case .nothing: break
        case .string(let symbols): append(symbols)
        case .character(let symbol): addCharacters(symbol, 1, 1)
        case .lineStart:
            if isRunEmpty { before = .exact(0x0A) }
        case .lineEnd: close(after: .exact(0x0A))
        case .wordBoundary: isBoundaryPending = true
        case .sequence(let items): for item in items { try add(item) }
        case .alternatives(let branches): try addAlternatives(branches)
        case .repeated(.string(let symbols), let minimum, let maximum) where symbols.count == 1:
            addBytes(symbols[0], minimum, maximum)
        case .repeated(.character(let symbol), let minimum, let maximum):
            addCharacters(symbol, minimum, maximum)
        case .repeated(let item, let minimum, let maximum):
            try addRepeated(item, minimum, maximum)
        case .anything:
            close()
            leaveGap(.unknown)
        }
    }

    private var isRunEmpty: Bool { threads.allSatisfy(\.isEmpty) }

    // MARK: Runs

    private mutating func append(_ symbols: [Symbol]) {
        guard let first = symbols.first else { return }
        if isBoundaryPending, isRunEmpty, before == nil { before = neighbour(of: first) }
        isBoundaryPending = false
        work -= symbols.count / 8
        // A long text makes several runs, each right behind the one before.
        var rest = symbols[...]
        while !rest.isEmpty {
            let room = Self.longestRun - (threads.map(\.count).max() ?? 0)
            guard room > 0 else {
                close()
                continue
            }
            for index in threads.indices { threads[index] += rest.prefix(room) }
            rest = rest.dropFirst(room)
        }
    }

    /// What stands on the other side of a word boundary.
    private func neighbour(of symbol: Symbol) -> Symbol? {
        let set = table.set(of: symbol)
        if set.isSubset(of: .word) { return table.symbol(for: ByteSet.word.complement) }
        if set.isSubset(of: ByteSet.word.complement) { return table.symbol(for: .word) }
        return nil
    }

    /// Ends the run, and keeps it if it says anything.
    private mutating func close(after: Symbol? = nil) {
        var after = after
        if after == nil, isBoundaryPending, threads.count == 1, let last = threads[0].last {
            after = neighbour(of: last)
        }
        let lengths = threads.map(\.count)
        let bytes = bytesOfRun
        if let least = lengths.min(), let most = lengths.max(), most > 0 {
            if least > 0 {
                let runs = threads.map {
                    RequiredRun(
                        symbols: $0, before: before, after: after, shared: shared,
                        offset: runOffset)
                }
                sets.append(RequiredSet(runs: runs, gapStaysOnLine: gapStaysOnLine))
                gapStaysOnLine = true
            } else {
                gapStaysOnLine = gapStaysOnLine && !bytes.contains(0x0A)
            }
            runOffset = runOffset + Distance(minimum: least, maximum: most, bytes: bytes)
        }
        (threads, before, shared, isBoundaryPending) = ([[]], nil, 0, false)
    }

    private var bytesOfRun: ByteSet {
        var bytes = ByteSet.none
        for thread in threads {
            for symbol in thread { table.add(symbol, to: &bytes) }
        }
        return bytes
    }

    private mutating func leaveGap(_ distance: Distance) {
        runOffset = runOffset + distance
        gapStaysOnLine = gapStaysOnLine && distance.staysOnLine
    }

    /// Begins a run with what stood at the end of a repeat, already counted in the offset.
    private mutating func begin(with ends: [[Symbol]]) {
        guard let most = ends.map(\.count).max(), let least = ends.map(\.count).min() else {
            return
        }
        threads = ends
        shared = most
        runOffset.minimum = max(0, runOffset.minimum - most)
        runOffset.maximum = runOffset.maximum.map { $0 - least }
    }

    // MARK: Repeats of one byte or one character

    private mutating func addBytes(_ symbol: Symbol, _ minimum: Int, _ maximum: Int?) {
        if minimum == maximum, minimum <= Self.longestRun {
            return append(Array(repeating: symbol, count: minimum))
        }
        if minimum == 0, maximum == 1 {
            guard !fork(into: [[symbol]]) else { return }
        }
        let distance = Distance(minimum: 1, maximum: 1, bytes: table.set(of: symbol))
        let known = min(minimum, Self.longestEnd)
        let end = Array(repeating: symbol, count: known)
        append(end)
        close()
        leaveGap(distance.repeated(minimum - known, maximum.map { $0 - known }))
        if known > 0 { begin(with: [end]) }
    }

    /// Of a character that may take several bytes, the first and the last are told.
    private mutating func addCharacters(_ symbol: Symbol, _ minimum: Int, _ maximum: Int?) {
        let set = table.set(of: symbol)
        let saysSomething = minimum > 0 && set.count < 224
        let distance = Distance(minimum: 1, maximum: 4, bytes: set).repeated(minimum, maximum)
        guard saysSomething else {
            close()
            return leaveGap(distance)
        }
        append([symbol])
        close()
        leaveGap(
            Distance(
                minimum: distance.minimum - 1, maximum: distance.maximum.map { $0 - 1 },
                bytes: set))
        begin(with: [[symbol]])
    }

    // MARK: Groups

    /// What the node needs by itself, as if the match began there.
    private mutating func part(_ node: RegexNode) throws(RegexSyntax.Unclear) -> RunBuilder {
        var part = RunBuilder(table: table, work: work)
        try part.add(node)
        work = part.work
        return part
    }

    private mutating func addRepeated(
        _ item: RegexNode, _ minimum: Int, _ maximum: Int?
    ) throws(RegexSyntax.Unclear) {
        let part = try part(item)
        if minimum == 0 {
            if maximum == 1, part.isSimple, fork(into: part.threads) { return }
            close()
            return leaveGap(part.length.repeated(0, maximum))
        }
        if minimum == maximum, minimum <= 4, part.isSimple, part.threads.count == 1 {
            for _ in 0..<minimum { append(part.threads[0]) }
            return
        }
        try add(item)
        close()
        leaveGap(part.length.repeated(minimum - 1, maximum.map { $0 - 1 }))
        if part.threads.allSatisfy({ !$0.isEmpty }) {
            begin(with: part.threads.map { $0.suffix(Self.longestEnd) })
        }
    }

    private var length: Distance {
        let lengths = threads.map(\.count)
        return runOffset
            + Distance(
                minimum: lengths.min() ?? 0, maximum: lengths.max() ?? 0, bytes: bytesOfRun)
    }

    /// Goes on in two ways, without and with the text, where that stays small.
    private mutating func fork(into texts: [[Symbol]]) -> Bool {
        let extended = product(with: texts)
        guard threads.count + extended.count <= Self.maximumThreads, isSmall(threads + extended)
        else { return false }
        threads += extended
        isBoundaryPending = false
        return true
    }

    private func product(with texts: [[Symbol]]) -> [[Symbol]] {
        threads.flatMap { thread in texts.map { thread + $0 } }
    }

    private func isSmall(_ threads: [[Symbol]]) -> Bool {
        threads.reduce(0) { $0 + $1.count } <= Self.maximumSymbols
            && threads.allSatisfy { $0.count <= Self.longestRun }
    }

    private mutating func addAlternatives(
        _ branches: [RegexNode]
    ) throws(RegexSyntax.Unclear) {
        var parts: [RunBuilder] = []
        for branch in branches { parts.append(try part(branch)) }
        if parts.allSatisfy(\.isSimple) {
            let texts = parts.flatMap(\.threads)
            if threads.count * texts.count <= Self.maximumThreads {
                let all = product(with: texts)
                if isSmall(all) {
                    threads = all
                    isBoundaryPending = false
                    work -= all.count
                    return
                }
            }
        }
        close()
        let lengths = parts.map(\.length)
        var chosen: [RequiredRun]? = []
        var gaps = gapStaysOnLine
        for index in parts.indices {
            let staysOnLine = lengths[index].staysOnLine
            gaps = gaps && staysOnLine
            guard let best = parts[index].finished().max(by: { $0.weight < $1.weight }) else {
                chosen = nil
                break
            }
            chosen? += best.runs.map { run in
                var run = run
                run.offset = runOffset + run.offset
                return run
            }
        }
        let gapBefore = gaps
        if let chosen, chosen.count <= Self.maximumBranches {
            sets.append(RequiredSet(runs: chosen, gapStaysOnLine: gapBefore))
            gapStaysOnLine = true
        }
        if let first = lengths.first {
            leaveGap(lengths.dropFirst().reduce(first) { $0.union($1) })
        }
    }

    private static let maximumBranches = 128
}

extension RequiredSet {
    /// How much the weakest of its runs says, in bits.
    fileprivate var weight: Int {
        runs.map { run in
            run.symbols.reduce(0) { $0 + ($1.isLiteral ? 5 : 2) }
        }.min() ?? 0
    }
}
