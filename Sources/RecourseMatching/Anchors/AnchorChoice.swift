#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Chooses, among all that a pattern needs, what is cheapest to look for: an estimate of how often
/// a megabyte of log holds it, from the frequency of its bytes, from text that stands in most logs,
/// and from how many patterns share it.
struct AnchorChoice {
    let census: WindowCensus
    let table: SymbolTable
    private let bitsOfSets: BitsOfSets

    init(census: WindowCensus, table: SymbolTable) {
        self.census = census
        self.table = table
        bitsOfSets = BitsOfSets(table)
    }

    /// Finds more than this in a megabyte cost more than running the regex over it.
    private static let tooCommon: Float = 20_000
    /// A run costs its place in the index, too.
    private static let costOfRun: Float = 0.05
    /// Short windows pass the first filter by chance more often.
    private static let costOfShort: Float = 4

    /// - Parameter facts: of each regex of the pattern, in order.
    /// - Returns: `nil` where nothing is worth looking for.
    func anchor(for facts: [RegexFacts?]) -> Anchor? {
        var best: (cost: Float, anchor: Anchor)?
        for (step, facts) in facts.enumerated() {
            for (index, set) in (facts?.sets ?? []).enumerated() {
                let limit = best?.cost ?? Self.tooCommon
                guard let (cost, windows) = windows(for: set, below: limit) else { continue }
                best = (cost, Anchor(step: step, set: index, windows: windows))
            }
        }
        return best?.anchor
    }

    private func windows(
        for set: RequiredSet, below limit: Float
    ) -> (cost: Float, windows: [AnchorWindow])? {
        var total: Float = 0
        var windows: [AnchorWindow] = []
        for run in set.runs {
            guard let (cost, window) = window(for: run) else { return nil }
            total += cost + Self.costOfRun
            guard total < limit else { return nil }
            windows.append(window)
        }
        return (total, windows)
    }

    private func window(for run: RequiredRun) -> (cost: Float, window: AnchorWindow)? {
        var best: (cost: Float, window: AnchorWindow)?
        func offer(_ cost: Float, _ window: AnchorWindow) {
            if best.map({ cost < $0.cost }) ?? true { best = (cost, window) }
        }
        let bits = run.symbols.map { $0.foldedByte.map { ByteFrequency.bits[Int($0)] } ?? 0 }
        // How often the last four long windows are found.
        var recent: (Float, Float, Float, Float) = (0, 0, 0, 0)
        var (count, last) = (0, -2)
        FoldedWindows(run.symbols).visit { window in
            switch window.key {
            case .short(let key):
                let finds = finds(key, bits[window.start..<(window.start + WindowKey.shortLength)])
                offer(Self.costOfShort + finds, .short(window.start))
            case .long(let key):
                count = window.start == last + 1 ? count + 1 : 1
                last = window.start
                let finds = finds(key, bits[window.start..<(window.start + WindowKey.longLength)])
                recent = (recent.1, recent.2, recent.3, finds)
                guard count >= WindowKey.stride else { return }
                // Each is probed at a quarter of all places.
                let mean = (recent.0 + recent.1 + recent.2 + recent.3) / 4
                offer(mean, .long(window.start - WindowKey.stride + 1))
            }
        }
        // Where literals are rare enough, sets need not be looked at.
        if best.map({ $0.cost < Self.rareEnough }) ?? false { return best }
        let (cost, range) = classes(in: run, besides: best?.cost ?? 0)
        offer(cost, .classes(range))
        return best
    }

    private static let rareEnough: Float = 50

    /// In a megabyte. Neighbouring bytes depend on each other: less than all of their bits count.
    private func finds(_ window: UInt32, _ bits: ArraySlice<Float>) -> Float {
        exp2f(20 - 0.7 * bits.reduce(0, +)) + (CommonText.holds(window) ? 300 : 0)
            + census.others(window)
    }

    private func finds(_ window: UInt64, _ bits: ArraySlice<Float>) -> Float {
        let common = (0..<5).reduce(0) { count, place in
            CommonText.holds(UInt32(truncatingIfNeeded: window >> UInt64(8 * place)))
                ? count + 1 : count
        }
        let familiar: Float = common == 5 ? 60 : common == 4 ? 10 : 0
        return exp2f(20 - 0.6 * bits.reduce(0, +)) + familiar + 0.3 * census.others(window)
    }

    /// - Parameter literalCost: of the run's best literal; 0 where it has none.
    private func classes(
        in run: RequiredRun, besides literalCost: Float
    ) -> (cost: Float, range: Range<Int>) {
        let symbols = run.surroundings
        let bits = symbols.map { bitsOfSets[$0] }
        let length = min(ClassWindow.length, bits.count)
        var sum = bits.prefix(length).reduce(0, +)
        var best = (sum: sum, start: 0)
        for start in 1..<max(1, bits.count - length + 1) {
            sum += bits[start + length - 1] - bits[start - 1]
            if sum > best.sum { best = (sum, start) }
        }
        let range = best.start..<(best.start + length)
        // Words are commoner than their letters: the sets of a window only lessen what its literal
        // finds.
        let sets = range.reduce(Float(0)) { $0 + (symbols[$1].isLiteral ? 0 : bits[$1]) }
        return (max(exp2f(20 - 0.8 * best.sum), literalCost * exp2f(-0.8 * sets)), range)
    }
}

/// `ByteFrequency.bits(of:)` of symbols, each worked out once.
private final class BitsOfSets {
    private let table: SymbolTable
    private var known: [Symbol: Float] = [:]

    init(_ table: SymbolTable) { self.table = table }

    subscript(_ symbol: Symbol) -> Float {
        if let bits = known[symbol] { return bits }
        let bits = ByteFrequency.bits(of: table.set(of: symbol))
        known[symbol] = bits
        return bits
    }
}

/// How many neighbouring bytes the class scanner looks at.
enum ClassWindow {
    static let length = 8
}
