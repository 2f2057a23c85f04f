/// What must hold of the failure besides the regex.
public struct PatternConditions: Hashable, Sendable, Codable {
    /// Any of these; empty stands for "not zero".
    public var exit: [ExitCondition]
    /// Empty: any stream.
    public var streams: [OutputStream]
    /// Globs on the base name of a program in the command; empty: any.
    public var programs: [String]
    /// Regexes; one that matches anywhere refuses the pattern.
    public var unless: [String]

    public init(
        exit: [ExitCondition] = [], streams: [OutputStream] = [], programs: [String] = [],
        unless: [String] = []
    ) {
        self.exit = exit
        self.streams = streams
        self.programs = programs
        self.unless = unless
    }

    /// Whether the exit status is one the pattern speaks of. A particular status is not met where
    /// the status is unknown; success never is, unless named.
    public func admits(_ status: ExitStatus?) -> Bool {
        exit.isEmpty
            ? ExitCondition.notZero.admits(status) : exit.contains { $0.admits(status) }
    }

    /// True where the exit conditions demand a particular status, so that it alone says something.
    public var demandsParticularExit: Bool {
        !exit.isEmpty && !exit.contains(.notZero)
    }
}

/// `"1"`, `"2..5"`, `"!0"`, `"signal:9"`, `"timeout"`.
public enum ExitCondition: Hashable, Sendable, Codable {
    case code(ClosedRange<Int32>)
    case notZero
    case signal(Int32)
    case timeout

    public init?(parsing text: String) {
        if text == "!0" {
            self = .notZero
        } else if text == "timeout" {
            self = .timeout
        } else if text.hasPrefix("signal:"), let number = Int32(text.dropFirst(7)) {
            self = .signal(number)
        } else if let number = Int32(text) {
            self = .code(number...number)
        } else {
            let ends = text.split(separator: ".", omittingEmptySubsequences: false)
            guard ends.count == 3, ends[1].isEmpty, let low = Int32(ends[0]),
                let high = Int32(ends[2]), low <= high
            else { return nil }
            self = .code(low...high)
        }
    }

    public var text: String {
        switch self {
        case .code(let range):
            range.count == 1
                ? "\(range.lowerBound)" : "\(range.lowerBound)..\(range.upperBound)"
        case .notZero: "!0"
        case .signal(let number): "signal:\(number)"
        case .timeout: "timeout"
        }
    }

    public func admits(_ status: ExitStatus?) -> Bool {
        guard let status else { return self == .notZero }
        return switch self {
        case .notZero: !status.isSuccess
        case .code(let range): range.contains(status.shellCode)
        case .signal(let number): status.shellCode == 128 &+ number
        case .timeout: status == .timedOut
        }
    }
}
