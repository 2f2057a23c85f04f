import RecoursePCRE2

/// Where a match may start: ranges of offsets, ascending and apart from each other.
public enum StartRanges: Sendable {
    case anywhere
    case within([ClosedRange<Int>])

    /// How a regex that is searched for there should be compiled.
    public var extent: Regex.Extent {
        switch self {
        case .anywhere: .far
        case .within: .near
        }
    }

    /// How many ranges there are.
    var count: Int {
        switch self {
        case .anywhere: 1
        case .within(let ranges): ranges.count
        }
    }

    /// Takes ranges in that lie behind these, of the same pattern.
    public mutating func join(_ later: StartRanges) {
        guard case .within(var ranges) = self, case .within(let more) = later else {
            self = .anywhere
            return
        }
        // Nobody else holds the array now: it grows in place.
        self = .anywhere
        for range in more {
            if let last = ranges.last, range.lowerBound <= last.upperBound + 1 {
                ranges[ranges.count - 1] =
                    last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                ranges.append(range)
            }
        }
        self = .within(ranges)
    }
}

extension Searcher {
    /// The first match that starts at or behind `first`, in one of the ranges. Exactly what PCRE2
    /// finds in the whole text, as long as no match starts outside of them.
    /// - Parameters:
    ///   - first: a byte offset at a character's boundary.
    ///   - longestLine: in bytes.
    public func search(
        _ regex: Regex, in text: UnsafeBufferPointer<UInt8>, from first: Int = 0,
        starting ranges: StartRanges, longestLine: Int? = nil
    ) -> SearchStatus {
        guard case .within(let ranges) = ranges else {
            guard first <= text.count else { return .noMatch }
            return search(regex, in: text, starts: first...text.count, longestLine: longestLine)
        }
        for range in ranges where range.upperBound >= first && range.lowerBound <= text.count {
            var low = max(first, range.lowerBound)
            // A search must not begin within a character.
            while low > first, low < text.count, text[low] & 0xC0 == 0x80 { low -= 1 }
            let status = search(
                regex, in: text, starts: low...min(range.upperBound, text.count),
                longestLine: longestLine)
            if status != .noMatch { return status }
        }
        return .noMatch
    }

    /// Every match that does not overlap the one before, in order, as Perl's `/g` finds them: where
    /// one is empty, the next may begin at the same place if it holds something.
    /// - Parameter body: is given the match's offsets.
    /// - Returns: why the search ended before the text did; else `nil`.
    public func forEachMatch(
        of regex: Regex, in text: UnsafeBufferPointer<UInt8>, starting ranges: StartRanges,
        _ body: (UnsafeBufferPointer<Int>) -> Void
    ) -> SetAsideReason? {
        var start = 0
        var mayBeEmpty = true
        while start <= text.count {
            var status =
                mayBeEmpty
                ? search(regex, in: text, from: start, starting: ranges)
                : nonEmptyMatch(of: regex, in: text, at: start)
            if !mayBeEmpty, status == .noMatch {
                start = text.character(behind: start)
                guard start <= text.count else { return nil }
                status = search(regex, in: text, from: start, starting: ranges)
            }
            switch status {
            case .noMatch: return nil
            case .setAside(let reason): return reason
            case .match:
                body(offsets)
                mayBeEmpty = offsets[1] > offsets[0]
                start = offsets[1]
            }
        }
        return nil
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Where the character behind the one at the offset begins, in UTF-8 or in bytes below 0x80.
    func character(behind offset: Int) -> Int {
        var next = offset + 1
        while next < count, self[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }
}
