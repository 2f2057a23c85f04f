/// The traits of lines that only the log around them gives: how often their like is in it, in
/// which step they stand, what stands beside them.
///
/// Every pass is linear in the number of lines.
struct LogShape {
    var facts: [LineFacts]

    init(_ facts: [LineFacts], marked: [ClosedRange<Int>]) {
        self.facts = facts
        countLikes()
        divideIntoSteps()
        measureDistances()
        lookAround()
        mark(marked)
    }

    @inline(__always)
    func has(_ trait: ExcerptTrait, _ line: Int) -> Bool { facts[line].traits.contains(trait) }

    private mutating func countLikes() {
        var templates = HashCounts(capacity: facts.count)
        var starters = HashCounts(capacity: facts.count)
        for line in facts.indices where !facts[line].isBlank {
            if templates.add(facts[line].template) > 1 {
                facts[line].traits.insert(.repeatsEarlier)
            }
            starters.add(UInt64(facts[line].starter))
        }
        for line in facts.indices where !facts[line].isBlank {
            let count = templates[facts[line].template]
            facts[line].traits.insert(
                count <= 1
                    ? .templateOnce
                    : count <= 4 ? .templateFew : count <= 20 ? .templateSome : .templateMany)
            let starts = starters[UInt64(facts[line].starter)]
            facts[line].traits.insert(
                starts <= 1
                    ? .starterOnce
                    : starts <= 4 ? .starterFew : starts <= 30 ? .starterSome : .starterMany)
        }
    }

    private mutating func mark(_ marked: [ClosedRange<Int>]) {
        let margin = 2
        for range in marked where range.lowerBound < facts.count && range.upperBound >= 0 {
            let lines = max(0, range.lowerBound)...min(facts.count - 1, range.upperBound)
            for line in lines { facts[line].traits.insert(.marked) }
            let around =
                max(0, lines.lowerBound - margin)...min(facts.count - 1, lines.upperBound + margin)
            for line in around { facts[line].traits.insert(.besideMarked) }
        }
    }
}
