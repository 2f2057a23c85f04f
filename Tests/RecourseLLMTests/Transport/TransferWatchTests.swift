import Testing

@testable import RecourseLLM

@Suite("Transfer watch")
struct TransferWatchTests {
    private let limits = TransferLimits()

    private func after(_ seconds: Double) -> Duration { .seconds(seconds) }

    @Test func eachStageHasItsLimit() {
        var watch = TransferWatch(limits: limits)
        #expect(watch.verdict(at: after(0)) == .wait(milliseconds: 1_000))
        #expect(watch.verdict(at: after(10.3)) == .stop(.connect))
        watch.connect(at: after(5))
        #expect(watch.verdict(at: after(34.5)) == .wait(milliseconds: 500))
        #expect(watch.verdict(at: after(35)) == .stop(.firstByte))
        watch.receive(at: after(34))
        #expect(watch.verdict(at: after(63.5)) == .wait(milliseconds: 500))
        #expect(watch.verdict(at: after(64)) == .stop(.idle))
        for second in 64..<120 { watch.receive(at: after(Double(second))) }
        #expect(watch.verdict(at: after(119.5)) == .wait(milliseconds: 500))
        #expect(watch.verdict(at: after(120)) == .stop(.whole))
    }

    @Test func whatHasEndedIsNotWaitedForLong() {
        var watch = TransferWatch(limits: limits)
        watch.connect(at: after(0))
        watch.receive(at: after(1), isEnd: true)
        #expect(watch.verdict(at: after(1.25)) == .wait(milliseconds: 250))
        watch.receive(at: after(1.5))
        #expect(watch.verdict(at: after(1.75)) == .wait(milliseconds: 250))
        #expect(watch.verdict(at: after(2)) == .finish)
    }
}
