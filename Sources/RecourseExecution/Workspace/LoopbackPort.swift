#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// A TCP port of this machine's own address.
struct LoopbackPort {
    private let number: in_port_t

    /// `nil` for what is no port.
    init?(_ port: Int) {
        guard (1...65_535).contains(port) else { return nil }
        number = in_port_t(port)
    }

    /// Whether nothing listens on it, on 127.0.0.1 or ::1.
    var isFree: Bool {
        var four = sockaddr_in()
        four.sin_family = sa_family_t(AF_INET)
        four.sin_port = number.bigEndian
        four.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var six = sockaddr_in6()
        six.sin6_family = sa_family_t(AF_INET6)
        six.sin6_port = number.bigEndian
        six.sin6_addr = in6addr_loopback
        return isFree(AF_INET, &four) && isFree(AF_INET6, &six)
    }

    /// A port is taken where it cannot be bound. An address in use by an old connection alone can
    /// be, with SO_REUSEADDR. Where we may not bind (a port below 1024), or where the system lets
    /// two bind (macOS, beside a wildcard), connecting tells.
    private func isFree<Address>(_ family: Int32, _ address: inout Address) -> Bool {
        withUnsafeBytes(of: &address) { bytes in
            guard let base = bytes.baseAddress else { return true }
            let pointer = base.assumingMemoryBound(to: sockaddr.self)
            let length = socklen_t(bytes.count)
            let binding = attempt(family) { bind($0, pointer, length) }
            if binding == EADDRINUSE { return false }
            #if os(Linux)
                if binding != EACCES { return true }
            #endif
            return attempt(family) { connect($0, pointer, length) } != 0
        }
    }

    /// - Returns: 0, or the error number of the call or of the socket.
    private func attempt(_ family: Int32, _ call: (Int32) -> Int32) -> Int32 {
        #if canImport(Darwin)
            let stream = SOCK_STREAM
        #else
            let stream = Int32(SOCK_STREAM.rawValue)
        #endif
        let opened = socket(family, stream, 0)
        guard opened >= 0 else { return errno }
        let descriptor = Descriptor(owning: opened)
        _ = fcntl(descriptor.number, F_SETFD, FD_CLOEXEC)
        var yes: Int32 = 1
        setsockopt(
            descriptor.number, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        if family == AF_INET6 {
            setsockopt(
                descriptor.number, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &yes,
                socklen_t(MemoryLayout<Int32>.size))
        }
        return SystemError.retrying { call(descriptor.number) } == 0 ? 0 : errno
    }
}
