import RecourseCore

/// One question to a server, with its retries, and what it took.
struct ServerCall: Sendable {
    var result: Result<WireReply, ModelError>
    var requests = 0
    /// Whether a server may have worked on it, and so may charge for it.
    var mayCost = false
}

extension ModelError {
    init(_ failure: TransferFailure) {
        switch failure {
        case .unreachable(let reason), .unusable(let reason):
            self = .unreachable(ServerText.cut(reason))
        case .broken(let reason):
            self = .malformed("the connection broke: \(ServerText.cut(reason))")
        case .timeout(let stage): self = .timeout(stage: stage.rawValue)
        case .tooLarge(let what): self = .malformed("the answer's \(what) is too large")
        case .cancelled: self = .cancelled
        }
    }

    /// For statistics: a word, never a text of a server.
    var word: String {
        switch self {
        case .notConfigured: "not-configured"
        case .unreachable: "unreachable"
        case .timeout(let stage): "timeout-" + stage.split(separator: " ").joined(separator: "-")
        case .status(let status, _): "status-\(status)"
        case .malformed: "malformed"
        case .cutOff: "cut-off"
        case .circuitOpen: "circuit-open"
        case .overBudget: "over-budget"
        case .cancelled: "cancelled"
        }
    }
}
