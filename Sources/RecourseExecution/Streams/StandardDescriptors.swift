#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// What stands for our own stdin, stdout and stderr.
struct StandardDescriptors: Hashable, Sendable {
    var input: Int32 = 0
    var output: Int32 = 1
    var error: Int32 = 2

    /// Our own stdin, where it is open.
    var inputBinding: StreamBinding { fcntl(input, F_GETFD) < 0 ? .null : .descriptor(input) }

    /// Whether stdout and stderr are one file or pipe, as under `2>&1`: then only one pipe to the
    /// child keeps the order of what it prints.
    var areOneOutput: Bool {
        var first = stat()
        var second = stat()
        guard fstat(output, &first) == 0, fstat(error, &second) == 0 else { return false }
        let isOrdered = [S_IFREG, S_IFIFO, S_IFSOCK].contains(first.st_mode & S_IFMT)
        return isOrdered && first.st_dev == second.st_dev && first.st_ino == second.st_ino
    }

    /// Whether this process has a terminal at all, whatever its streams are.
    static var haveControllingTerminal: Bool {
        let number = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard number >= 0 else { return false }
        close(number)
        return true
    }
}
