import RecourseCore
import RecourseExecution

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    // `environ` is a variable that nobody here writes.
    @preconcurrency import Glibc
#endif

/// A supervised command beside a bare one, in turns; medians in milliseconds.
struct SpawnCost {
    let runner: Double
    let plain: Double

    init(reps: Int) async {
        let program = access("/bin/true", X_OK) == 0 ? "/bin/true" : "/usr/bin/true"
        let command = CommandRequest(
            Command(argv: [program], directory: "/"), terminal: .background)
        let processes = ProcessRunner(screen: nil, backups: "/nonexistent")
        var (supervised, bare): ([Double], [Double]) = ([], [])
        for round in 0..<(reps + 10) {
            var start = ContinuousClock.now
            _ = await processes.run(command)
            let first = (ContinuousClock.now - start).inSeconds * 1_000
            start = ContinuousClock.now
            Self.runPlainly(program)
            let second = (ContinuousClock.now - start).inSeconds * 1_000
            // The first rounds warm up.
            if round >= 10 {
                supervised.append(first)
                bare.append(second)
            }
        }
        (runner, plain) = (supervised.median, bare.median)
    }

    private static func runPlainly(_ program: String) {
        var number: pid_t = 0
        program.withCString { path in
            var argv: [UnsafeMutablePointer<CChar>?] = [UnsafeMutablePointer(mutating: path), nil]
            guard posix_spawn(&number, path, nil, nil, &argv, environ) == 0 else { return }
            var status: Int32 = 0
            waitpid(number, &status, 0)
        }
    }
}
