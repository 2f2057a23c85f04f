#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Which lines are kept: whole units in the order of what a line of theirs is worth, until the
/// budget is used up.
struct ExcerptChoice {
    private var isKept: [Bool]
    private var left: Int

    /// Of a unit's worth, the share of its best line; the rest is the mean of its lines. Neither
    /// alone was as good: the best line alone keeps long lists for one line of theirs, the mean
    /// alone lets go of a message above a long trace.
    private static let bestShare = 0.3
    /// Flattens the scores before they become worths, which lets neighbours weigh more. Found by
    /// leaving one project out.
    private static let temperature = 0.7
    /// Of a trace that does not fit in, its first frames.
    private static let firstFrames = 8

    init(_ facts: [LineFacts], weights: ExcerptWeights, budget: Int) {
        isKept = Array(repeating: false, count: facts.count)
        left = budget
        let scores = facts.map { weights.score(of: $0.traits) }
        let top = scores.max() ?? 0
        let worths = scores.map { exp(($0 - top) * Self.temperature) }
        let units = ExcerptUnits(facts).units
        let values = units.map { Self.value(of: $0.lines, worths) }
        keepMarked(facts, scores, atMost: max(1, budget / 10))
        for index in Self.order(values, first: budget) where left > 0 {
            keep(units[index], facts)
        }
        for line in facts.indices where left > 0 && !isKept[line] { keepLine(line) }
    }

    /// Ascending, with a gap between any two.
    var lines: [ClosedRange<Int>] {
        var ranges: [ClosedRange<Int>] = []
        var line = 0
        while line < isKept.count {
            let start = line
            while line < isKept.count, isKept[line] { line += 1 }
            if line > start { ranges.append(start...(line - 1)) }
            line += 1
        }
        return ranges
    }

    private static func value(of lines: Range<Int>, _ worths: [Double]) -> Double {
        var (best, sum) = (0.0, 0.0)
        for line in lines {
            best = max(best, worths[line])
            sum += worths[line]
        }
        return bestShare * best + (1 - bestShare) * sum / Double(lines.count)
    }

    /// The units of the highest values, the earlier one first among equals: no more than there
    /// are lines to keep, so that most of a long log is compared once and not sorted.
    private static func order(_ values: [Double], first count: Int) -> [Int] {
        guard count < values.count / 4 else {
            return values.indices.sorted {
                values[$0] > values[$1] || values[$0] == values[$1] && $0 < $1
            }
        }
        var order: [Int] = []
        var lowest = -Double.infinity
        for (index, value) in values.enumerated() where order.count < count || value > lowest {
            var (low, high) = (0, order.count)
            while low < high {
                let middle = (low + high) / 2
                if values[order[middle]] >= value { low = middle + 1 } else { high = middle }
            }
            order.insert(index, at: low)
            if order.count > count { order.removeLast() }
            lowest = values[order[order.count - 1]]
        }
        return order
    }

    /// What the patterns matched is kept before all else, the best of it first.
    private mutating func keepMarked(_ facts: [LineFacts], _ scores: [Double], atMost count: Int) {
        let marked = facts.indices.filter { facts[$0].traits.contains(.marked) }
        let best = marked.sorted { scores[$0] > scores[$1] || scores[$0] == scores[$1] && $0 < $1 }
        for line in best.prefix(count) { keepLine(line) }
    }

    private mutating func keep(_ unit: ExcerptUnits.Unit, _ facts: [LineFacts]) {
        guard unit.lines.count > left else {
            for line in unit.lines { keepLine(line) }
            return
        }
        guard unit.isTrace else {
            for line in unit.lines.prefix(left) { keepLine(line) }
            return
        }
        var causes = unit.lines.filter { facts[$0].traits.contains(.causedBy) }
        if let last = unit.lines.last, facts[last].traits.contains(.namedError) {
            causes.append(last)
        }
        let first = max(left - causes.count, min(Self.firstFrames, left))
        for line in unit.lines.prefix(first) { keepLine(line) }
        for line in causes where left > 0 { keepLine(line) }
        for line in unit.lines where left > 0 { keepLine(line) }
    }

    private mutating func keepLine(_ line: Int) {
        guard !isKept[line], left > 0 else { return }
        isKept[line] = true
        left -= 1
    }
}
