import Foundation

/// A pseudo-terminal around a run, from python3's `pty`: what a person sees, with what they type.
extension Workshop {
    private static let driver = #"""
        import os, pty, select, sys, time
        answers = [a for a in sys.argv[1].split("|") if a]
        pid, fd = pty.fork()
        if pid == 0:
            os.execvp(sys.argv[2], sys.argv[2:])
        seen, out, end = 0, b"", time.time() + 20
        while time.time() < end:
            ready, _, _ = select.select([fd], [], [], 0.2)
            if ready:
                try:
                    data = os.read(fd, 65536)
                except OSError:
                    break
                if not data:
                    break
                out += data
            if out.count(b"stop: ") > seen and answers:
                seen = out.count(b"stop: ")
                answer = answers.pop(0)
                os.write(fd, {"^C": b"\x03", "^D": b"\x04"}.get(answer, answer.encode() + b"\n"))
        else:
            os.kill(pid, 9)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        sys.stdout.buffer.write(out.replace(b"\r\n", b"\n"))
        sys.stdout.flush()
        os._exit(status if status >= 0 else 128 - status)
        """#

    /// - Parameter typed: one answer for each prompt, `|` between; `^C` and `^D` are the keys.
    @discardableResult
    func terminal(
        _ arguments: String..., typed: String = "", environment extra: [String: String] = [:]
    ) async throws -> Ran {
        let running = try await start(
            "/usr/bin/env", ["python3", "-c", Self.driver, typed, Binary.path] + arguments,
            environment: ["TERM": "xterm"].merging(extra) { $1 })
        return await running.ended()
    }
}
