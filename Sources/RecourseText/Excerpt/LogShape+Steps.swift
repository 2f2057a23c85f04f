extension LogShape {
    /// How many lines behind the head of the first failed test belong to it, at most.
    private static let testLines = 12

    /// A step begins with the echo of its command and ends where the next one begins. It failed if
    /// one of its lines says so; in a log without such lines the last step failed.
    mutating func divideIntoSteps() {
        let saysSo = facts.contains { $0.traits.contains(.stepFailure) }
        var failedBefore = false
        var start = 0
        while start < facts.count {
            var end = start + 1
            var exit: Int?
            if has(.stepFailure, start) { exit = start }
            while end < facts.count, !has(.startsCommand, end) {
                if exit == nil, has(.stepFailure, end) { exit = end }
                end += 1
            }
            let isFailed = exit != nil || !saysSo && end == facts.count
            for line in start..<end {
                if !isFailed {
                    facts[line].traits.insert(.inPassedStep)
                } else if line <= exit ?? end {
                    facts[line].traits.insert(.inFailedStep)
                    if !failedBefore { facts[line].traits.insert(.inFirstFailedStep) }
                }
            }
            for line in start..<min(end, start + 4) { facts[line].traits.insert(.stepStartWithin3) }
            if isFailed, !failedBefore {
                findFirstSignals(in: start..<(exit ?? end))
                failedBefore = true
            }
            start = end
        }
    }

    private mutating func findFirstSignals(in step: Range<Int>) {
        var signals = 0
        var hasFailure = false
        var testEnd: Int?
        for line in step {
            if let end = testEnd, line < end {
                facts[line].traits.insert(.afterFirstTestFailure)
            } else if testEnd == nil, has(.testFailure, line) {
                facts[line].traits.insert(.firstTestFailure)
                testEnd = line + 1 + Self.testLines
            }
            guard facts[line].traits.meets(LineFacts.signal) else { continue }
            signals += 1
            if signals == 1 { facts[line].traits.insert(.firstSignal) }
            if signals <= 5 { facts[line].traits.insert(.earlySignal) }
            if !hasFailure, facts[line].traits.meets(LineFacts.failure) {
                facts[line].traits.insert(.firstFailure)
                hasFailure = true
            }
        }
    }
}
