import CPCRE2

/// How far a regex gets in a text where it does not match: an automatic callout before each of its
/// items (pcre2callout) tells the farthest item that any attempt reached.
public struct RegexProgress: Hashable, Sendable {
    /// In the pattern: all before it was met.
    public var patternOffset: Int
    /// In the text: where the attempt stood then.
    public var textOffset: Int
    /// In the text: where the attempt began.
    public var start: Int

    private final class Farthest {
        var found: RegexProgress?
        let deadline: Ticks

        init(deadline: Ticks) { self.deadline = deadline }
    }

    /// - Parameters:
    ///   - text: valid UTF-8.
    ///   - time: after which the farthest so far is told.
    /// - Returns: `nil` where no attempt got past its first item.
    /// - Throws: `RegexError` where it cannot be compiled.
    public static func farthest(
        of pattern: String, in text: UnsafeBufferPointer<UInt8>,
        time: Duration = .milliseconds(500)
    ) throws(RegexError) -> RegexProgress? {
        // As `Regex` compiles it, with nothing left out that a callout could tell of.
        let code = try Regex.compiled(
            pattern,
            Regex.options | UInt32(PCRE2_UTF) | UInt32(PCRE2_AUTO_CALLOUT)
                | UInt32(PCRE2_NO_START_OPTIMIZE) | UInt32(PCRE2_NO_AUTO_POSSESS))
        let context = pcre2_match_context_create_8(nil)
        let data = pcre2_match_data_create_from_pattern_8(code, nil)
        defer {
            pcre2_match_data_free_8(data)
            pcre2_match_context_free_8(context)
            pcre2_code_free_8(code)
        }
        let farthest = Farthest(deadline: Ticks.now + Ticks.Span(time))
        pcre2_set_callout_8(
            context,
            { block, farthest in
                guard let block = block?.pointee, let farthest else { return 0 }
                let state = Unmanaged<Farthest>.fromOpaque(farthest).takeUnretainedValue()
                let offset = Int(block.pattern_position)
                if offset > state.found?.patternOffset ?? 0 {
                    state.found = RegexProgress(
                        patternOffset: offset, textOffset: Int(block.current_position),
                        start: Int(block.start_match))
                }
                return Ticks.now < state.deadline ? 0 : PCRE2_ERROR_CALLOUT
            }, Unmanaged.passUnretained(farthest).toOpaque())
        _ = withExtendedLifetime(farthest) {
            pcre2_match_8(
                code, text.baseAddress, text.count, 0, UInt32(PCRE2_NO_UTF_CHECK), data, context)
        }
        return farthest.found
    }
}
