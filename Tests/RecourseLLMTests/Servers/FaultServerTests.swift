import Foundation
import RecourseCore
import Testing

@testable import RecourseLLM

@Suite("A server that misbehaves", .timeLimit(.minutes(2)))
struct FaultServerTests {
    private func name() -> String { "n\(UInt64.random(in: 0...UInt64.max))" }

    private func settings(
        _ endpoint: String, _ wire: ModelSettings.Wire = .openai,
        _ change: (inout ModelSettings) -> Void = { _ in }
    ) throws -> ModelSettings {
        try Sample.settings(wire, endpoint: endpoint) {
            $0.timeouts.firstByte = .seconds(20)
            change(&$0)
        }
    }

    /// Waits are left out: what they are is tested without a server.
    private func call(
        _ settings: ModelSettings, key: Secret? = nil, schema: ReplySchema? = nil,
        text: String = "Ready?"
    ) async -> ServerCall {
        let caller = ServerCaller(
            settings: settings, key: key, ledger: MemoryLedger(),
            environment: .init(
                transport: CurlTransport(), now: { 1_000 }, random: { 0 }, sleep: { _ in }))
        return await caller.call(Sample.request(text, schema: schema))
    }

    private func call(
        _ steps: String, _ wire: ModelSettings.Wire = .openai, schema: ReplySchema? = nil,
        _ change: (inout ModelSettings) -> Void = { _ in }
    ) async throws -> ServerCall {
        let server = try FaultServer.running()
        return await call(
            try settings(server.endpoint(steps, name()), wire, change), schema: schema)
    }

    private static let ready = #"{"answer":"ready"}"#

    @Test(arguments: ModelSettings.Wire.allCases, ["reply", "json", "bytes", "open"])
    func repliesInEveryForm(_ wire: ModelSettings.Wire, _ step: String) async throws {
        for schema in [nil, Sample.schema] {
            let reply = try await call(step, wire, schema: schema).result.get()
            #expect(reply.text == Self.ready)
            #expect(reply.usage == ModelUsage(input: 11, output: 7) && reply.model == "scripted")
        }
    }

    @Test func textGoesThereAndBack() async throws {
        let server = try FaultServer.running()
        let text = "ä \"quoted\" \\ \u{7} 🦀 " + String(repeating: "line\n", count: 20_000)
        let call = await call(try settings(server.endpoint("echo", name())), text: text)
        #expect(try call.result.get().text == text)
    }

    @Test(arguments: ModelSettings.Wire.allCases)
    func silenceEndsByItsStage(_ wire: ModelSettings.Wire) async throws {
        let silent = try await call("silence", wire) { $0.timeouts.firstByte = .milliseconds(300) }
        #expect(silent.result == .failure(.timeout(stage: "first byte")))
        #expect(silent.requests == 1 && silent.mayCost)
        let stopped = try await call("silence-in-body", wire) {
            $0.timeouts.idle = .milliseconds(300)
        }
        #expect(stopped.result == .failure(.timeout(stage: "idle")))
        let dripping = try await call("drip", wire) { $0.timeouts.whole = .milliseconds(700) }
        #expect(dripping.result == .failure(.timeout(stage: "whole")))
    }

    @Test func connectionThatIsNeverMadeEnds() async throws {
        let server = try FaultServer.running()
        let call = await call(
            try settings("http://127.0.0.1:\(server.ports.stuck)") {
                $0.timeouts.connect = .milliseconds(300)
            })
        #expect(call.result == .failure(.timeout(stage: "connect")))
        #expect(call.requests == 0 && !call.mayCost)
    }

    @Test func cutStreamsAreMalformed() async throws {
        for wire in ModelSettings.Wire.allCases {
            for step in ["cut", "cut-cleanly", "reset-in-body"] {
                let call = try await call(step, wire)
                guard case .failure(.malformed) = call.result else {
                    Issue.record("\(step): \(call.result)")
                    continue
                }
                #expect(call.requests == 1 && call.mayCost)
            }
            let cutOff = try await call("max", wire)
            #expect(cutOff.result == .failure(.cutOff))
            let error = try await call("error-event", wire)
            #expect(error.result == .failure(.status(529, text: "Overloaded")))
        }
    }

    @Test func lostConnectionsAreTriedAgain() async throws {
        let server = try FaultServer.running()
        for step in ["reset", "close"] {
            let name = name()
            let call = await call(try settings(server.endpoint("\(step)~reply", name)))
            #expect(try call.result.get().text == Self.ready)
            let lost = await self.call(try settings(server.endpoint(step, self.name())))
            guard case .failure(.unreachable) = lost.result else {
                Issue.record("\(step): \(lost.result)")
                continue
            }
        }
        let nobody = await call(try settings("http://127.0.0.1:1"))
        guard case .failure(.unreachable) = nobody.result else {
            Issue.record("\(nobody.result)")
            return
        }
        #expect(nobody.requests == 0 && !nobody.mayCost)
    }

    @Test func statusesAreRetriedAndTold() async throws {
        let good = try await call("status=503~status=429;retry-after=1~reply")
        #expect(try good.result.get().text == Self.ready)
        #expect(good.requests == 3)
        let bad = try await call("status=403")
        #expect(bad.result == .failure(.status(403, text: "scripted")))
        #expect(bad.requests == 1)
        let dated = try await call("status=503;retry-date=30~reply") {
            $0.timeouts.whole = .seconds(20)
        }
        // Now is long ago: the date is far away.
        #expect(dated.result == .failure(.status(503, text: "scripted")) && dated.requests == 1)
    }

    @Test func nonsenseIsRefused() async throws {
        for step in ["html", "other-json", "empty", "nonsense"] {
            let call = try await call(step)
            switch call.result {
            case .failure(.malformed), .failure(.unreachable): break
            default: Issue.record("\(step): \(call.result)")
            }
            #expect(!"\(call.result)".contains("\u{1b}"))
        }
    }

    @Test func whatIsTooLargeIsBrokenOff() async throws {
        let body = try await call("huge")
        #expect(body.result == .failure(.malformed("the answer's body is too large")))
        let headers = try await call("huge-headers")
        guard case .failure(.malformed) = headers.result else {
            Issue.record("\(headers.result)")
            return
        }
    }

    @Test func redirectionsAreNotFollowed() async throws {
        let server = try FaultServer.running()
        for status in [301, 302, 303, 307, 308] {
            for wire in ModelSettings.Wire.allCases {
                let call = await call(
                    try settings(server.endpoint("redirect=\(status)", name()), wire),
                    key: try Secret("sk-very-secret"))
                guard case .failure(.status(status, let text)) = call.result else {
                    Issue.record("\(call.result)")
                    continue
                }
                #expect(text.contains("not followed"))
            }
        }
        #expect(try await server.seenElsewhere().isEmpty)
    }

    @Test func keyIsSentAndNotRepeated() async throws {
        let server = try FaultServer.running()
        for (wire, header) in [
            (ModelSettings.Wire.openai, "authorization"), (.anthropic, "x-api-key"),
        ] {
            let name = name()
            let call = await call(
                try settings(server.endpoint("echo-key", name), wire),
                key: try Secret("sk-very-secret"))
            guard case .failure(.status(401, let text)) = call.result else {
                Issue.record("\(call.result)")
                continue
            }
            #expect(text.contains("•••") && !text.contains("very-secret"))
            #expect(try await server.seen(name).first?.headers.contains(header) == true)
        }
    }

    @Test func dialectIsLearnedFromRefusals() async throws {
        let all = try await call("refuse=schema,format,completion,usage", schema: Sample.schema)
        #expect(try all.result.get().text == Self.ready)
        #expect(all.requests == 5)
        let tools = try await call("refuse=schema", .anthropic, schema: Sample.schema)
        #expect(try tools.result.get().text == Self.ready)
        #expect(tools.requests == 2)
    }

    @Test func cancellingEndsAtOnce() async throws {
        let server = try FaultServer.running()
        let settings = try settings(server.endpoint("silence", name()))
        let task = Task { await call(settings) }
        try await Task.sleep(for: .milliseconds(100))
        let began = ContinuousClock.now
        task.cancel()
        #expect(await task.value.result == .failure(.cancelled))
        // The limit is of a hang: the server would be silent for a minute.
        #expect(ContinuousClock.now - began < .seconds(10))
    }

    @Test func manyAtOnceShareConnections() async throws {
        let server = try FaultServer.running()
        let settings = try settings(server.endpoint("reply", name()))
        let caller = ServerCaller(
            settings: settings, key: nil, ledger: MemoryLedger(),
            environment: .init(transport: CurlTransport(), now: { 1_000 }))
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    (try? await caller.call(Sample.request()).result.get().text) == Self.ready
                }
            }
            for await isGood in group { #expect(isGood) }
        }
    }

    @Test func wholeStackAnswersTheSecondTimeWithoutAsking() async throws {
        let server = try FaultServer.running()
        let (name, ledger) = (name(), MemoryLedger())
        let client = try ModelConnection.client(
            settings: try settings(server.endpoint("reply=none~reply", name)), ledger: ledger,
            run: "r", now: { 1_000 }, environment: { _ in nil })
        for isFirst in [true, false] {
            let read = try await client.readReply(to: Sample.request(schema: Sample.schema)) {
                (text) throws(ReplyProblem) -> String in try ReplyText.json(in: text)
            }
            #expect(read.value == Self.ready && read.reply.isCached == !isFirst)
            #expect((read.repaired != nil) == isFirst)
        }
        #expect(try await server.seen(name).count == 2)
        #expect(ledger.records.count == 2)
    }

    @Test func probeSaysWhatItFinds() async throws {
        let server = try FaultServer.running()
        for (step, support) in [
            ("reply", ModelProbe.SchemaSupport.constrained), ("refuse=schema", .json),
            ("refuse=format", .none),
        ] {
            let probe = try await ModelProbe.run(
                settings: try settings(server.endpoint(step, name())), ledger: MemoryLedger(),
                run: "r", now: { 1_000 }, environment: { _ in nil })
            #expect(probe.schemaSupport == support && probe.followsSchema)
        }
    }
}
