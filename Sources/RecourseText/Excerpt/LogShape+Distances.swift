extension LogShape {
    /// How far the next line is that ends a step or reports that a tool gave up.
    mutating func measureDistances() {
        var exit = facts.count
        var stop: Int?
        var sawExit = false
        var lastExit = facts.count
        for line in facts.indices.reversed() {
            if has(.stepFailure, line) {
                if !sawExit { lastExit = line }
                exit = line
                sawExit = true
            } else if !sawExit, has(.verdict, line) {
                exit = line
            }
            if facts[line].traits.meets(LineFacts.stops) {
                stop = line
            } else if let stop {
                facts[line].traits.insert(Self.trait(ofStopIn: stop - line))
            }
            facts[line].traits.insert(Self.trait(ofExitIn: exit - line))
        }
        guard sawExit else { return }
        for line in exit..<facts.count {
            facts[line].traits.insert(line > lastExit ? .afterLastExit : .afterFirstExit)
        }
    }

    @inline(__always)
    private static func trait(ofStopIn lines: Int) -> ExcerptTrait {
        switch lines {
        case ...1: .stopWithin1
        case ...3: .stopWithin3
        case ...8: .stopWithin8
        case ...20: .stopWithin20
        case ...60: .stopWithin60
        default: .stopFar
        }
    }

    @inline(__always)
    private static func trait(ofExitIn lines: Int) -> ExcerptTrait {
        switch lines {
        case ...3: .exitWithin3
        case ...10: .exitWithin10
        case ...30: .exitWithin30
        case ...100: .exitWithin100
        case ...300: .exitWithin300
        default: .exitFar
        }
    }
}
