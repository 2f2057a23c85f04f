/// The lines of a text that matter most within a budget, in their order, with a mark for what was
/// left out between them.
struct CompressedText {
    /// The text; empty where not one line has room.
    let text: String

    /// - Parameter budget: tokens by `TokenEstimate`, never exceeded.
    init(_ whole: String, by compression: Compression, for focus: TaskFocus, budget: Int) {
        let lines = whole.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
            Substring($0)
        }
        let ranks = LineRanks.ranks(of: lines, by: compression, for: focus)
        let costs = lines.map { TokenEstimate.tokens(in: String($0)) + 1 }
        // The estimate of a whole differs a little from the sum of its lines', so that it may take a
        // second round with less.
        var room = budget
        var text = ""
        while room > 0 {
            text = Self.text(of: lines, Self.chosen(ranks, costs, room: room))
            if TokenEstimate.tokens(in: text) <= budget { break }
            text = ""
            room -= max(1, room / 8)
        }
        self.text = text
    }

    /// What a mark for left-out lines costs.
    private static let markCost = 9

    /// Rank by rank, from the first line on, or from the last where the rank is about the end.
    private static func chosen(_ ranks: [LineRank], _ costs: [Int], room: Int) -> [Bool] {
        var isChosen = [Bool](repeating: false, count: ranks.count)
        // One for before the first line.
        var left = room - markCost
        for level in LineRank.levels {
            var order = ranks.indices.filter { ranks[$0].level == level }
            if ranks.contains(where: { $0.prefersEnd }) { order.reverse() }
            for line in order {
                // The mark behind it goes where the next line is chosen too.
                let before = line == 0 || isChosen[line - 1]
                let after = line + 1 < ranks.count && isChosen[line + 1]
                let cost =
                    costs[line] + (before && after ? -markCost : before || after ? 0 : markCost)
                guard cost <= left else { continue }
                left -= cost
                isChosen[line] = true
            }
        }
        return isChosen
    }

    private static func text(of lines: [Substring], _ isChosen: [Bool]) -> String {
        guard isChosen.contains(true) else { return "" }
        var text = ""
        var skipped = 0
        func mark() {
            if skipped > 0 { text += "[\(skipped) line\(skipped == 1 ? "" : "s") left out]\n" }
            skipped = 0
        }
        for (line, isKept) in zip(lines, isChosen) {
            if isKept {
                mark()
                text += line
                text += "\n"
            } else {
                skipped += 1
            }
        }
        // The piece behind the last line end is no line.
        if let last = lines.last, last.isEmpty, isChosen.last == false { skipped -= 1 }
        mark()
        return text
    }
}
