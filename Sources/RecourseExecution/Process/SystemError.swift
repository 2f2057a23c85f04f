#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// An error number of the system.
struct SystemError: Error, Hashable {
    let number: Int32

    /// The last error of this thread.
    static var last: SystemError { SystemError(number: errno) }

    /// In words, as the C library has them.
    var text: String {
        var buffer = [CChar](repeating: 0, count: 256)
        strerror_r(number, &buffer, buffer.count)
        return String(terminated: buffer)
    }

    /// - Returns: what the call returned, where it did not fail.
    @discardableResult
    static func check(_ result: Int32) throws(SystemError) -> Int32 {
        guard result >= 0 else { throw .last }
        return result
    }

    /// Repeats a call that a signal interrupted.
    static func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
        while true {
            let result = call()
            if result >= 0 || errno != EINTR { return result }
        }
    }
}
