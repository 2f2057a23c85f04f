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
    private static let quick = Duration.milliseconds(1)
    /// Below it the interpreter is done before the JIT compiler would be.
    private static let worthCompiling = 2_048

    private let budget: Budget
    private let clock = ContinuousClock()
    private let watch = SearchWatch()
    private let matchContext: OpaquePointer?
    private let jitStack: OpaquePointer?

    public init(budget: Budget = Budget()) {
        self.budget = budget
        matchContext = pcre2_match_context_create_8(nil)
        // 32 KB (the default) is not enough for `(?: | )+$` on 20,000 blanks; pages are taken as
        // needed.
        jitStack = pcre2_jit_stack_create_8(32 * 1024, 16 * 1024 * 1024, nil)
        pcre2_set_match_limit_8(matchContext, budget.matchLimit)
        pcre2_jit_stack_assign_8(matchContext, nil, UnsafeMutableRawPointer(jitStack))
        watch.attach(to: matchContext)
    }

    deinit {
        pcre2_match_context_free_8(matchContext)
        pcre2_jit_stack_free_8(jitStack)
    }

    /// The first match that starts within `starts`.
    /// - Parameters:
    ///   - text: valid UTF-8; anchors and lookarounds see all of it.
    ///   - starts: byte offsets at character boundaries; the upper bound may itself be a start.
    ///   - longestLine: in bytes; lets regexes that stay on a line go in longer slices.
    public func firstMatch(
        of regex: Regex, in text: UnsafeBufferPointer<UInt8>, starts: ClosedRange<Int>,
        longestLine: Int? = nil
    ) -> SearchResult {
        let data = pcre2_match_data_create_from_pattern_8(regex.code, nil)
        defer { pcre2_match_data_free_8(data) }
        let usesJIT = starts.count >= Self.worthCompiling && regex.compileJIT()
        let options = usesJIT ? 0 : UInt32(PCRE2_NO_JIT)
        let reach = regex.isConfinedToLine ? min(longestLine ?? text.count, text.count) : text.count
        let largest = largestSlice(of: regex, reach: reach, starts)
        var slice = min(Self.firstSlice, largest)
        if !regex.isSliceable { slice = largest }
        var now = clock.now
        let deadline = now + budget.perSearch
        watch.deadline = deadline
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
            if let result = attempt(regex, text, from: start, options, data) { return result }
            start = limit + 1
            while start < text.count, text[start] & 0xC0 == 0x80 { start += 1 }
            let began = now
            now = clock.now
            if start <= starts.upperBound, now > deadline { return .setAside(.overTime) }
            slice = now - began < Self.quick ? min(2 * slice, largest) : max(1, slice / 4)
        }
        return .noMatch
    }

    /// The match that begins where the text begins and ends where it ends, by any of the
    /// alternatives.
    func wholeMatch(of regex: Regex, in text: UnsafeBufferPointer<UInt8>) -> SearchResult {
        let data = pcre2_match_data_create_from_pattern_8(regex.code, nil)
        defer { pcre2_match_data_free_8(data) }
        watch.deadline = clock.now + budget.perSearch
        pcre2_set_offset_limit_8(matchContext, 0)
        let options = UInt32(PCRE2_NO_JIT) | UInt32(PCRE2_ANCHORED) | UInt32(PCRE2_ENDANCHORED)
        return attempt(regex, text, from: 0, options, data) ?? .noMatch
    }

    /// - Parameter reach: how far one attempt may read.
    private func largestSlice(of regex: Regex, reach: Int, _ starts: ClosedRange<Int>) -> Int {
        guard regex.isSliceable else { return starts.count }
        let largest = regex.isConfinedToLine ? Self.largestConfinedSlice : Self.largestSlice
        return min(largest, max(Self.firstSlice, Self.workPerSlice / max(1, reach)))
    }

    /// One call of PCRE2; `nil` where nothing matched.
    private func attempt(
        _ regex: Regex, _ text: UnsafeBufferPointer<UInt8>, from start: Int, _ options: UInt32,
        _ data: OpaquePointer?
    ) -> SearchResult? {
        let options = options | UInt32(PCRE2_NO_UTF_CHECK)
        var status = pcre2_match_8(
            regex.code, text.baseAddress, text.count, start, options, data, matchContext)
        if status == PCRE2_ERROR_JIT_STACKLIMIT {
            status = pcre2_match_8(
                regex.code, text.baseAddress, text.count, start, options | UInt32(PCRE2_NO_JIT),
                data,
                matchContext)
        }
        switch status {
        case PCRE2_ERROR_NOMATCH: return nil
        case PCRE2_ERROR_CALLOUT: return .setAside(.overTime)
        case 1...: return .match(match(of: regex, in: data))
        default: return .setAside(.engine(code: status, message: RegexError.message(of: status)))
        }
    }

    private func match(of regex: Regex, in data: OpaquePointer?) -> RegexMatch {
        let vector = pcre2_get_ovector_pointer_8(data)!
        var groups: [String: Range<Int>] = [:]
        let count = Int(pcre2_get_ovector_count_8(data))
        for group in regex.groups where group.number < count {
            let (low, high) = (vector[2 * group.number], vector[2 * group.number + 1])
            // PCRE2_UNSET is the largest size_t, which arrives as -1.
            if low >= 0, low <= high { groups[group.name] = Int(low)..<Int(high) }
        }
        // `\K` in a lookahead can put the start behind the end.
        return RegexMatch(
            range: min(Int(vector[0]), Int(vector[1]))..<Int(vector[1]), groups: groups)
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
