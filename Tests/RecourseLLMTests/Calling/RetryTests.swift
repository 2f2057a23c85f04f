import RecourseCore
import Testing

@testable import RecourseLLM

@Suite("Retries")
struct RetryTests {
    private let policy = RetryPolicy()

    private func decision(
        _ failures: Int, _ failure: RetryPolicy.Failure, random: Double = 0,
        left: Duration = .seconds(120)
    ) -> RetryPolicy.Decision {
        policy.decision(after: failures, failure, random: random, left: left)
    }

    @Test func statusesAreToldApart() {
        for status in [408, 409, 429, 500, 502, 503, 504, 529] {
            #expect(decision(1, .status(status, retryAfter: nil)) == .wait(.zero), "\(status)")
        }
        for status in [301, 400, 401, 403, 404, 413, 422, 501] {
            #expect(decision(1, .status(status, retryAfter: nil)) == .giveUp, "\(status)")
        }
        #expect(decision(1, .connection) == .wait(.zero))
        #expect(decision(1, .other) == .giveUp)
    }

    @Test func twoAreTheMost() {
        #expect(decision(2, .connection) == .wait(.zero))
        #expect(decision(3, .connection) == .giveUp)
    }

    @Test func jitterIsOfAllOfALimitThatDoubles() {
        #expect(decision(1, .connection, random: 0.5) == .wait(.milliseconds(250)))
        #expect(decision(2, .connection, random: 0.5) == .wait(.milliseconds(500)))
    }

    @Test func serverIsWaitedForUpToAMinute() {
        #expect(decision(1, .status(429, retryAfter: .seconds(60))) == .wait(.seconds(60)))
        #expect(decision(1, .status(429, retryAfter: .seconds(61))) == .giveUp)
        #expect(
            decision(1, .status(503, retryAfter: .seconds(2)), random: 0.5)
                == .wait(.milliseconds(2_250)))
    }

    @Test func nothingIsWaitedForBeyondTheWhole() {
        #expect(
            decision(1, .status(429, retryAfter: .seconds(30)), left: .seconds(20)) == .giveUp)
    }

    @Test func retryAfterIsReadInAllItsForms() {
        let now = 784_111_770.0
        for (text, seconds) in [
            ("7", 7.0), ("0", 0), ("1.5", 1.5), ("Sun, 06 Nov 1994 08:49:37 GMT", 7),
            ("Sunday, 06-Nov-94 08:49:37 GMT", 7), ("Sun Nov  6 08:49:37 1994", 7),
            ("Sun, 06 Nov 1994 08:49:00 GMT", 0), ("Tue, 29 Feb 2000 00:00:00 GMT", 167_670_630),
        ] {
            #expect(RetryAfter.duration(text, now: now) == .seconds(seconds), "\(text)")
        }
        for text in ["", "-1", "soon", "Sun, 06 Nov 1994", "Sun, 6 Foo 1994 08:49:37 GMT", "1e5"] {
            #expect(RetryAfter.duration(text, now: now) == nil, "\(text)")
        }
    }
}
