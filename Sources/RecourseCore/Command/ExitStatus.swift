/// How a command ended. A non-zero exit is a result, not an error.
public enum ExitStatus: Hashable, Sendable, Codable {
    case exited(Int32)
    case signalled(Int32)
    /// Ended by us after its time was over.
    case timedOut
    /// Never ran: the program is missing, may not be run, or the directory is gone.
    case notStarted(reason: String, code: Int32)

    public var isSuccess: Bool { self == .exited(0) }

    /// The status a POSIX shell reports: 128 + signal, 124 for a timeout as `timeout(1)`, 126 and
    /// 127 for a program that cannot be run or found.
    public var shellCode: Int32 {
        switch self {
        case .exited(let code): code
        case .signalled(let signal): 128 + signal
        case .timedOut: 124
        case .notStarted(_, let code): code
        }
    }
}
