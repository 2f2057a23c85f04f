import Foundation
import Testing

/// A program for steps: it writes its name into `log`, once a run. The step that `stop` names says in
/// `at` that it runs, and stays: before it wrote its line, or after it for `stop-after`.
extension Workshop {
    static let stepper = """
        #!/bin/sh
        stay() { echo $$ > at.new; mv at.new at; exec sleep 60; }
        [ "$1" = "$(cat stop 2> /dev/null)" ] && stay
        echo "$1" >> log
        [ "$1" = "$(cat stop-after 2> /dev/null)" ] && stay
        exit 0

        """

    /// The lines of `log`.
    var log: [String] {
        (text("log") ?? "").split(separator: "\n").map(String.init)
    }

    /// Runs `recourse` until the step is in flight, and ends it as a power cut would.
    func killed(
        at step: Int, afterItsLine: Bool = false, _ arguments: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let name = afterItsLine ? "stop-after" : "stop"
        try write(name, "\(step)")
        let running = try await start(Binary.path, arguments)
        await appeared("at")
        running.send(SIGKILL)
        // It is dead before its child is, and sees nothing of that; only then has the run ended, since
        // the child holds what its parent held open.
        try await Task.sleep(for: .milliseconds(50))
        let left = Int32((text("at") ?? "").filter(\.isNumber))
        if let left { kill(left, SIGKILL) }
        let ran = await running.ended()
        #expect(ran.status == 137, "\(ran)", sourceLocation: sourceLocation)
        #expect(left != nil, "step \(step) did not begin", sourceLocation: sourceLocation)
        try await shell("rm at \(name)")
    }

    /// Waits until a file is there and holds something, for 20 s at most.
    func appeared(_ name: String) async {
        for _ in 0..<2_000 where (text(name) ?? "").isEmpty {
            try? await Task.sleep(for: .milliseconds(10))
        }
    }

    /// Waits until a process is gone; a zombie whom nobody waits for counts as that.
    func gone(_ process: Int32) async throws -> Bool {
        for _ in 0..<100 {
            let state = try await shell("ps -o stat= -p \(process)").out
            if state.isEmpty || state.hasPrefix("Z") { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }
}
