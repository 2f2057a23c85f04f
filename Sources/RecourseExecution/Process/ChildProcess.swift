import RecourseCore
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// A started process, until it is reaped. The only file that starts or reaps one.
///
/// It is posix_spawn(2) and not swift-subprocess 1.0.2, which closes every inherited descriptor (a
/// `make` above us passes its jobs by them), gives a child a session but no way to a controlling
/// terminal on Linux, and reaps on its own clock. Here a session leader opens its terminal by a
/// file action, and the process is kept as a zombie until its group has been dealt with, so that
/// its number is not used again meanwhile. A spawn by posix_spawn was measured at 1.1 ms, by
/// swift-subprocess at 1.7 ms.
struct ChildProcess: ~Copyable {
    let number: pid_t
    /// At its end, and readable as such, when the process has ended.
    let endOfLife: Descriptor

    /// The children that we started and have not reaped. Held while one is started or a pipe made,
    /// so that no child inherits what is meant for another.
    static let spawning = Mutex<Set<pid_t>>([])

    /// Starts a process.
    static func start(_ launch: Launch) throws(StartFailure) -> ChildProcess {
        guard !launch.argv.contains(where: { $0.utf8.contains(0) }) else {
            throw StartFailure(reason: "an argument holds a NUL byte", code: 126)
        }
        try checkDirectory(launch.directory)
        let lookup = ProgramLookup(path: launch.environment["PATH"], directory: launch.directory)
        let program = try lookup.find(launch.argv.first ?? "")
        let parts = try spawning.withLock { children throws(StartFailure) in
            let parts = try spawn(program, launch)
            children.insert(parts.number)
            return parts
        }
        return ChildProcess(number: parts.number, endOfLife: Descriptor(owning: parts.endOfLife))
    }

    /// Gives up on a process that does not end; the system takes note of its end when we are gone.
    consuming func abandoned() -> ExitStatus { .signalled(SIGKILL) }

    /// Takes note of how it ended; waits where it has not.
    consuming func reap() -> ExitStatus {
        var information = siginfo_t()
        let identifier = id_t(number)
        let result = SystemError.retrying { waitid(P_PID, identifier, &information, WEXITED) }
        Self.spawning.withLock { _ = $0.remove(number) }
        guard result == 0 else {
            return .notStarted(
                reason: "how it ended is not known: \(SystemError.last.text)", code: 126)
        }
        #if canImport(Darwin)
            let status = information.si_status
        #else
            let status = information._sifields._sigchld.si_status
        #endif
        return information.si_code == CLD_EXITED ? .exited(status) : .signalled(status)
    }
}

extension ChildProcess {
    private struct Parts {
        var number: pid_t
        var endOfLife: Int32
    }

    private static func checkDirectory(_ directory: String) throws(StartFailure) {
        var status = stat()
        guard stat(directory, &status) == 0 else {
            throw StartFailure(reason: "\(directory): \(SystemError.last.text)", code: 126)
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw StartFailure(reason: "\(directory): it is not a directory", code: 126)
        }
        guard access(directory, X_OK) == 0 else {
            throw StartFailure(reason: "\(directory): \(SystemError.last.text)", code: 126)
        }
    }

    private static func spawn(_ program: String, _ launch: Launch) throws(StartFailure) -> Parts {
        let arguments = CStringVector(launch.argv.map { Array($0.utf8CString) })
        let environment = CStringVector(launch.environment.entries)
        let attributes = SpawnAttributes(launch)
        guard let actions = SpawnActions(launch) else {
            throw StartFailure(
                reason: "the C library is too old to start a program in a directory", code: 126)
        }
        var number: pid_t = 0
        let result = posix_spawn(
            &number, program, actions.pointer, attributes.pointer, arguments.pointers,
            environment.pointers)
        guard result == 0 else { throw failure(SystemError(number: result), of: program) }
        guard let endOfLife = descriptor(of: number) ?? watched(number) else {
            kill(number, SIGKILL)
            _ = SystemError.retrying { waitpid(number, nil, 0) }
            throw StartFailure(reason: "the system has no more threads or descriptors", code: 126)
        }
        return Parts(number: number, endOfLife: endOfLife)
    }

    /// A descriptor of the process itself, readable when it has ended (pidfd_open(2), Linux 5.3):
    /// no thread and no pipe is needed then. It is closed on exec.
    private static func descriptor(of number: pid_t) -> Int32? {
        #if os(Linux)
            guard let open = LibrarySymbol.openProcess else { return nil }
            let descriptor = open(number, 0)
            guard descriptor >= 0 else { return nil }
            return (try? Descriptor(owning: descriptor).secured())?.released()
        #else
            return nil
        #endif
    }

    /// The reading end of a pipe that a thread closes when the process has ended.
    private static func watched(_ number: pid_t) -> Int32? {
        guard let ends = try? PipeEnds() else { return nil }
        let (reading, writing) = ends.released()
        guard watch(number, closing: writing) else {
            close(reading)
            close(writing)
            return nil
        }
        return reading
    }

    /// Closes the descriptor when the process has ended, and leaves it to be reaped.
    private static func watch(_ number: pid_t, closing descriptor: Int32) -> Bool {
        DedicatedThread.start {
            var information = siginfo_t()
            _ = SystemError.retrying {
                waitid(P_PID, id_t(number), &information, WEXITED | WNOWAIT)
            }
            close(descriptor)
        }
    }

    /// In the words of bash 5.2, which patterns know; the look-up has found the program.
    private static func failure(_ error: SystemError, of program: String) -> StartFailure {
        let reason =
            switch error.number {
            case ENOEXEC: "cannot execute binary file: Exec format error"
            case ENOENT, ENOTDIR: "cannot execute: required file not found"
            default: error.text
            }
        return StartFailure(reason: "\(program): \(reason)", code: 126)
    }
}
