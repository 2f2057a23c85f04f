import RecourseCore
import Synchronization
import Testing

@testable import RecourseLLM

@Suite("Request slots")
struct RequestSlotsTests {
    private final class Count: Sendable {
        let state = Mutex((now: 0, most: 0))

        func enter() {
            state.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
        }

        func leave() { state.withLock { $0.now -= 1 } }
    }

    @Test func noMoreThanThereAre() async {
        let slots = RequestSlots(3)
        let count = Count()
        await withTaskGroup { group in
            for _ in 0..<50 {
                group.addTask {
                    do { try await slots.take() } catch { return }
                    count.enter()
                    await Task.yield()
                    count.leave()
                    await slots.leave()
                }
            }
        }
        #expect(count.state.withLock { $0.most } <= 3)
        #expect(count.state.withLock { $0.now } == 0)
    }

    @Test func whoIsCancelledLeavesTheQueue() async throws {
        let slots = RequestSlots(1)
        try await slots.take()
        let waiting = Task { () -> ModelError? in
            do throws(ModelError) { try await slots.take() } catch { return error }
            return nil
        }
        try await Task.sleep(for: .milliseconds(20))
        waiting.cancel()
        #expect(await waiting.value == .cancelled)
        await slots.leave()
        try await slots.take()
    }
}
