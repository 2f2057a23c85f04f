#if os(Linux)
    import Foundation
    import Glibc
    import GRDB
    import Testing

    @testable import RecourseStore

    /// A `store-writer` that a test starts: it lies beside the test bundle.
    final class WriterProcess {
        let pid: pid_t
        private let input: Int32
        private let output: Int32
        private var pending: [UInt8] = []
        /// Every line that it printed so far.
        private(set) var lines: [String] = []

        static let program: String = {
            let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            return ((own ?? "") as NSString).deletingLastPathComponent + "/store-writer"
        }()

        struct NotStarted: Error { let code: Int32 }

        /// - Parameters:
        ///   - wrapper: what runs it, such as `strace`, with its arguments.
        init(
            _ arguments: [String], under wrapper: [String] = [],
            environment: [String: String] = [:]
        ) throws {
            // No process that another thread starts may inherit the ends.
            Self.starting.lock()
            defer { Self.starting.unlock() }
            let (down, up) = (try Self.pipe(), try Self.pipe())
            var actions = posix_spawn_file_actions_t()
            posix_spawn_file_actions_init(&actions)
            defer { posix_spawn_file_actions_destroy(&actions) }
            posix_spawn_file_actions_adddup2(&actions, down[0], 0)
            posix_spawn_file_actions_adddup2(&actions, up[1], 1)
            let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
            let words = (wrapper + [Self.program] + arguments).map { strdup($0) } + [nil]
            let settings = variables.map { strdup("\($0)=\($1)") } + [nil]
            defer { for text in words + settings { free(text) } }
            var pid = pid_t()
            let code = posix_spawnp(&pid, words[0]!, &actions, nil, words, settings)
            close(down[0])
            close(up[1])
            (self.pid, input, output) = (pid, down[1], up[0])
            guard code == 0 else { throw NotStarted(code: code) }
        }

        deinit {
            close(output)
            if isInputOpen { close(input) }
        }

        private var isInputOpen = true
        private static let starting = NSLock()

        private static func pipe() throws -> [Int32] {
            var ends = [Int32](repeating: 0, count: 2)
            guard Glibc.pipe(&ends) == 0 else { throw NotStarted(code: errno) }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            return ends
        }

        func endInput() {
            if isInputOpen { close(input) }
            isInputOpen = false
        }

        /// Reads until a line begins so.
        /// - Returns: the line; `nil` where the output ends, or the time is over, first.
        func line(_ prefix: String, within seconds: Double = 60) -> String? {
            let deadline = Date().addingTimeInterval(seconds)
            var looked = 0
            while true {
                while looked < lines.count {
                    if lines[looked].hasPrefix(prefix) { return lines[looked] }
                    looked += 1
                }
                let left = deadline.timeIntervalSinceNow
                guard left > 0, readSome(within: left) else { return nil }
            }
        }

        /// - Returns: the status as `waitpid` says it, once the output has ended.
        @discardableResult
        func ended() -> Int32 {
            while readSome(within: 60) {}
            var status: Int32 = 0
            while waitpid(pid, &status, 0) < 0, errno == EINTR {}
            return status
        }

        private func readSome(within seconds: Double) -> Bool {
            var polled = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
            guard poll(&polled, 1, Int32(seconds * 1_000) + 1) > 0 else { return false }
            var bytes = [UInt8](repeating: 0, count: 65_536)
            let count = read(output, &bytes, bytes.count)
            guard count > 0 else { return false }
            pending += bytes.prefix(count)
            while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                lines.append(String(decoding: pending[..<end], as: UTF8.self))
                pending.removeSubrange(...end)
            }
            return true
        }
    }

    /// What the writers of a test left in the file.
    struct Written {
        /// Fingerprints of failures, and contents of steps.
        var failures: Set<String> = []
        var steps: Set<String> = []

        /// Expects a sound file in which everything is counted once.
        init(_ scratch: Scratch) throws {
            let store = try scratch.reader()
            #expect(try store.problems() == [])
            try store.read { database in
                let rows = try Row.fetchAll(
                    database,
                    sql: """
                        SELECT fingerprint, resolved,
                          (SELECT count(*) FROM attempt WHERE failure = failure.id) AS attempts
                        FROM failure
                        """)
                failures = Set(rows.map { $0["fingerprint"] as String })
                #expect(failures.count == rows.count, "a failure is there twice")
                let attempts = rows.reduce(0) { $0 + ($1["attempts"] as Int) }
                #expect(
                    rows.allSatisfy { ($0["attempts"] as Int) <= 1 }, "an attempt is there twice")
                let trials = try Int.fetchOne(database, sql: "SELECT sum(trials) FROM tally") ?? 0
                #expect(trials == attempts, "an attempt is counted more than once, or not")
                let resolved = rows.count { ($0["resolved"] as Int) == 1 }
                #expect(resolved == attempts)
                steps = try Set(String.fetchAll(database, sql: "SELECT content FROM run_step"))
            }
        }
    }
#endif
