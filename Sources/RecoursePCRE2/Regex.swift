import CPCRE2
import Synchronization

/// A compiled PCRE2 pattern: UTF unless told otherwise, no UCP, MULTILINE, DOLLAR_ENDONLY.
///
/// `@unchecked Sendable`: the compiled code is never written after `init` but by the JIT compiler,
/// which runs once under `jitState`; PCRE2 allows any number of threads to match with one code
/// (pcre2api, "Multithreading").
public final class Regex: @unchecked Sendable {
    public struct Group: Hashable, Sendable {
        public let name: String
        public let number: Int
    }

    /// What a text is made of.
    public enum Alphabet: Sendable {
        /// Valid UTF-8.
        case characters
        /// Anything; letters beyond ASCII are not known as such.
        case bytes
    }

    /// How far its searches go.
    public enum Extent: Sendable {
        /// Over many starts: PCRE2 looks ahead for a character that a match can begin with.
        case far
        /// Over a few starts, in a text that may be long: PCRE2 would look ahead to its end.
        case near
    }

    public let pattern: String
    public let groups: [Group]
    /// Whether a search may begin anew at any start and still find the same. `\G`, `(*COMMIT)`,
    /// `(*SKIP)` and `(*NOTEMPTY_ATSTART)` look at where the search began, or end it altogether.
    let isSliceable: Bool
    private static let startBound = ["\\G", "(*COMMIT", "(*SKIP", "(*NOTEMPTY_ATSTART"].map {
        Array($0.utf8)
    }
    let code: OpaquePointer
    /// No attempt reads past the end of the line that it starts in.
    let isConfinedToLine: Bool
    /// After the first start, only those where a line begins need to be tried: for `^`, and for a
    /// leading `.*`.
    let beginsLines: Bool
    /// How many pairs of offsets a match has: all of it, and each group.
    let pairCount: Int
    private let machineCode = Mutex(MachineCode())

    private struct MachineCode {
        var searches = 0
        /// `nil` until it was tried.
        var isThere: Bool?
    }

    public static let maximumPatternBytes = 65_536

    public init(
        _ pattern: String, over alphabet: Alphabet = .characters, searching extent: Extent = .far
    ) throws(RegexError) {
        guard pattern.utf8.count <= Self.maximumPatternBytes else {
            throw RegexError(
                pattern: String(pattern.prefix(80)), offset: Self.maximumPatternBytes,
                message: "longer than \(Self.maximumPatternBytes) bytes")
        }
        let bytes = Array(pattern.utf8)
        isSliceable = !Self.isStartBound(bytes)
        var options = Self.options
        if alphabet == .characters { options |= UInt32(PCRE2_UTF) }
        if extent == .near, isSliceable { options |= UInt32(PCRE2_NO_START_OPTIMIZE) }
        // One search over everything can be stopped only from inside: see `SearchWatch`.
        if !isSliceable { options |= UInt32(PCRE2_AUTO_CALLOUT) }
        let compiled = try Self.compiled(pattern, options)
        if let offset = Self.callout(of: compiled, bytes) {
            pcre2_code_free_8(compiled)
            throw RegexError(pattern: pattern, offset: offset, message: "callouts are not run here")
        }
        self.pattern = pattern
        code = compiled
        isConfinedToLine = LineConfinement.holds(for: pattern)
        groups = Self.groups(of: compiled)
        var captures: UInt32 = 0
        pcre2_pattern_info_8(compiled, UInt32(PCRE2_INFO_CAPTURECOUNT), &captures)
        pairCount = Int(captures) + 1
        // 2: "at the start of the subject or after any newline within it" (pcre2api,
        // PCRE2_INFO_FIRSTCODETYPE).
        var firstCodeType: UInt32 = 0
        pcre2_pattern_info_8(compiled, UInt32(PCRE2_INFO_FIRSTCODETYPE), &firstCodeType)
        beginsLines = firstCodeType == 2
    }

    deinit { pcre2_code_free_8(code) }

    /// Whatever a regex is for.
    static let options =
        UInt32(PCRE2_MULTILINE) | UInt32(PCRE2_DOLLAR_ENDONLY) | UInt32(PCRE2_USE_OFFSET_LIMIT)
        | UInt32(PCRE2_NEVER_BACKSLASH_C)

    static func compiled(_ pattern: String, _ options: UInt32) throws(RegexError) -> OpaquePointer {
        var (status, offset): (Int32, Int) = (0, 0)
        var bytes = pattern
        let code = bytes.withUTF8 {
            pcre2_compile_8($0.baseAddress, $0.count, options, &status, &offset, nil)
        }
        guard let code else {
            throw RegexError(
                pattern: pattern, offset: offset, message: RegexError.message(of: status))
        }
        return code
    }

    private static let calloutOpening = Array("(?C".utf8)
    /// Number that automatic callouts have; authors' own are refused (pcre2callout).
    private static let automaticCallout: UInt32 = 255

    /// Where the first callout of the author's own stands.
    private static func callout(of code: OpaquePointer, _ pattern: [UInt8]) -> Int? {
        let isThere = pattern.indices.contains { index in
            pattern[index] == UInt8(ascii: "(") && pattern[index...].starts(with: calloutOpening)
        }
        guard isThere else { return nil }
        var offset = -1
        pcre2_callout_enumerate_8(
            code,
            { block, found in
                guard let block, let found else { return 0 }
                let isOwn =
                    block.pointee.callout_number != Regex.automaticCallout
                    || block.pointee.callout_string != nil
                guard isOwn else { return 0 }
                found.assumingMemoryBound(to: Int.self).pointee = block.pointee.pattern_position
                return 1
            }, &offset)
        return offset < 0 ? nil : offset
    }

    private static func isStartBound(_ pattern: [UInt8]) -> Bool {
        pattern.indices.contains { index in
            (pattern[index] == UInt8(ascii: "\\") || pattern[index] == UInt8(ascii: "("))
                && startBound.contains { pattern[index...].starts(with: $0) }
        }
    }

    /// Starts searched below which the interpreter is done before the JIT compiler would be, which
    /// takes 15 to 30 us.
    private static let worthCompiling = 2_048

    /// Whether to search with machine code, which is made where the work is worth it: for many
    /// starts, and for a regex that is asked for a third time, since it will be again.
    func runsAsMachineCode(for starts: Int) -> Bool {
        machineCode.withLock { state in
            state.searches += 1
            if let isThere = state.isThere { return isThere }
            guard starts >= Self.worthCompiling || state.searches > 2 else { return false }
            // Where the JIT knows neither the pattern nor the machine, the interpreter goes on.
            let isThere = pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE)) == 0
            state.isThere = isThere
            return isThere
        }
    }

    private static func groups(of code: OpaquePointer) -> [Group] {
        var count: UInt32 = 0
        var entrySize: UInt32 = 0
        var table: UnsafePointer<UInt8>?
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &entrySize)
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
        guard let table else { return [] }
        return (0..<Int(count)).map { index in
            let entry = table + index * Int(entrySize)
            let number = Int(entry[0]) << 8 | Int(entry[1])
            return Group(name: String(cString: entry + 2), number: number)
        }
    }
}
