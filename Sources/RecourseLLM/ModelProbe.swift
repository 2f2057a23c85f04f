import RecourseCore

/// Finds out what a server does: one small question that asks for a schema, counted like any other.
public struct ModelProbe: Sendable {
    public enum SchemaSupport: String, Sendable {
        /// By the server.
        case constrained
        /// It promises JSON, of whatever shape.
        case json
        case none
    }

    /// The reply, or why there is none.
    public var reply: Result<ModelReply, ModelError>
    /// Whether the reply is what was asked for.
    public var followsSchema: Bool
    public var schemaSupport: SchemaSupport
    /// From the question to the last byte of the answer, refusals of what it does not know included.
    public var seconds: Double

    /// - Throws: where the key cannot be had.
    public static func run(
        settings: ModelSettings, ledger: any ModelLedger, run: String,
        now: @escaping @Sendable () -> Double, environment: (String) -> String?
    ) async throws(ModelSettingsError) -> ModelProbe {
        let key = try KeyReading.secret(settings, environment: environment)
        let caller = ServerCaller(
            settings: settings, key: key, ledger: ledger,
            environment: .init(transport: CurlTransport(), now: now))
        let client = MeteredClient(
            caller: caller, ledger: ledger, run: run, now: now,
            estimate: ModelConnection.estimatedTokens)
        let began = ContinuousClock.now
        let reply: Result<ModelReply, ModelError>
        do throws(ModelError) {
            reply = .success(try await client.reply(to: request))
        } catch {
            reply = .failure(error)
        }
        let support: SchemaSupport =
            switch caller.constraint {
            case .schema: .constrained
            case .object: .json
            case .prompt: .none
            }
        return ModelProbe(
            reply: reply, followsSchema: (try? reply.get()).map { follows($0.text) } ?? false,
            schemaSupport: support, seconds: (ContinuousClock.now - began) / .seconds(1))
    }

    private static let request = ModelRequest(
        purpose: .test, system: "You answer with JSON.",
        turns: [.init(.user, #"Answer with {"answer": "ready"}."#)],
        schema: ReplySchema(
            name: "readiness",
            json: """
                {"type":"object","properties":{"answer":{"type":"string","enum":["ready"]}},\
                "required":["answer"],"additionalProperties":false}
                """),
        maximumTokens: 64)

    private static func follows(_ text: String) -> Bool {
        guard let json = try? ReplyText.json(in: text) else { return false }
        return json.filter { !$0.isWhitespace } == #"{"answer":"ready"}"#
    }
}
