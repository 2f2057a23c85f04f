/// Decides when a transfer has taken too long. Times count from its beginning.
struct TransferWatch {
    enum Verdict: Equatable {
        /// At most so many milliseconds.
        case wait(milliseconds: Int32)
        case stop(TransferFailure.Stage)
        /// The end was seen, and nothing came after it.
        case finish
    }

    /// After an end marker the server may close, send usage, or keep the connection open.
    static let grace = Duration.milliseconds(500)

    let limits: TransferLimits
    private var connected: Duration?
    private var lastByte: Duration?
    private var isEnded = false

    init(limits: TransferLimits) { self.limits = limits }

    mutating func connect(at time: Duration) { connected = connected ?? time }

    mutating func receive(at time: Duration, isEnd: Bool = false) {
        lastByte = time
        isEnded = isEnded || isEnd
    }

    func verdict(at time: Duration) -> Verdict {
        var nearest = (limits.whole, Verdict.stop(.whole))
        func consider(_ deadline: Duration, _ verdict: Verdict) {
            if deadline < nearest.0 { nearest = (deadline, verdict) }
        }
        if let lastByte {
            if isEnded {
                consider(lastByte + Self.grace, .finish)
            } else {
                consider(lastByte + limits.idle, .stop(.idle))
            }
        } else if let connected {
            consider(connected + limits.firstByte, .stop(.firstByte))
        } else {
            // libcurl watches this too, and tells the cause better where it comes first.
            consider(limits.connect + .milliseconds(200), .stop(.connect))
        }
        let left = nearest.0 - time
        guard left > .zero else { return nearest.1 }
        let milliseconds = left / .milliseconds(1)
        return .wait(milliseconds: Int32(min(1_000, milliseconds.rounded(.up))))
    }
}
