extension LogShape {
    /// What the lines beside each are.
    mutating func lookAround() {
        lookBack()
        lookAhead()
        for line in facts.indices { lookBeside(line) }
    }

    private mutating func lookBack() {
        var (signal, failure) = (-100, -100)
        for line in facts.indices {
            note(line, line - signal, .afterSignal, .signalWithin3, .signalWithin8)
            note(line, line - failure, .afterFailure, .failureWithin3, .failureWithin8)
            if facts[line].traits.meets(LineFacts.signal) { signal = line }
            if facts[line].traits.meets(LineFacts.failure) { failure = line }
        }
    }

    private mutating func lookAhead() {
        var (signal, failure) = (facts.count + 100, facts.count + 100)
        for line in facts.indices.reversed() {
            note(line, signal - line, .beforeSignal, .signalWithin3, .signalWithin8)
            note(line, failure - line, .beforeFailure, .failureWithin3, .failureWithin8)
            if facts[line].traits.meets(LineFacts.signal) { signal = line }
            if facts[line].traits.meets(LineFacts.failure) { failure = line }
        }
    }

    @inline(__always)
    private mutating func note(
        _ line: Int, _ distance: Int, _ beside: ExcerptTrait, _ within3: ExcerptTrait,
        _ within8: ExcerptTrait
    ) {
        guard distance <= 8 else { return }
        facts[line].traits.insert(distance <= 1 ? beside : distance <= 3 ? within3 : within8)
    }

    private static let nothing = TraitSet.of(.blank)

    @inline(__always)
    private mutating func lookBeside(_ line: Int) {
        let before = line > 0 ? facts[line - 1].traits : Self.nothing
        let after = line + 1 < facts.count ? facts[line + 1].traits : Self.nothing
        var own = facts[line].traits
        if before.contains(.traceFrame) { own.insert(.afterTrace) }
        if after.contains(.traceFrame) { own.insert(.beforeTrace) }
        if before.contains(.traceFrame), after.contains(.traceFrame) { own.insert(.insideTrace) }
        if before.contains(.blank) { own.insert(.afterBlank) }
        if after.contains(.blank) { own.insert(.beforeBlank) }
        if before.contains(.rule) { own.insert(.afterRule) }
        if after.contains(.rule) { own.insert(.beforeRule) }
        if before.contains(.startsLocation) { own.insert(.afterLocation) }
        if after.contains(.startsLocation) { own.insert(.beforeLocation) }
        if before.contains(.opensBlock) { own.insert(.afterMessage) }
        let (afterNoise, beforeNoise) = (
            before.meets(LineFacts.noise), after.meets(LineFacts.noise)
        )
        if afterNoise { own.insert(.afterNoise) }
        if beforeNoise { own.insert(.beforeNoise) }
        if afterNoise, beforeNoise { own.insert(.amongNoise) }
        if before.contains(.starterMany), after.contains(.starterMany) {
            own.insert(own.contains(.starterMany) ? .amongRepeats : .surprise)
        }
        facts[line].traits = own
    }
}
