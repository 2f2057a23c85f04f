import Synchronization
import Testing

@testable import RecourseCore

/// Says its lines in order.
private final class Actor: ModelClient {
    let identity = "actor"
    let constrainsReplies = false
    private let lines: [String]
    private let heard = Mutex<[ModelRequest]>([])

    init(_ lines: String...) { self.lines = lines }

    var requests: [ModelRequest] { heard.withLock { $0 } }

    func reply(to request: ModelRequest) async throws(ModelError) -> ModelReply {
        let count = heard.withLock {
            $0.append(request)
            return $0.count
        }
        guard count <= lines.count else { throw .cutOff }
        return ModelReply(
            text: lines[count - 1], usage: .init(input: 1, output: 1), model: "m", seconds: 0)
    }
}

@Suite("Reading replies")
struct ReadReplyTests {
    private let request = ModelRequest(
        purpose: .test, system: "s", turns: [.init(.user, "q")],
        schema: ReplySchema(name: "n", json: "{}"), maximumTokens: 10)

    private func number(_ text: String) throws(ReplyProblem) -> Int {
        guard let number = Int(text) else { throw ReplyProblem("it is no number") }
        return number
    }

    @Test func goodReplyIsAskedForOnce() async throws {
        let model = Actor("7")
        #expect(try await model.reply(to: request, reading: number) == 7)
        #expect(model.requests == [request])
    }

    @Test func badReplyIsAskedAgainOnceWithTheReason() async throws {
        let model = Actor("seven", "7")
        let read = try await model.readReply(to: request, reading: number)
        #expect(read.value == 7 && read.repaired == ReplyProblem("it is no number"))
        let turns = model.requests[1].turns
        #expect(turns.map(\.role) == [.user, .assistant, .user])
        #expect(turns[1].text == "seven" && turns[2].text.contains("it is no number"))
    }

    @Test func secondBadReplyFails() async {
        let model = Actor("a", "b", "7")
        await #expect(throws: ModelError.malformed("it is no number")) {
            try await model.reply(to: request, reading: number)
        }
        #expect(model.requests.count == 2)
    }

    @Test func errorsOfTheModelPassThrough() async {
        let model = Actor("a")
        await #expect(throws: ModelError.cutOff) {
            try await model.reply(to: request, reading: number)
        }
    }

    @Test func longReplyIsShownInPart() {
        let again = request.asked(again: String(repeating: "x", count: 9_000), ReplyProblem("p"))
        #expect(again.turns[1].text.count == 4_002)
        #expect(request.asked(again: "", ReplyProblem("p")).turns[1].text == "(nothing)")
    }

    @Test func jsonIsFoundWhereverItStands() throws {
        let json = #"{"a": "}\"{", "b": [1, {"c": null}]}"#
        for text in [
            json, " \n\(json)\n", "```json\n\(json)\n```",
            "Sure! Here it is:\n\(json)\nAnything else?",
            "As in [1] and {curly}: \(json)", "\(json)\n\(json)",
        ] {
            #expect(try ReplyText.json(in: text) == json, "\(text)")
        }
        #expect(try ReplyText.json(in: "The list is [1, 2].") == "[1, 2]")
    }

    @Test func whatIsNotOneJSONValueIsRefused() {
        for text in [
            "", "none", "{", "{'a': 1}", #"{"a": 1,}"#, #"{"a": 1"#, #"{"a": 1} {"a": 2}"#,
            "[1] or [2]",
        ] {
            #expect(throws: ReplyProblem.self, "\(text)") { try ReplyText.json(in: text) }
        }
        #expect(throws: ReplyProblem.self) {
            try ReplyText.json(in: String(repeating: "[", count: 100_000))
        }
    }
}
