/// A text cut into pieces that are kept or dropped as one: a line with what belongs to it, and a
/// stack trace with its head.
struct ExcerptUnits {
    struct Unit {
        var lines: Range<Int>
        /// Has frames of a stack trace, and is not to be broken where it fits.
        var isTrace: Bool
    }

    let units: [Unit]

    /// Lines that belong to the one before by their indentation alone, in one unit.
    private static let longestIndented = 12

    init(_ facts: [LineFacts]) {
        var units: [Unit] = []
        var index = 0
        while index < facts.count {
            if facts[index].isBlank {
                index += 1
                continue
            }
            let unit = Self.unit(from: index, in: facts)
            units.append(unit)
            index = unit.lines.upperBound
        }
        self.units = units
    }

    private static let continuing = TraitSet.of(.traceFrame, .causedBy, .caret)

    private static func unit(from start: Int, in facts: [LineFacts]) -> Unit {
        let head = facts[start]
        let isHeaded = head.traits.contains(.traceHead)
        var isTrace = head.traits.contains(.traceFrame) || isHeaded
        var index = start + 1
        while index < facts.count, !facts[index].isBlank {
            let line = facts[index]
            isTrace = isTrace || line.traits.contains(.traceFrame)
            if line.traits.meets(continuing) {
                index += 1
                continue
            }
            guard line.indent > head.indent else {
                // Python names the exception below the frames.
                let isNamed = isHeaded && line.traits.contains(.namedError)
                if isNamed, facts[index - 1].indent > head.indent { index += 1 }
                break
            }
            guard isTrace || index - start < longestIndented else { break }
            index += 1
        }
        return Unit(lines: start..<index, isTrace: isTrace)
    }
}
