/// Runs and checks as bytes of the pool. What many patterns share is kept once.
struct RunEncoding {
    let table: SymbolTable
    private(set) var pool = ByteWriter()
    private(set) var sets: [ByteSet] = []
    private var setNumbers: [ByteSet: UInt16] = [:]
    private var known: [[UInt8]: Int] = [:]
    /// The longest a check's text is.
    private static let longestCheck = 20
    private static let shortestCheck = 3
    private static let checksPerSide = 3
    private static let checkedAlternatives = 16
    /// On either side of the window, so much of a run is compared before the regex is.
    private static let margin = 8
    /// Starts so near are not worth telling apart by what stands between.
    private static let shortWalk = 8

    init(table: SymbolTable) {
        self.table = table
        // Zero stands for "no checks".
        pool.append(0)
    }

    private mutating func number(of symbol: Symbol) -> UInt16 {
        number(of: table.set(of: symbol)) ?? 0
    }

    /// `nil` where two bytes cannot number it.
    private mutating func number(of set: ByteSet) -> UInt16? {
        if let known = setNumbers[set] { return known }
        guard sets.count <= Int(UInt16.max) else { return nil }
        let number = UInt16(sets.count)
        sets.append(set)
        setNumbers[set] = number
        return number
    }

    // MARK: Anchors

    /// Appends the record of one anchor.
    /// - Returns: where it begins in the pool.
    mutating func append(
        _ run: RequiredRun, window: AnchorWindow, of set: RequiredSet, pattern: Int,
        tellsStart: Bool, checks: Int, lead: Int
    ) -> Int {
        let (part, reported) = trimmed(run, window)
        var flags: IndexLayout.AnchorFlags = []
        // Finds of all runs of a set are told in the order of the text: so must the starts be.
        let offset = set.runs.dropFirst().reduce(set.runs[0].offset) { $0.union($1.offset) }
        let skipped = run.symbols.count - part.symbols.count - part.dropped
        let fill =
            offset.maximum ?? .max > Self.shortWalk && offset.bytes != .all
            ? number(of: offset.bytes) : nil
        if fill != nil { flags.insert(.hasFill) }
        if offset.maximum != nil { flags.insert(.isBounded) }
        if part.before != nil { flags.insert(.hasBefore) }
        if part.after != nil { flags.insert(.hasAfter) }
        if tellsStart { flags.insert(.tellsStart) }
        if checks != 0 { flags.insert(.hasChecks) }
        if lead != 0 { flags.insert(.hasLead) }
        let start = pool.count
        pool.append(varying: pattern)
        pool.append(flags.rawValue)
        // Where the byte stands that the scanner reports: the first of a window of bytes, the last
        // of a window of classes, which may be the one before the run.
        pool.append(UInt8(reported + 1))
        pool.append(varying: offset.minimum)
        if let maximum = offset.maximum { pool.append(varying: maximum) }
        // How much of the run stands before the part that is compared.
        pool.append(varying: skipped)
        pool.append(varying: max(0, run.shared - skipped))
        if let fill { pool.append(number: fill) }
        if let before = part.before { pool.append(number: number(of: before)) }
        if let after = part.after { pool.append(number: number(of: after)) }
        if checks != 0 { pool.append(varying: checks) }
        if lead != 0 { pool.append(varying: lead) }
        pool.append(program(for: part.symbols))
        return start
    }

    private struct Part {
        var symbols: [Symbol]
        var before: Symbol?
        var after: Symbol?
        /// Symbols left out behind it.
        var dropped: Int
    }

    /// The part of the run around its window, and where in it the byte that is reported stands.
    private func trimmed(_ run: RequiredRun, _ window: AnchorWindow) -> (Part, Int) {
        let lead = run.before == nil ? 0 : 1
        let wanted: Range<Int> =
            switch window {
            case .long(let start): start..<(start + WindowKey.longRegion)
            case .short(let start): start..<(start + WindowKey.shortLength)
            case .classes(let range):
                max(0, range.lowerBound - lead)..<max(1, range.upperBound - lead)
            }
        // The lines that checks look at are told from both ends of the run.
        let holdsNewline = run.symbols.contains { table.mayBeNewline($0) }
        let first = holdsNewline ? 0 : max(0, wanted.lowerBound - Self.margin)
        let end =
            holdsNewline
            ? run.symbols.count : min(run.symbols.count, wanted.upperBound + Self.margin)
        let part = Part(
            symbols: Array(run.symbols[first..<end]), before: first == 0 ? run.before : nil,
            after: end == run.symbols.count ? run.after : nil,
            dropped: run.symbols.count - end)
        let reported =
            switch window {
            case .long(let start), .short(let start): start
            case .classes(let range): range.upperBound - 1 - lead
            }
        return (part, reported - first)
    }

    private mutating func program(for symbols: [Symbol]) -> [UInt8] {
        var program = ByteWriter()
        program.append(UInt8(symbols.count))
        var index = 0
        while index < symbols.count {
            let symbol = symbols[index]
            let kind = Self.operation(of: symbol)
            var end = index + 1
            while end < symbols.count, end - index < IndexLayout.Operation.longest,
                kind == .oneOf ? symbols[end] == symbol : Self.operation(of: symbols[end]) == kind
            {
                end += 1
            }
            program.append(kind.rawValue << 6 | UInt8(end - index))
            if kind == .oneOf {
                program.append(number: number(of: symbol))
            } else {
                program.append(symbols[index..<end].map { UInt8(truncatingIfNeeded: $0.code) })
            }
            index = end
        }
        return program.bytes
    }

    private static func operation(of symbol: Symbol) -> IndexLayout.Operation {
        symbol.exactByte != nil ? .exact : symbol.isLiteral ? .folded : .oneOf
    }

    // MARK: Checks

    /// What else the line must hold, before and behind the anchor.
    /// - Returns: where the list begins in the pool; 0 where there is none.
    mutating func checks(around anchor: Int, in sets: [RequiredSet], census: WindowCensus) -> Int {
        var before: [[UInt8]] = []
        var index = anchor
        while index > 0, before.count < Self.checksPerSide, sets[index].gapStaysOnLine,
            staysOnLine(sets[index - 1])
        {
            index -= 1
            if let check = check(sets[index], census) { before.append(check) }
        }
        var after: [[UInt8]] = []
        index = anchor + 1
        while index < sets.count, after.count < Self.checksPerSide, sets[index].gapStaysOnLine,
            staysOnLine(sets[index])
        {
            if let check = check(sets[index], census) { after.append(check) }
            index += 1
        }
        guard !before.isEmpty || !after.isEmpty else { return 0 }
        return kept([UInt8(before.count), UInt8(after.count)] + before.joined() + after.joined())
    }

    private func staysOnLine(_ set: RequiredSet) -> Bool {
        set.runs.allSatisfy { $0.symbols.allSatisfy { !table.mayBeNewline($0) } }
    }

    /// How many texts, and where each begins in the pool.
    private mutating func check(_ set: RequiredSet, _ census: WindowCensus) -> [UInt8]? {
        guard set.runs.count <= Self.checkedAlternatives else { return nil }
        var texts: [[UInt8]] = []
        for run in set.runs {
            guard let text = Self.text(of: run, from: run.shared, census) else { return nil }
            if !texts.contains(text.bytes) { texts.append(text.bytes) }
        }
        var list = ByteWriter()
        list.append(UInt8(texts.count))
        for text in texts { list.append(varying: kept(text)) }
        return list.bytes
    }

    // MARK: Leads

    /// A lead stands at most so far behind the start of the match.
    private static let longestLead = 4_096

    private func isVague(_ offset: Distance) -> Bool {
        offset.maximum ?? .max > Self.longestLead && !offset.staysOnLine && offset.bytes.count > 128
    }

    /// Where the run of an anchor says little about where the match starts, because lines may end
    /// between the two: texts of which one stands near the start.
    /// - Returns: where the list begins in the pool; 0 where there is none, or no need.
    mutating func lead(to anchor: Int, in sets: [RequiredSet], census: WindowCensus) -> Int {
        guard sets[anchor].runs.contains(where: { isVague($0.offset) }) else { return 0 }
        var best: (shortest: Int, list: [UInt8])?
        for set in sets[..<anchor] {
            var list = ByteWriter()
            list.append(UInt8(set.runs.count))
            var shortest = Int.max
            for run in set.runs {
                guard let maximum = run.offset.maximum, maximum <= Self.longestLead,
                    let text = Self.text(of: run, from: 0, census)
                else {
                    shortest = 0
                    break
                }
                shortest = min(shortest, text.bytes.count)
                list.append(varying: run.offset.minimum + text.place)
                list.append(varying: maximum + text.place)
                list.append(varying: kept(text.bytes))
            }
            if shortest > best?.shortest ?? Self.shortestCheck { best = (shortest, list.bytes) }
        }
        return best.map { kept($0.list) } ?? 0
    }

    private mutating func kept(_ bytes: [UInt8]) -> Int {
        if let place = known[bytes] { return place }
        let place = pool.count
        pool.append(bytes)
        known[bytes] = place
        return place
    }

    /// A literal part of the run from a symbol on: the longest, at most `longestCheck` bytes of its
    /// rarer end. First whether case is folded, then how many bytes, then they.
    private static func text(
        of run: RequiredRun, from first: Int, _ census: WindowCensus
    ) -> (place: Int, bytes: [UInt8])? {
        var best: ArraySlice<Symbol> = []
        var index = first
        while index < run.symbols.count {
            let isExact = run.symbols[index].exactByte != nil
            let stretch = run.symbols[index...].prefix {
                isExact ? $0.exactByte != nil : isFoldable($0)
            }
            if stretch.count > best.count { best = stretch }
            index += max(1, stretch.count)
        }
        guard best.count >= shortestCheck else { return nil }
        if best.count > longestCheck {
            let starts = [best.startIndex, best.endIndex - longestCheck]
            let rarest = starts.min { others(best, at: $0, census) < others(best, at: $1, census) }
            best = best[(rarest ?? best.startIndex)...].prefix(longestCheck)
        }
        let isFolded = best.contains { $0.letterInEitherCase != nil }
        let bytes = best.map { UInt8(truncatingIfNeeded: $0.code) }
        return (best.startIndex, [isFolded ? 1 : 0, UInt8(best.count)] + bytes)
    }

    /// A letter in either case, or a byte that has no case.
    private static func isFoldable(_ symbol: Symbol) -> Bool {
        symbol.letterInEitherCase != nil
            || symbol.exactByte.map { !ByteSet.letters.contains($0) } ?? false
    }

    private static func others(
        _ stretch: ArraySlice<Symbol>, at start: Int, _ census: WindowCensus
    ) -> Float {
        var least = Float.infinity
        FoldedWindows(stretch[start...].prefix(longestCheck)).visit { window in
            if case .long(let key) = window.key { least = min(least, census.others(key)) }
        }
        return least
    }
}
