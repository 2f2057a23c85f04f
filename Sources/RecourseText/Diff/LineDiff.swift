/// Which lines of one sequence became which of another.
///
/// E. Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1986, in its
/// linear-space form: a point in the middle of a shortest path is found from both ends, then both
/// halves likewise. Lines that only one side has are set aside before. Where the middle is more than
/// `mostSteps` edits away, the box is cut at the furthest point reached; when `mostWork` is spent,
/// what is left counts as replaced. The result is then right, but longer than the shortest.
struct LineDiff {
    /// Lines of the old sequence in whose place stand lines of the new one; either may be empty.
    struct Change: Hashable {
        var old: Range<Int>
        var new: Range<Int>
    }

    static let mostSteps = 256
    /// Points looked at, over all boxes.
    static let mostWork = 4_000_000

    /// - Parameters: numbers that are equal where the lines are, from 0, without large gaps.
    /// - Returns: in order, apart from each other by at least one line that stayed.
    static func changes(_ old: [Int32], _ new: [Int32]) -> [Change] {
        let size = Int(max(old.max() ?? -1, new.max() ?? -1)) + 1
        var places = (
            old: [Bool](repeating: false, count: size), new: [Bool](repeating: false, count: size)
        )
        for line in old { places.old[Int(line)] = true }
        for line in new { places.new[Int(line)] = true }
        var search = LineDiffSearch(
            old: old.enumerated().filter { places.new[Int($0.element)] },
            new: new.enumerated().filter { places.old[Int($0.element)] },
            counts: (old.count, new.count))
        search.run()
        return collected(search.removed, search.added)
    }

    private static func collected(_ removed: [Bool], _ added: [Bool]) -> [Change] {
        var changes: [Change] = []
        var (x, y) = (0, 0)
        while x < removed.count || y < added.count {
            let start = (x, y)
            while x < removed.count, removed[x] { x += 1 }
            while y < added.count, added[y] { y += 1 }
            if (x, y) != start { changes.append(Change(old: start.0..<x, new: start.1..<y)) }
            guard x < removed.count, y < added.count else { continue }
            x += 1
            y += 1
        }
        return changes
    }
}

/// The search over the lines that both sides have.
private struct LineDiffSearch {
    private let a: [Int32]
    private let b: [Int32]
    /// Where those lines stand among all.
    private let places: (a: [Int], b: [Int])
    private(set) var removed: [Bool]
    private(set) var added: [Bool]
    /// Furthest points by diagonal, x - y, from the start and from the end.
    private var forward: [Int]
    private var backward: [Int]
    private let origin: Int
    private var work = 0

    private static let nowhere = Int.min / 4

    private struct Box {
        var a: Range<Int>
        var b: Range<Int>
    }

    init(
        old: [(offset: Int, element: Int32)], new: [(offset: Int, element: Int32)],
        counts: (old: Int, new: Int)
    ) {
        a = old.map(\.element)
        b = new.map(\.element)
        places = (old.map(\.offset), new.map(\.offset))
        removed = [Bool](repeating: true, count: counts.old)
        added = [Bool](repeating: true, count: counts.new)
        for place in places.a { removed[place] = false }
        for place in places.b { added[place] = false }
        origin = b.count + 1
        forward = [Int](repeating: 0, count: a.count + b.count + 3)
        backward = forward
    }

    mutating func run() {
        var boxes = [Box(a: 0..<a.count, b: 0..<b.count)]
        while let whole = boxes.popLast() {
            let box = trimmed(whole)
            if box.a.isEmpty || box.b.isEmpty || work > LineDiff.mostWork {
                for index in box.a { removed[places.a[index]] = true }
                for index in box.b { added[places.b[index]] = true }
                continue
            }
            let (x, y) = split(box)
            boxes.append(Box(a: x..<box.a.upperBound, b: y..<box.b.upperBound))
            boxes.append(Box(a: box.a.lowerBound..<x, b: box.b.lowerBound..<y))
        }
    }

    /// Without what both begin and end with.
    private func trimmed(_ box: Box) -> Box {
        var (a0, a1, b0, b1) = (
            box.a.lowerBound, box.a.upperBound, box.b.lowerBound, box.b.upperBound
        )
        while a0 < a1, b0 < b1, a[a0] == b[b0] {
            a0 += 1
            b0 += 1
        }
        while a0 < a1, b0 < b1, a[a1 - 1] == b[b1 - 1] {
            a1 -= 1
            b1 -= 1
        }
        return Box(a: a0..<a1, b: b0..<b1)
    }

    /// A point on a path through the box, not one of its ends. Both sides of the box begin and end
    /// differently: a path has two edits or more, and one lies on either side of the point.
    private mutating func split(_ box: Box) -> (Int, Int) {
        let (a0, b0, n, m) = (box.a.lowerBound, box.b.lowerBound, box.a.count, box.b.count)
        let delta = n - m
        let isOdd = delta & 1 != 0
        // What lies beside the diagonals reached so far is set round by round: a box is not paid for
        // by its size.
        forward[origin - 1] = Self.nowhere
        forward[origin + 1] = 0
        backward[origin + delta + 1] = -Self.nowhere
        backward[origin + delta - 1] = n
        var d = 0
        while d <= LineDiff.mostSteps {
            if d > 0 {
                if d <= m { forward[origin - d - 1] = Self.nowhere }
                if d <= n { forward[origin + d + 1] = Self.nowhere }
                if delta - d >= -m { backward[origin + delta - d - 1] = -Self.nowhere }
                if delta + d <= n { backward[origin + delta + d + 1] = -Self.nowhere }
            }
            work += 2 * d + 2
            for k in stride(from: -d, through: d, by: 2) where -m <= k && k <= n {
                let (left, above) = (forward[origin + k - 1] + 1, forward[origin + k + 1])
                var x = max(left <= n ? left : Self.nowhere, above - k <= m ? above : Self.nowhere)
                if x >= 0 {
                    while x < n, x - k < m, a[a0 + x] == b[b0 + x - k] { x += 1 }
                }
                forward[origin + k] = x
                if isOdd, x >= 0, abs(k - delta) < d, backward[origin + k] <= x {
                    return (a0 + x, b0 + x - k)
                }
            }
            for c in stride(from: -d, through: d, by: 2) where -m <= c + delta && c + delta <= n {
                let k = c + delta
                let (right, below) = (backward[origin + k + 1] - 1, backward[origin + k - 1])
                var x = min(right >= 0 ? right : -Self.nowhere, below >= k ? below : -Self.nowhere)
                if x <= n {
                    while x > 0, x > k, a[a0 + x - 1] == b[b0 + x - k - 1] { x -= 1 }
                }
                backward[origin + k] = x
                if !isOdd, x <= n, abs(k) <= d, forward[origin + k] >= x {
                    return (a0 + x, b0 + x - k)
                }
            }
            d += 1
        }
        return furthest(box, d - 1)
    }

    /// The point reached from the start in `d` edits that leaves the least.
    private func furthest(_ box: Box, _ d: Int) -> (Int, Int) {
        var best = (0, 0)
        for k in stride(from: -d, through: d, by: 2) where -box.b.count <= k && k <= box.a.count {
            let x = forward[origin + k]
            if x >= 0, 2 * x - k > best.0 + best.1 { best = (x, x - k) }
        }
        return (box.a.lowerBound + best.0, box.b.lowerBound + best.1)
    }
}
