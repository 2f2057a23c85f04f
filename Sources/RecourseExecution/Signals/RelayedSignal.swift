#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// A signal that was sent to this process.
public struct RelayedSignal: Hashable, Sendable {
    public var number: Int32
    /// Whether a terminal sent it: then all of its foreground process group has it as well.
    public var isFromTerminal: Bool

    /// As one byte of a pipe, never 0.
    var byte: UInt8 { UInt8(truncatingIfNeeded: number) & 0x7F | (isFromTerminal ? 0x80 : 0) }

    init(byte: UInt8) {
        number = Int32(byte & 0x7F)
        isFromTerminal = byte & 0x80 != 0
    }

    /// Signals that ask a process to end.
    static let endings = [SIGHUP, SIGINT, SIGQUIT, SIGTERM]
    /// Signals that a command on a pseudo-terminal needs to be told of.
    static let terminal = [SIGTSTP, SIGCONT, SIGWINCH]
}
