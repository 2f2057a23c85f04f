import RecourseCore
import Testing

@testable import RecourseLLM

@Suite("Circuit breaker")
struct CircuitBreakerTests {
    private let breaker = CircuitBreaker()

    private func failed(_ times: Int, at time: Double = 1_000) -> CircuitState {
        var state = CircuitState.closed
        for _ in 0..<times { breaker.record(.failed, of: .closed, in: &state, at: time) }
        return state
    }

    @Test func opensAfterFiveInARow() {
        var state = failed(4)
        #expect(breaker.admission(&state, at: 1_000) == .closed)
        breaker.record(.answered, of: .closed, in: &state, at: 1_000)
        #expect(state == .closed)
        state = failed(5)
        #expect(breaker.admission(&state, at: 1_000) == .refused(until: 1_030))
        #expect(breaker.admission(&state, at: 1_029) == .refused(until: 1_030))
    }

    @Test func failuresOfEarlierRequestsDoNotCountAgain() {
        #expect(failed(9) == failed(5))
    }

    @Test func oneProbeAtATime() {
        var state = failed(5)
        #expect(breaker.admission(&state, at: 1_030) == .probe)
        #expect(breaker.admission(&state, at: 1_031) == .refused(until: 1_180))
        // Whoever sent it may be gone.
        #expect(breaker.admission(&state, at: 1_180) == .probe)
        breaker.record(.answered, of: .probe, in: &state, at: 1_181)
        #expect(state == .closed)
    }

    @Test func failedProbesDoubleTheTime() {
        var state = failed(5)
        var now = 1_000.0
        for expected in [30.0, 60, 120, 240, 300, 300] {
            #expect(breaker.admission(&state, at: now) == .refused(until: now + expected))
            now += expected
            #expect(breaker.admission(&state, at: now) == .probe)
            breaker.record(.failed, of: .probe, in: &state, at: now)
        }
    }

    @Test func cancelledProbeLetsTheNextOneThrough() {
        var state = failed(5)
        #expect(breaker.admission(&state, at: 1_030) == .probe)
        breaker.record(.nothing, of: .closed, in: &state, at: 1_031)
        #expect(breaker.admission(&state, at: 1_031) == .refused(until: 1_180))
        breaker.record(.nothing, of: .probe, in: &state, at: 1_031)
        #expect(breaker.admission(&state, at: 1_031) == .probe)
    }

    @Test func clockThatWasSetBackHoldsNothingShut() {
        var state = failed(5, at: 1_000_000)
        #expect(breaker.admission(&state, at: 1_000) == .refused(until: 1_300))
        #expect(breaker.admission(&state, at: 1_300) == .probe)
    }
}
