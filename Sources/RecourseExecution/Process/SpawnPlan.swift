#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// What posix_spawn(2) does in the child before the program is executed: directory and streams.
struct SpawnActions: ~Copyable {
    #if canImport(Darwin)
        typealias Raw = posix_spawn_file_actions_t?
    #else
        typealias Raw = posix_spawn_file_actions_t
    #endif
    let pointer: UnsafeMutablePointer<Raw>

    /// `nil` where the C library cannot start a program in another directory.
    init?(_ launch: Launch) {
        #if os(Linux)
            guard let addDirectory = LibrarySymbol.addDirectory else { return nil }
        #endif
        pointer = .allocate(capacity: 1)
        posix_spawn_file_actions_init(pointer)
        #if os(Linux)
            _ = addDirectory(pointer, launch.directory)
        #else
            posix_spawn_file_actions_addchdir_np(pointer, launch.directory)
        #endif
        bind(launch.input, to: 0, O_RDONLY)
        bind(launch.output, to: 1, O_WRONLY)
        bind(launch.error, to: 2, O_WRONLY)
        #if os(Linux)
            if !launch.keepsDescriptors { _ = LibrarySymbol.addCloseFrom?(pointer, 3) }
        #endif
    }

    deinit {
        posix_spawn_file_actions_destroy(pointer)
        pointer.deallocate()
    }

    private func bind(_ binding: StreamBinding, to target: Int32, _ access: Int32) {
        switch binding {
        case .descriptor(let number):
            posix_spawn_file_actions_adddup2(pointer, number, target)
        case .null: posix_spawn_file_actions_addopen(pointer, target, "/dev/null", access, 0)
        case .terminal(let path):
            posix_spawn_file_actions_addopen(pointer, target, path, O_RDWR, 0)
        }
    }
}

/// What a child is given besides: its group or session, default signals, no signal blocked.
struct SpawnAttributes: ~Copyable {
    #if canImport(Darwin)
        typealias Raw = posix_spawnattr_t?
    #else
        typealias Raw = posix_spawnattr_t
    #endif
    let pointer: UnsafeMutablePointer<Raw>

    init(_ launch: Launch) {
        pointer = .allocate(capacity: 1)
        posix_spawnattr_init(pointer)
        var flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        switch launch.grouping {
        case .session: flags |= Self.newSession
        case .group:
            flags |= POSIX_SPAWN_SETPGROUP
            posix_spawnattr_setpgroup(pointer, 0)
        case .ours: break
        }
        #if canImport(Darwin)
            if !launch.keepsDescriptors { flags |= POSIX_SPAWN_CLOEXEC_DEFAULT }
        #endif
        var signals = sigset_t()
        sigfillset(&signals)
        // The first two cannot be set; the others are to stay as whoever started us has them.
        for number in [SIGKILL, SIGSTOP] + ProcessSetting.shared.ignored.sorted() {
            sigdelset(&signals, number)
        }
        posix_spawnattr_setsigdefault(pointer, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(pointer, &signals)
        posix_spawnattr_setflags(pointer, Int16(flags))
    }

    deinit {
        posix_spawnattr_destroy(pointer)
        pointer.deallocate()
    }

    #if os(Linux)
        /// POSIX_SPAWN_SETSID of glibc 2.26 and musl 1.1.22.
        private static let newSession: Int32 = 0x80
    #else
        private static let newSession = POSIX_SPAWN_SETSID
    #endif
}
