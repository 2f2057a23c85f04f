import RecourseCore
import Synchronization

/// Sends questions to one server: slots, circuit, dialect and retries. The only layer that sends
/// anything twice.
final class ServerCaller: Sendable {
    struct Environment: Sendable {
        var transport: any HTTPTransport
        /// Seconds since 1970-01-01 UTC.
        var now: @Sendable () -> Double
        /// Uniform in 0..<1.
        var random: @Sendable () -> Double = { Double.random(in: 0..<1) }
        /// Throws when the task is cancelled.
        var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    }

    static let mostRequestBytes = 1 << 20
    private static let mostAdaptations = 4

    let settings: ModelSettings
    private let wire: any WireFormat
    private let key: Secret?
    private let ledger: any ModelLedger
    private let environment: Environment
    private let retry = RetryPolicy()
    private let breaker = CircuitBreaker()
    private let slots: RequestSlots
    private let dialect: Mutex<Dialect>

    init(
        settings: ModelSettings, key: Secret?, ledger: any ModelLedger, environment: Environment
    ) {
        self.settings = settings
        self.key = key
        self.ledger = ledger
        self.environment = environment
        wire = settings.wire == .openai ? OpenAIWire() : AnthropicWire()
        slots = RequestSlots(settings.concurrency)
        dialect = Mutex(Dialect(settings.schemaSupport))
    }

    /// What has been learned of the server.
    var constraint: Dialect.Constraint { dialect.withLock { $0.constraint } }

    func call(_ request: ModelRequest) async -> ServerCall {
        do throws(ModelError) {
            try await slots.take()
        } catch {
            return ServerCall(result: .failure(error))
        }
        let call = await attempts(request)
        await slots.leave()
        return call
    }

    private func attempts(_ request: ModelRequest) async -> ServerCall {
        let began = ContinuousClock.now
        var call = ServerCall(result: .failure(.cancelled))
        var failures = 0
        var adaptations = 0
        while true {
            let left = settings.timeouts.whole - (ContinuousClock.now - began)
            let dialect = dialect.withLock { $0 }
            let body = wire.body(of: request, model: settings.model, dialect: dialect)
            guard body.count <= Self.mostRequestBytes else {
                call.result = .failure(.overBudget(limit: "request of 1 MiB"))
                return call
            }
            let admission = await admission()
            if case .refused(let until) = admission {
                // Of a retry, what went wrong first says more.
                if failures == 0 { call.result = .failure(.circuitOpen(until: until)) }
                return call
            }
            let exchange = await environment.transport.exchange(httpRequest(body, left: left))
            if exchange.wasSent || exchange.wasAnswered { call.requests += 1 }
            let (result, failure) = read(exchange)
            noteIgnoredTool(in: exchange, request, dialect)
            await record(Self.event(result, exchange.failure), admission)
            call.result = result
            if case .success = result { call.mayCost = true }
            guard case .failure(let error) = result else { return call }
            // A refusal and a lost connection are not charged for; an answer that was begun is.
            if exchange.status == 200 || exchange.wasSent && exchange.failure != nil {
                call.mayCost = true
            }
            if case .cutOff = error, self.dialect.withLock({ $0 != dialect }),
                adaptations < Self.mostAdaptations
            {
                // It ran on because nothing held it to the schema: now the prompt does.
                adaptations += 1
                continue
            }
            if case .status(let status, let text) = error, adaptations < Self.mostAdaptations,
                let adapted = dialect.adapted(
                    to: status, text: text, wire: settings.wire,
                    hasSchema: request.schema != nil, isFixed: settings.schemaSupport != .auto)
            {
                adaptations += 1
                self.dialect.withLock { $0 = adapted }
                continue
            }
            failures += 1
            let decision = retry.decision(
                after: failures, failure, random: environment.random(),
                left: settings.timeouts.whole - (ContinuousClock.now - began))
            guard case .wait(let wait) = decision else { return call }
            do {
                try await environment.sleep(wait)
            } catch {
                call.result = .failure(.cancelled)
                return call
            }
        }
    }

    private func httpRequest(_ body: [UInt8], left: Duration) -> HTTPRequest {
        let timeouts = settings.timeouts
        return HTTPRequest(
            url: wire.url(of: settings.endpoint),
            headers: [
                ("Content-Type", "application/json"),
                ("Accept", "text/event-stream, application/json"), ("User-Agent", "recourse"),
            ] + wire.headers(key: key),
            body: body,
            limits: TransferLimits(
                connect: timeouts.connect, firstByte: timeouts.firstByte, idle: timeouts.idle,
                whole: max(left, .milliseconds(1))),
            endMarkers: wire.endMarkers,
            // What is for this machine does not leave it.
            usesProxy: !settings.endpoint.isLoopback)
    }

    private func read(
        _ exchange: HTTPExchange
    ) -> (Result<WireReply, ModelError>, RetryPolicy.Failure) {
        if let failure = exchange.failure {
            // All of the reply may be there although the connection did not end well.
            if exchange.status == 200, isCut(failure), let reply = try? wire.reply(exchange.body) {
                return (.success(reply), .other)
            }
            let isEarly = !exchange.wasAnswered
            switch failure {
            case .unreachable, .timeout(.connect):
                return (.failure(ModelError(failure)), isEarly ? .connection : .other)
            case .broken(let reason) where isEarly:
                return (.failure(.unreachable(scrubbed(reason))), .connection)
            default: return (.failure(ModelError(failure)), .other)
            }
        }
        guard 200...299 ~= exchange.status else {
            let after = exchange.headers["retry-after"].flatMap {
                RetryAfter.duration($0, now: environment.now())
            }
            let text =
                300...399 ~= exchange.status
                ? "a redirection, which is not followed: the key is for \(settings.endpoint.host)"
                : scrubbed(ServerText.message(of: exchange.body))
            return (
                .failure(.status(exchange.status, text: text)),
                .status(exchange.status, retryAfter: after)
            )
        }
        do throws(ModelError) {
            return (.success(try wire.reply(exchange.body)), .other)
        } catch {
            return (.failure(scrubbed(error)), .other)
        }
    }

    /// Some servers of Anthropic's format take a tool that must be called, and call none.
    private func noteIgnoredTool(
        in exchange: HTTPExchange, _ request: ModelRequest, _ dialect: Dialect
    ) {
        guard settings.wire == .anthropic, settings.schemaSupport == .auto, exchange.status == 200,
            exchange.failure == nil, request.schema != nil, dialect.constraint == .schema
        else { return }
        let text = String(decoding: exchange.body, as: UTF8.self)
        guard text.contains("stop_reason"), !text.contains("tool_use") else { return }
        self.dialect.withLock { $0.constraint = .prompt }
    }

    private func isCut(_ failure: TransferFailure) -> Bool {
        switch failure {
        case .broken, .timeout(.idle), .timeout(.whole): true
        default: false
        }
    }

    private func scrubbed(_ text: String) -> String {
        ServerText.cut(key?.removed(from: text) ?? text)
    }

    private func scrubbed(_ error: ModelError) -> ModelError {
        switch error {
        case .status(let status, let text): .status(status, text: scrubbed(text))
        case .malformed(let text): .malformed(scrubbed(text))
        default: error
        }
    }

    // MARK: The circuit. A store that cannot be used does not stop a question.

    private func admission() async -> CircuitBreaker.Admission {
        let (breaker, now) = (breaker, environment.now())
        let admission = try? await ledger.updateCircuit(of: settings.endpoint.origin) {
            breaker.admission(&$0, at: now)
        }
        return admission ?? .closed
    }

    private func record(
        _ event: CircuitBreaker.Event, _ admission: CircuitBreaker.Admission
    ) async {
        let (breaker, now) = (breaker, environment.now())
        _ = try? await ledger.updateCircuit(of: settings.endpoint.origin) {
            breaker.record(event, of: admission, in: &$0, at: now)
        }
    }

    private static func event(
        _ result: Result<WireReply, ModelError>, _ failure: TransferFailure?
    ) -> CircuitBreaker.Event {
        guard case .failure(let error) = result else { return .answered }
        // Of a library that is missing the server knows nothing.
        if case .unusable? = failure { return .nothing }
        switch error {
        case .cutOff: return .answered
        case .status(let status, _):
            return status == 408 || status == 429 || status >= 500 ? .failed : .answered
        case .unreachable, .timeout, .malformed: return .failed
        default: return .nothing
        }
    }
}
