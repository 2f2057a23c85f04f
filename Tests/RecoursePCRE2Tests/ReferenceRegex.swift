import CPCRE2
import RecoursePCRE2

/// PCRE2 by itself: one call, no limits but its own.
final class ReferenceRegex {
    struct Unusable: Error {}

    private let code: OpaquePointer
    private let groups: [Regex.Group]

    /// - Parameter usesJIT: the two engines of PCRE2 10.42 differ in groups that a possessive
    ///   repeat left empty.
    init(_ pattern: String, usesJIT: Bool = false) throws {
        groups = try Regex(pattern).groups
        let options =
            UInt32(PCRE2_UTF) | UInt32(PCRE2_MULTILINE) | UInt32(PCRE2_DOLLAR_ENDONLY)
            | UInt32(PCRE2_USE_OFFSET_LIMIT)
        var (status, offset) = (Int32(0), 0)
        var pattern = pattern
        let code = pattern.withUTF8 {
            pcre2_compile_8($0.baseAddress, $0.count, options, &status, &offset, nil)
        }
        guard let code else { throw Unusable() }
        self.code = code
        if usesJIT { pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE)) }
    }

    deinit { pcre2_code_free_8(code) }

    func firstMatch(in text: UnsafeBufferPointer<UInt8>, starts: ClosedRange<Int>) -> SearchResult {
        let data = pcre2_match_data_create_from_pattern_8(code, nil)
        let context = pcre2_match_context_create_8(nil)
        defer {
            pcre2_match_data_free_8(data)
            pcre2_match_context_free_8(context)
        }
        pcre2_set_offset_limit_8(context, starts.upperBound)
        let status = pcre2_match_8(
            code, text.baseAddress, text.count, starts.lowerBound, 0, data, context)
        if status == PCRE2_ERROR_NOMATCH { return .noMatch }
        guard status > 0, let vector = pcre2_get_ovector_pointer_8(data) else {
            return .setAside(.engine(code: status, message: "reference"))
        }
        var found: [String: Range<Int>] = [:]
        // PCRE2_UNSET arrives as -1.
        for group in groups where vector[2 * group.number] >= 0 {
            found[group.name] = vector[2 * group.number]..<vector[2 * group.number + 1]
        }
        return .match(RegexMatch(range: vector[0]..<vector[1], groups: found))
    }
}
