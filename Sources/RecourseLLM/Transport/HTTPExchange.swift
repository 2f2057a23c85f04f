/// Carries one request to a server and its reply back. Two conformers: libcurl, and a test's script.
protocol HTTPTransport: Sendable {
    /// Never throws: whatever happens is in the result. Ends early when the task is cancelled.
    func exchange(_ request: HTTPRequest) async -> HTTPExchange
}

struct HTTPRequest: Sendable {
    var url: String
    /// No value holds a line end.
    var headers: [(name: String, value: String)]
    /// Empty: a GET.
    var body: [UInt8]
    var limits: TransferLimits
    /// Texts after which nothing more is expected, so that a connection which then stays open is
    /// not waited for.
    var endMarkers: [String] = []
    /// Whether proxies that the environment names are used.
    var usesProxy = true
}

struct TransferLimits: Hashable, Sendable {
    var connect: Duration = .seconds(10)
    var firstByte: Duration = .seconds(30)
    var idle: Duration = .seconds(30)
    var whole: Duration = .seconds(120)
    /// In bytes.
    var body = 8 << 20
    var headers = 256 << 10
}

/// What happened: an answer, whole or in part, and what broke it off.
struct HTTPExchange: Sendable {
    /// 0: no status line came.
    var status = 0
    /// Names in lower case, of the last answer in the exchange.
    var headers: [String: String] = [:]
    var body: [UInt8] = []
    var failure: TransferFailure?
    /// Whether anything of the request may have reached the server.
    var wasSent = false

    /// Whether a byte of an answer came.
    var wasAnswered: Bool { status != 0 || !body.isEmpty }
}

enum TransferFailure: Error, Hashable, Sendable {
    /// No name, no connection, no TLS.
    case unreachable(String)
    /// The connection broke.
    case broken(String)
    case timeout(Stage)
    case tooLarge(String)
    case cancelled
    /// The request cannot be made here at all.
    case unusable(String)

    enum Stage: String, Sendable {
        case connect
        case firstByte = "first byte"
        case idle, whole
    }
}
