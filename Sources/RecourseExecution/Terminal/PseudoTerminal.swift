#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// A pair of a terminal for a child and the side from which we drive it.
struct PseudoTerminal: ~Copyable {
    var master: Descriptor
    /// Kept open while the child runs: without anybody on it the master reads as hung up.
    var slave: Descriptor
    let path: String

    /// Call it with `ChildProcess.spawning` held.
    /// - Parameters:
    ///   - mode: the mode that it begins with.
    ///   - size: a terminal to take the window size from.
    init(mode: TerminalMode?, sizeOf size: Int32) throws(SystemError) {
        var pair: (Int32, Int32) = (-1, -1)
        var window = Self.windowSize(of: size) ?? winsize()
        if var settings = mode?.settings {
            try SystemError.check(openpty(&pair.0, &pair.1, nil, &settings, &window))
        } else {
            try SystemError.check(openpty(&pair.0, &pair.1, nil, nil, &window))
        }
        let first = Descriptor(owning: pair.0)
        let second = Descriptor(owning: pair.1)
        var name = [CChar](repeating: 0, count: 1024)
        let error = ttyname_r(second.number, &name, name.count)
        guard error == 0 else { throw SystemError(number: error) }
        let secured = (try first.secured().released(), try second.secured().released())
        path = String(terminated: name)
        master = Descriptor(owning: secured.0)
        slave = Descriptor(owning: secured.1)
        master.makeNonBlocking()
    }

    static func windowSize(of terminal: Int32) -> winsize? {
        var size = winsize()
        return ioctl(terminal, UInt(TIOCGWINSZ), &size) == 0 ? size : nil
    }
}

extension PseudoTerminal {
    /// Gives up the ownership of both sides.
    consuming func released() -> (master: Int32, slave: Int32) {
        (master.released(), slave.released())
    }
}
