import CPCRE2

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Runs regexes over a text within bounded time. One for each thread: it owns the match data and
/// the JIT stack.
///
/// PCRE2's match limit restarts at every start position, so a limit alone bounds nothing:
/// `(?=\s)\s+$` takes 52 s on 100,000 blanks. The search therefore goes in slices of start
/// positions (`offset_limit`; the subject is never cut, so lookbehinds and anchors see all of it)
/// and looks at the clock between them. A slice is as long as its worst case is short: one start
/// may walk the whole rest of the text, and two bounded repeats take a millisecond at each (`(?=[
/// ])[ ]{1,1000}[ ]{1,1000}y`), so slices grow only while they are fast.
public final class Searcher {
    public struct Budget: Sendable {
        /// For one search of one regex.
        public var perSearch: Duration
        public var matchLimit: UInt32

        public init(perSearch: Duration = .milliseconds(50), matchLimit: UInt32 = 50_000) {
            self.perSearch = perSearch
            self.matchLimit = matchLimit
        }
    }

    private static let firstSlice = 16
    private static let largestSlice = 256
    /// For a regex that stays on its line.
    private static let largestConfinedSlice = 4_096
    /// Start positions times how far one attempt may read, at about a nanosecond each: 16 ms.
    private static let workPerSlice = 16_000_000
    /// A slice that took less may be followed by one twice as long; else by a quarter.
    private static let quick = Ticks.Span(.milliseconds(1))

    private let time: Ticks.Span
    private let watch = SearchWatch()
    private let matchContext: OpaquePointer?
    private let jitStack: OpaquePointer?
    /// Where PCRE2 puts offsets: room for as many pairs as the largest regex so far needs.
    private var data: OpaquePointer?
    private var dataPairs = 32
    /// Pairs of offsets that the last match set: all of it, and its groups up to the last one.
    private var matchedPairs = 0

    public init(budget: Budget = Budget()) {
        time = Ticks.Span(budget.perSearch)
        matchContext = pcre2_match_context_create_8(nil)
        // 32 KB (the default) is not enough for `(?: | )+$` on 20,000 blanks; pages are taken as
        // needed.
        jitStack = pcre2_jit_stack_create_8(32 * 1024, 16 * 1024 * 1024, nil)
        pcre2_set_match_limit_8(matchContext, budget.matchLimit)
        pcre2_jit_stack_assign_8(matchContext, nil, UnsafeMutableRawPointer(jitStack))
        watch.attach(to: matchContext)
        data = pcre2_match_data_create_8(UInt32(dataPairs), nil)
    }

    deinit {
        pcre2_match_data_free_8(data)
        pcre2_match_context_free_8(matchContext)
        pcre2_jit_stack_free_8(jitStack)
    }

    /// The first match that starts within `starts`.
    /// - Parameters:
    ///   - text: valid UTF-8 for a regex over characters; anchors and lookarounds see all of it.
    ///   - starts: byte offsets at character boundaries; the upper bound may itself be a start.
    ///   - longestLine: in bytes; lets regexes that stay on a line go in longer slices.
    public func firstMatch(
        of regex: Regex, in text: UnsafeBufferPointer<UInt8>, starts: ClosedRange<Int>,
        longestLine: Int? = nil
    ) -> SearchResult {
        switch search(regex, in: text, starts: starts, longestLine: longestLine) {
        case .match: .match(lastMatch(of: regex))
        case .noMatch: .noMatch
        case .setAside(let reason): .setAside(reason)
        }
    }

    /// As `firstMatch`, with the offsets in `offsets`.
    public func search(
        _ regex: Regex, in text: UnsafeBufferPointer<UInt8>, starts: ClosedRange<Int>,
        longestLine: Int? = nil
    ) -> SearchStatus {
        makeRoom(for: regex)
        let usesJIT = regex.runsAsMachineCode(for: starts.count)
        let options = usesJIT ? 0 : UInt32(PCRE2_NO_JIT)
        let reach = regex.isConfinedToLine ? min(longestLine ?? text.count, text.count) : text.count
        let largest = largestSlice(of: regex, reach: reach, starts)
        var slice = min(Self.firstSlice, largest)
        if !regex.isSliceable { slice = largest }
        // Most searches are over after one slice: only then is the clock looked at.
        var deadline: Ticks?
        var now = Ticks.now
        if !regex.isSliceable { watch.deadline = now + time }
        var start = starts.lowerBound
        while start <= starts.upperBound {
            // Without this, each slice of a long line is searched to the line's end for nothing.
            if regex.beginsLines, start > starts.lowerBound, !text.beginsLine(at: start) {
                guard let next = text.nextLine(after: start), next <= starts.upperBound else {
                    return .noMatch
                }
                start = next
            }
            let limit = min(start + slice - 1, starts.upperBound)
            pcre2_set_offset_limit_8(matchContext, limit)
            let status = attempt(regex, text, from: start, options)
            if status != .noMatch { return status }
            start = limit + 1
            while start < text.count, text[start] & 0xC0 == 0x80 { start += 1 }
            guard start <= starts.upperBound else { break }
            let began = now
            now = Ticks.now
            let end = deadline ?? began + time
            deadline = end
            if now > end { return .setAside(.overTime) }
            slice = now < began + Self.quick ? min(2 * slice, largest) : max(1, slice / 4)
        }
        return .noMatch
    }

    /// The match that begins where the text begins and ends where it ends, by any of the
    /// alternatives.
    func wholeMatch(of regex: Regex, in text: UnsafeBufferPointer<UInt8>) -> SearchResult {
        makeRoom(for: regex)
        watch.deadline = Ticks.now + time
        pcre2_set_offset_limit_8(matchContext, 0)
        let options = UInt32(PCRE2_NO_JIT) | UInt32(PCRE2_ANCHORED) | UInt32(PCRE2_ENDANCHORED)
        return switch attempt(regex, text, from: 0, options) {
        case .match: .match(lastMatch(of: regex))
        case .noMatch: .noMatch
        case .setAside(let reason): .setAside(reason)
        }
    }

    /// A match that begins here and holds something: what comes next behind an empty match.
    public func nonEmptyMatch(
        of regex: Regex, in text: UnsafeBufferPointer<UInt8>, at start: Int
    ) -> SearchStatus {
        makeRoom(for: regex)
        watch.deadline = Ticks.now + time
        pcre2_set_offset_limit_8(matchContext, start)
        let options =
            UInt32(PCRE2_NO_JIT) | UInt32(PCRE2_ANCHORED) | UInt32(PCRE2_NOTEMPTY_ATSTART)
        return attempt(regex, text, from: start, options)
    }

    /// Of the last match: its start and end, then those of each group up to the last that took
    /// part; -1 for one that did not. Until the next search.
    public var offsets: UnsafeBufferPointer<Int> {
        UnsafeBufferPointer(start: pcre2_get_ovector_pointer_8(data), count: 2 * matchedPairs)
    }

    private func makeRoom(for regex: Regex) {
        guard regex.pairCount > dataPairs else { return }
        pcre2_match_data_free_8(data)
        dataPairs = regex.pairCount
        data = pcre2_match_data_create_8(UInt32(dataPairs), nil)
    }

    /// - Parameter reach: how far one attempt may read.
    private func largestSlice(of regex: Regex, reach: Int, _ starts: ClosedRange<Int>) -> Int {
        guard regex.isSliceable else { return starts.count }
        let largest = regex.isConfinedToLine ? Self.largestConfinedSlice : Self.largestSlice
        return min(largest, max(Self.firstSlice, Self.workPerSlice / max(1, reach)))
    }

    /// One call of PCRE2.
    private func attempt(
        _ regex: Regex, _ text: UnsafeBufferPointer<UInt8>, from start: Int, _ options: UInt32
    ) -> SearchStatus {
        let options = options | UInt32(PCRE2_NO_UTF_CHECK)
        var status = pcre2_match_8(
            regex.code, text.baseAddress, text.count, start, options, data, matchContext)
        if status == PCRE2_ERROR_JIT_STACKLIMIT {
            status = pcre2_match_8(
                regex.code, text.baseAddress, text.count, start, options | UInt32(PCRE2_NO_JIT),
                data, matchContext)
        }
        switch status {
        case PCRE2_ERROR_NOMATCH: return .noMatch
        case PCRE2_ERROR_CALLOUT: return .setAside(.overTime)
        case 1...:
            matchedPairs = Int(status)
            // Where a branch that was given up held a group, the JIT counts it and the interpreter
            // does not.
            let vector = pcre2_get_ovector_pointer_8(data)!
            while matchedPairs > 1, vector[2 * matchedPairs - 2] < 0 {
                matchedPairs -= 1
            }
            return .match
        default: return .setAside(.engine(code: status, message: RegexError.message(of: status)))
        }
    }

    /// What the last search, which was of this regex, found.
    public func lastMatch(of regex: Regex) -> RegexMatch {
        let offsets = offsets
        var groups: [String: Range<Int>] = [:]
        for group in regex.groups where group.number < matchedPairs {
            let (low, high) = (offsets[2 * group.number], offsets[2 * group.number + 1])
            // PCRE2_UNSET is the largest size_t, which arrives as -1.
            if low >= 0, low <= high { groups[group.name] = low..<high }
        }
        // `\K` in a lookahead can put the start behind the end.
        return RegexMatch(range: min(offsets[0], offsets[1])..<offsets[1], groups: groups)
    }
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate func beginsLine(at offset: Int) -> Bool { offset == 0 || self[offset - 1] == 0x0A }

    /// Where the line after the one that holds the offset begins.
    fileprivate func nextLine(after offset: Int) -> Int? {
        guard let base = baseAddress, offset < count,
            let found = memchr(base + offset, 0x0A, count - offset)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
    }
}
