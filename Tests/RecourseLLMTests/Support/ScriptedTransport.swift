import RecourseCore
import Synchronization

@testable import RecourseLLM

/// Answers in the order of a script; the last answer for whatever follows.
final class ScriptedTransport: HTTPTransport {
    private let script: [HTTPExchange]
    private let sent = Mutex<[HTTPRequest]>([])

    init(_ script: [HTTPExchange]) { self.script = script }

    var requests: [HTTPRequest] { sent.withLock { $0 } }
    var bodies: [String] { requests.map { String(decoding: $0.body, as: UTF8.self) } }

    func exchange(_ request: HTTPRequest) async -> HTTPExchange {
        let count = sent.withLock {
            $0.append(request)
            return $0.count
        }
        return script[min(count, script.count) - 1]
    }
}

extension HTTPExchange {
    static func answer(_ status: Int, _ body: String, _ headers: [String: String] = [:]) -> Self {
        HTTPExchange(status: status, headers: headers, body: Array(body.utf8), wasSent: true)
    }

    static func chat(_ text: String) -> Self {
        let message = JSONText.object([("content", .string(text))])
        let choice = JSONText.object([("message", message), ("finish_reason", .string("stop"))])
        let document = JSONText.object([
            ("model", .string("scripted")), ("choices", .array([choice])),
            ("usage", .raw(#"{"prompt_tokens": 10, "completion_tokens": 4}"#)),
        ])
        return answer(200, String(decoding: document.bytes, as: UTF8.self))
    }

    static func broken(_ failure: TransferFailure, wasSent: Bool = false) -> Self {
        HTTPExchange(failure: failure, wasSent: wasSent)
    }
}

enum Sample {
    static let schema = ReplySchema(
        name: "readiness",
        json:
            #"{"type":"object","properties":{"answer":{"type":"string","enum":["ready"]}},"required":["answer"],"additionalProperties":false}"#
    )

    static func request(_ text: String = "Ready?", schema: ReplySchema? = nil) -> ModelRequest {
        ModelRequest(
            purpose: .test, system: "Be brief.", turns: [.init(.user, text)], schema: schema,
            maximumTokens: 100)
    }

    static func settings(
        _ wire: ModelSettings.Wire = .openai, endpoint: String = "http://127.0.0.1:9",
        _ change: (inout ModelSettings) -> Void = { _ in }
    ) throws -> ModelSettings {
        var settings = ModelSettings(
            wire: wire, endpoint: try ModelEndpoint(parsing: endpoint), model: "m")
        change(&settings)
        return settings
    }
}

/// A caller with scripted answers, that waits for nothing and notes how long it would have waited.
struct ScriptedCaller {
    let transport: ScriptedTransport
    let ledger = MemoryLedger()
    let waits = Waits()
    let caller: ServerCaller

    final class Waits: Sendable {
        let durations = Mutex<[Duration]>([])
        var all: [Duration] { durations.withLock { $0 } }
    }

    init(
        _ script: [HTTPExchange], settings: ModelSettings, key: Secret? = nil, now: Double = 1_000
    ) {
        transport = ScriptedTransport(script)
        caller = ServerCaller(
            settings: settings, key: key, ledger: ledger,
            environment: .init(
                transport: transport, now: { now }, random: { 0.5 },
                sleep: { [waits] duration in waits.durations.withLock { $0.append(duration) } }))
    }
}
