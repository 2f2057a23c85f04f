import RecourseCore

/// Sets aside what a question may cost before it is asked, and puts what it did cost in the place
/// afterwards.
struct MeteredClient: ModelClient {
    let caller: ServerCaller
    let ledger: any ModelLedger
    let run: String
    let now: @Sendable () -> Double
    /// Tokens of a text, for what no server counted.
    let estimate: @Sendable (String) -> Int

    var identity: String {
        let settings = caller.settings
        return "\(settings.wire.rawValue) \(settings.endpoint) \(settings.model)"
    }

    var constrainsReplies: Bool { caller.constraint == .schema }

    func reply(to request: ModelRequest) async throws(ModelError) -> ModelReply {
        if Task.isCancelled { throw .cancelled }
        let began = ContinuousClock.now
        let at = now()
        let input = estimatedInput(of: request)
        let worst = ModelUsage(input: input, output: request.maximumTokens)
        let reservation = try await reserve(worst, at: at)
        let call = await caller.call(request)
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        let usage = usage(of: call, worst: worst)
        await settle(reservation, request, call, usage, seconds: seconds, at: at)
        let reply = try call.result.get()
        return ModelReply(
            text: reply.text, usage: usage, model: reply.model ?? caller.settings.model,
            seconds: seconds)
    }

    private func estimatedInput(of request: ModelRequest) -> Int {
        // What wire formats add around each turn.
        let perTurn = 8
        let texts = [request.system, request.schema?.json ?? ""] + request.turns.map(\.text)
        return texts.reduce(0) { $0 + estimate($1) } + perTurn * (request.turns.count + 1)
    }

    /// Of what failed after it was sent nobody says what it cost: its input at least.
    private func usage(of call: ServerCall, worst: ModelUsage) -> ModelUsage {
        switch call.result {
        case .success(let reply):
            reply.usage ?? ModelUsage(input: worst.input, output: estimate(reply.text))
        case .failure(.cutOff): worst
        case .failure: ModelUsage(input: call.mayCost ? worst.input : 0, output: 0)
        }
    }

    private func micros(_ usage: ModelUsage) -> Int {
        caller.settings.prices?.micros(of: usage) ?? 0
    }

    private func reserve(_ worst: ModelUsage, at time: Double) async throws(ModelError) -> Int64? {
        let budget = caller.settings.budget
        do {
            return try await ledger.reserve(
                ModelSpending(
                    calls: 1, tokens: worst.input + worst.output, micros: micros(worst)),
                of: run, within: budget, at: time)
        } catch let error as ModelError {
            throw error
        } catch {
            // Without a store nothing can be counted: a limit then allows nothing.
            guard budget == ModelBudget() else { throw .overBudget(limit: "no store to count in") }
            return nil
        }
    }

    private func settle(
        _ reservation: Int64?, _ request: ModelRequest, _ call: ServerCall, _ usage: ModelUsage,
        seconds: Double, at: Double
    ) async {
        guard let reservation else { return }
        let (ending, error): (ModelCallRecord.Ending, String) =
            switch call.result {
            case .success: (.replied, "")
            case .failure(.cancelled): (.cancelled, "")
            case .failure(let error): (.failed, error.word)
            }
        let settings = caller.settings
        let record = ModelCallRecord(
            purpose: request.purpose, endpoint: settings.endpoint.origin, model: settings.model,
            ending: ending, error: error, usage: usage, micros: micros(usage),
            requests: call.requests, seconds: seconds, at: at)
        // The reply is worth more than its row: what was set aside stays set aside.
        try? await ledger.settle(reservation, as: record)
    }
}
