#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// How a terminal treats input and output.
struct TerminalMode {
    private(set) var settings: termios

    /// The mode of the terminal, or `nil` where the descriptor is none.
    init?(of descriptor: Int32) {
        settings = termios()
        guard tcgetattr(descriptor, &settings) == 0 else { return nil }
    }

    /// Everything as it comes, both ways.
    var raw: TerminalMode {
        var mode = self
        cfmakeraw(&mode.settings)
        return mode
    }

    /// Output as it comes.
    var withPlainOutput: TerminalMode {
        var mode = self
        mode.settings.c_oflag &= ~tcflag_t(OPOST)
        return mode
    }

    func apply(to descriptor: Int32) {
        var settings = settings
        // At once: waiting for the output to drain could last as long as someone holds the screen.
        _ = SystemError.retrying { tcsetattr(descriptor, TCSANOW, &settings) }
    }

    /// The character that sends SIGINT (`VINTR`) or SIGTSTP (`VSUSP`), where one does.
    func signalCharacter(_ position: Int32) -> UInt8? {
        guard settings.c_lflag & tcflag_t(ISIG) != 0 else { return nil }
        let character = withUnsafeBytes(of: settings.c_cc) { $0[Int(position)] }
        return character == TerminalMode.disabled ? nil : character
    }

    /// `_POSIX_VDISABLE`.
    #if canImport(Darwin)
        private static let disabled: UInt8 = 0xFF
    #else
        private static let disabled: UInt8 = 0
    #endif
}
