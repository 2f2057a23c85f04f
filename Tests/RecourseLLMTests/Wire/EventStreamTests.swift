import Testing

@testable import RecourseLLM

@Suite("Event stream")
struct EventStreamTests {
    private static let text =
        "\u{FEFF}: a comment\n\nevent: first\r\ndata: eins – 1\r\n\r\ndata:two\ndata: lines\rid: 7\r\r"
        + "retry: 3\n\ndata\n\nevent: empty\n\n:\ndata: [DONE]\n\n"
    private static let expected: [EventStream.Event] = [
        .init(name: "first", data: "eins – 1"), .init(data: "two\nlines"), .init(data: ""),
        .init(data: "[DONE]"),
    ]

    @Test func breaksAnywhere() {
        let bytes = Array(Self.text.utf8)
        for first in 0...bytes.count {
            var stream = EventStream()
            let events =
                stream.feed(bytes[..<first]) + stream.feed(bytes[first...])
                + [stream.finish()].compactMap(\.self)
            #expect(events == Self.expected, "split at \(first)")
        }
    }

    @Test func oneByteAtATime() {
        var stream = EventStream()
        let events = Self.text.utf8.flatMap { stream.feed([$0]) }
        #expect(events == Self.expected)
    }

    @Test func lineEndsAreTheSame() {
        for end in ["\n", "\r", "\r\n"] {
            var stream = EventStream()
            let text = ["event: a", "data: b", "", "data: c", ""].joined(separator: end) + end
            #expect(
                stream.feed(Array(text.utf8)) == [.init(name: "a", data: "b"), .init(data: "c")])
        }
    }

    @Test func lastEventWithoutItsBlankLine() {
        var stream = EventStream()
        #expect(stream.feed(Array("data: [DONE]".utf8)).isEmpty)
        #expect(stream.finish() == .init(data: "[DONE]"))
        #expect(stream.finish() == nil)
    }
}
