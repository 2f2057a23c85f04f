/// Words of build and test tools of every language, by what they tell of a line.
///
/// Chosen from knowledge of the tools, not counted in logs: what one of nineteen projects says is
/// no word of the trade. A pair (`not_found`) is two words that follow each other.
struct ExcerptVocabulary: Sendable {
    struct Entry: Sendable {
        var trait: ExcerptTrait?
        /// A pair may begin with it.
        var opensPair = false
        /// The number that follows is the status of a process.
        var awaitsExitCode = false
        /// What it makes of a line as the first word.
        var start: ExcerptTrait?
    }

    static let shared = ExcerptVocabulary()

    private static let words: [(ExcerptTrait, String)] = [
        (.errorWord, "error errors err erroneous bug bugs sigsegv"),
        (
            .fatalWord,
            """
            fatal panic panicked abort aborted aborting aborts crash crashed segfault segmentation
            sigsegv sigabrt sigkill sigill sigbus killed terminated dumped corrupted overflow
            sanitizer addresssanitizer leaksanitizer core_dumped bus_error out_of of_memory
            broken halted deadlock bailing
            """
        ),
        (
            .failWord,
            """
            fail fails failed failing failure failures failed_to unsuccessful unsuccessfully
            not_ok faults fault
            """
        ),
        (
            .exceptionWord,
            """
            exception exceptions traceback backtrace stacktrace throw throws thrown threw raise
            raised uncaught unhandled rethrown stack_trace badmatch badarg undef function_clause
            case_clause noproc rejection
            """
        ),
        (
            .assertWord,
            """
            assert asserts asserted assertion assertions assertequal asserttrue assertthat
            assertionfailederror expectation expectations precondition invariant falsifiable
            """
        ),
        (
            .expectWord,
            """
            expected expect expecting actual received got should equal equals mismatch mismatched
            differ differs different difference match_expected didn't doesn't isn't wasn't weren't
            aren't not_equal not_match instead but_was but_got was_not is_not to_be to_equal
            does_not did_not
            """
        ),
        (
            .absenceWord,
            """
            missing undefined unresolved unavailable undeclared unbound uninitialized undocumented
            nonexistent absent not_found no_such not_exist not_defined not_declared no_module
            not_available not_installed no_rule no_matching no_package no_file no_tests not_resolve
            not_resolved no_method not_provide unsatisfied unsatisfiable not_present not_loaded
            nomethoderror no_space not_recognized not_implemented enoent not_set
            """
        ),
        (
            .refusalWord,
            """
            cannot can't couldn't could_not unable denied refused forbidden unauthorized invalid
            illegal unexpected unknown unsupported unrecognized incompatible conflict conflicts
            conflicting malformed corrupt bad wrong must required requires ambiguous duplicate
            duplicated redeclared redefinition redefined unreachable unparseable unable_to not_allowed
            not_permitted not_supported not_valid not_match disallowed prohibited rejected reject
            exceeded exceeds insufficient expired untrusted unclosed unterminated inaccessible
            incorrect eacces eperm conversion mutable immutable non_exhaustive not_compatible
            not_assignable too_many too_few dubious problem problems not_read not_open not_write
            not_load not_start not_connect not_create unmet impossible uncommitted
            """
        ),
        (
            .timeWord,
            """
            timeout timeouts timedout timed_out hang hung stalled deadline no_output etimedout
            deadline_exceeded not_respond
            """
        ),
        (
            .networkWord,
            """
            connection connect disconnected certificate ssl tls handshake dns resolve hostname
            econnreset econnrefused proxy gateway unreachable socket
            """
        ),
        (
            .styleWord,
            """
            lint linter style formatted unformatted whitespace indentation trailing redundant unused
            offense offenses violation violations violates convention newline misspelled spelling
            typo duplication complexity import_order shadowed semicolon never_used quotes prettier
            """
        ),
        (.warningWord, "warning warnings warn"),
        (.deprecationWord, "deprecated deprecation deprecations obsolete discouraged"),
        (
            .passWord,
            """
            ok pass passed passes passing success successful successfully succeeded succeed done
            completed up_to satisfied finished
            """
        ),
        (.skipWord, "skip skipped skipping skips ignored ignoring pending disabled omitted"),
        (
            .progressWord,
            """
            downloading downloaded fetching fetched retrieving receiving resolving compiling compiled
            building generating processing copying linking linting installing installed extracting
            unpacking cloning checking scanning analyzing writing wrote reading updating upgrading
            running starting started loading loaded creating created removing removed preparing
            uploading cleaning executing verifying testing using entering leaving progress configuring
            hit ign registering adding inflating caching restored restoring bundling packing
            """
        ),
        (
            .packageWord,
            """
            unpacking selecting preparing apt dpkg kib mib newest dependencies packages upgraded
            triggers deb libc amd gem gems wheel tarball archive archives repository mirror
            repo_information already_installed checksum kb mb
            """
        ),
        (
            .summaryWord,
            """
            tests test examples example specs spec scenarios suites suite elapsed coverage total
            passed failures assertions checks duration seconds finished_in
            """
        ),
        (
            .reasonWord,
            """
            reason cause caused because message details detail diagnostic diagnostics problem
            during originated stderr
            """
        ),
        (
            .adviceWord,
            """
            rerun re_run documentation try hint help troubleshooting more_information for_more
            see_the visit log_can complete_log get_more please run_with stacktrace_option
            learn_more likely_additional full_trace report_this use_the
            """
        ),
        (.levelWord, "info debug trace verbose notice"),
    ]

    /// Pairs that await a number: `exited with 1`, `exit code 2`.
    private static let exits = [
        "exited_with", "exit_code", "exit_status", "with_code", "with_status", "return_code",
        "with_exit", "returned_exit",
    ]

    /// Programs whose command lines build tools print.
    private static let programs = """
        gcc g cc c clang ld ar ranlib cp mv rm mkdir ln cd install javac java python ruby perl php
        node npm yarn make cmake bash sh libtool ghc cargo rustc go mvn pip gem bundle echo export
        git sudo docker curl wget test sed awk grep xmllint erlc cat tar unzip source strip touch
        """

    private static let starts: [(ExcerptTrait, String)] = [
        (.startsError, "error errors err fatal exception panic e uncaught unhandled abort"),
        (.startsFail, "fail failed failure failures failing"),
        (.startsWarning, "warning warn warnings w"),
        (.startsInfo, "info debug trace notice note verbose d i"),
        (.startsPass, "ok pass passed success"),
        (.startsProgram, programs), (.startsProgress, progress),
    ]

    /// Verbs with which tools begin a line for every thing they do.
    private static let progress = """
        downloading downloaded fetching retrieving receiving resolving compiling building generating
        processing copying linking linting installing installed extracting unpacking cloning
        checking get hit ign selecting preparing setting using writing wrote loading adding
        entering leaving collecting requirement removing inflating registering run running
        """

    private let keys: [UInt64]
    private let codes: [Entry]
    private static let capacity = 2_048

    private init() {
        var entries: [UInt64: Entry] = [:]
        for (trait, list) in Self.words {
            for word in list.split(whereSeparator: \.isWhitespace) {
                let parts = word.split(separator: "_").map { Self.hash($0) }
                entries[parts.dropFirst().reduce(parts[0], Self.pair), default: Entry()].trait =
                    trait
                if parts.count > 1 { entries[parts[0], default: Entry()].opensPair = true }
            }
        }
        for pair in Self.exits {
            let parts = pair.split(separator: "_").map { Self.hash($0) }
            entries[parts[0], default: Entry()].opensPair = true
            entries[Self.pair(parts[0], parts[1]), default: Entry()].awaitsExitCode = true
        }
        for (trait, list) in Self.starts {
            for word in list.split(whereSeparator: \.isWhitespace) {
                entries[Self.hash(word), default: Entry()].start = trait
            }
        }
        var keys = [UInt64](repeating: 0, count: Self.capacity)
        var codes = [Entry](repeating: Entry(), count: Self.capacity)
        for key in entries.keys.sorted() {
            var slot = Self.slot(key)
            while keys[slot] != 0 { slot = (slot + 1) & (Self.capacity - 1) }
            keys[slot] = key
            codes[slot] = entries[key] ?? Entry()
        }
        self.keys = keys
        self.codes = codes
    }

    /// The table, open for the time of the call.
    func withTables<Result>(_ body: (Tables) -> Result) -> Result {
        keys.withUnsafeBufferPointer { keys in
            codes.withUnsafeBufferPointer { body(Tables(keys: keys, codes: $0)) }
        }
    }

    /// Open addressing with linear probing; a key of 0 is an empty slot.
    struct Tables {
        fileprivate let keys: UnsafeBufferPointer<UInt64>
        fileprivate let codes: UnsafeBufferPointer<Entry>

        @inline(__always)
        func entry(_ hash: UInt64) -> Entry {
            var slot = ExcerptVocabulary.slot(hash)
            while keys[slot] != 0 {
                if keys[slot] == hash { return codes[slot] }
                slot = (slot &+ 1) & (ExcerptVocabulary.capacity &- 1)
            }
            return Entry()
        }
    }

    @inline(__always)
    private static func slot(_ hash: UInt64) -> Int {
        Int(truncatingIfNeeded: hash >> 20) & (capacity &- 1)
    }

    static let offsetBasis: UInt64 = 0xcbf2_9ce4_8422_2325
    static let prime: UInt64 = 0x100_0000_01b3

    @inline(__always)
    static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
        (first &* 0x9E37_79B9_7F4A_7C15) ^ second
    }

    /// FNV-1a of the letters in lower case, as `LineScan` makes it.
    static func hash(_ word: some StringProtocol) -> UInt64 {
        word.utf8.reduce(offsetBasis) { ($0 ^ UInt64($1 | 0x20)) &* prime }
    }
}
