/// Names that were probably meant.
enum Similarity {
    /// The one closest name: at most two edits, fewer than a third of its length, and closer than
    /// any other. Case alone counts as half an edit.
    static func closest(to wanted: String, among names: [String]) -> String? {
        let ranked = Set(names).filter { $0 != wanted && !$0.isEmpty }.map {
            ($0, distance(wanted, $0))
        }
        .filter { $0.1 <= 2 && $0.1 * 3 <= Double(max(3, wanted.count)) }
        .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
        guard let best = ranked.first else { return nil }
        return ranked.count > 1 && ranked[1].1 <= best.1 ? nil : best.0
    }

    /// Whether any of the names is near enough to have been meant, though others may be as near. The
    /// next one of a series (`part-02` beside `part-01`) is another name, not a mistyped one.
    static func isNear(_ wanted: String, to names: [String]) -> Bool {
        names.contains { name in
            let distance = distance(wanted, name)
            return name != wanted && distance <= 2 && distance * 3 <= Double(max(3, wanted.count))
                && !areOfOneSeries(wanted, name)
        }
    }

    /// Alike but for the digits that both have.
    static func areOfOneSeries(_ left: String, _ right: String) -> Bool {
        func shape(_ name: String) -> [Character] {
            var shape: [Character] = []
            for character in name where !(character.isNumber && shape.last == "0") {
                shape.append(character.isNumber ? "0" : character)
            }
            return shape
        }
        return shape(left) == shape(right) && left.contains(where: \.isNumber)
    }

    /// Optimal string alignment distance: insertions, deletions, substitutions and swaps of
    /// neighbours (Damerau 1964), where a substitution of case costs a half.
    static func distance(_ left: String, _ right: String) -> Double {
        let (a, b) = (Array(left), Array(right))
        guard abs(a.count - b.count) <= 2, a.count <= 128, b.count <= 128 else { return .infinity }
        var before: [Double] = []
        var previous = (0...b.count).map(Double.init)
        for i in 1...max(1, a.count) where i <= a.count {
            var current = [Double(i)] + [Double](repeating: 0, count: b.count)
            for j in 1...max(1, b.count) where j <= b.count {
                let cost: Double =
                    a[i - 1] == b[j - 1]
                    ? 0 : a[i - 1].lowercased() == b[j - 1].lowercased() ? 0.5 : 1
                current[j] = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    current[j] = min(current[j], before[j - 2] + 1)
                }
            }
            before = previous
            previous = current
        }
        return previous[b.count]
    }
}

/// Versions by their numbers.
enum VersionOrder {
    static func isOlder(_ left: String, _ right: String) -> Bool {
        numbers(left).lexicographicallyPrecedes(numbers(right))
    }

    /// The newest of those that share the longest run of leading numbers with the wanted version;
    /// at least the first.
    static func closest(to wanted: String, among names: [String]) -> String? {
        let target = numbers(wanted)
        func shared(_ name: String) -> Int { zip(target, numbers(name)).prefix { $0 == $1 }.count }
        guard let most = names.map(shared).max(), most > 0 else { return nil }
        return names.filter { shared($0) == most }.max(by: isOlder)
    }

    private static func numbers(_ text: String) -> [Int] {
        text.split { !$0.isNumber }.map { Int($0) ?? 0 }
    }
}
