#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Whether running a command a second time gives it the same standard input as the first.
struct StandardInput: Sendable {
    private enum Kind {
        case terminal
        case empty
        /// Read from here; put back before the next run.
        case file(offset: off_t)
        /// What was read cannot be read again.
        case stream
    }

    private let kind: Kind

    /// Looks at it before the first run.
    init() {
        var status = stat()
        guard fstat(STDIN_FILENO, &status) == 0 else {
            kind = .empty
            return
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .file(offset: lseek(STDIN_FILENO, 0, SEEK_CUR))
        case S_IFCHR: kind = isatty(STDIN_FILENO) == 1 ? .terminal : .empty
        default:
            var poll = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            // Closed by its writer with nothing in it: it was empty all along.
            let isAtEnd =
                Self.poll(&poll) == 1 && poll.revents & Int16(POLLHUP) != 0
                && poll.revents & Int16(POLLIN) == 0
            kind = isAtEnd ? .empty : .stream
        }
    }

    /// Puts a file back to where it was.
    func rewind() -> Bool {
        switch kind {
        case .terminal, .empty: true
        case .file(let offset): lseek(STDIN_FILENO, offset, SEEK_SET) >= 0
        case .stream: false
        }
    }

    private static func poll(_ descriptor: inout pollfd) -> Int32 {
        #if canImport(Glibc)
            Glibc.poll(&descriptor, 1, 0)
        #else
            Darwin.poll(&descriptor, 1, 0)
        #endif
    }
}
