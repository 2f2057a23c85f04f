import RecourseLearning
import Testing

@testable import RecourseStore

@Suite struct CommitBacklogTests {
    private typealias Limits = CommitBacklog.Limits

    private func change(
        _ importance: QueuedChange.Importance = .essential
    ) -> QueuedChange { QueuedChange(importance) { _ in } }

    private func isWaiting(_ action: CommitBacklog.Action, _ time: Duration?) -> Bool {
        guard case .wait(let wait) = action else { return false }
        return wait == time
    }

    private func group(_ action: CommitBacklog.Action) -> [Int64]? {
        guard case .commit(let entries) = action else { return nil }
        return entries.map(\.number)
    }

    @Test func waitsForCompanyFromTheFirstOn() {
        var backlog = CommitBacklog()
        #expect(isWaiting(backlog.next(at: .zero), nil))
        _ = backlog.add(change(), at: .milliseconds(10))
        #expect(isWaiting(backlog.next(at: .milliseconds(11)), .milliseconds(4)))
        _ = backlog.add(change(), at: .milliseconds(14))
        #expect(group(backlog.next(at: .milliseconds(15))) == [1, 2])
    }

    @Test func aFullGroupGoesAtOnce() {
        var backlog = CommitBacklog()
        for _ in 0..<300 { _ = backlog.add(change(), at: .zero) }
        #expect(group(backlog.next(at: .zero))?.count == 256)
        #expect(backlog.committed() == false)
        #expect(backlog.entries.map(\.number) == Array(257...300))
    }

    @Test func whoWaitsIsServedSoonAndCompanyWithHim() {
        var backlog = CommitBacklog()
        _ = backlog.add(change(), at: .zero)
        backlog.hasten(upTo: 1, at: .zero)
        _ = backlog.add(change(), at: .microseconds(100))
        #expect(isWaiting(backlog.next(at: .microseconds(100)), .microseconds(200)))
        #expect(group(backlog.next(at: .microseconds(300))) == [1, 2])
        #expect(backlog.committed() == false)
        _ = backlog.add(change(), at: .milliseconds(1))
        #expect(isWaiting(backlog.next(at: .milliseconds(1)), .milliseconds(5)), "nobody waits")
    }

    @Test func troubleIsToldOnceAndTriedLessAndLessOften() {
        var backlog = CommitBacklog()
        for _ in 0..<3 { _ = backlog.add(change(), at: .zero) }
        var now = Duration.milliseconds(5)
        var pauses: [Duration] = []
        for attempt in 0..<9 {
            let expected: [Int64] = attempt == 0 ? [1, 2, 3] : [1]
            #expect(group(backlog.next(at: now)) == expected)
            #expect(backlog.failed(.full(path: "p"), at: now).isNews == (attempt == 0))
            guard case .wait(let pause?) = backlog.next(at: now) else {
                Issue.record("another action")
                return
            }
            pauses.append(pause)
            now += pause
        }
        #expect(
            pauses == [20, 40, 80, 160, 320, 640, 1_000, 1_000, 1_000].map { .milliseconds($0) })
        #expect(backlog.trouble == .full(path: "p"))
        #expect(group(backlog.next(at: now)) == [1])
        #expect(backlog.committed() == true, "told that it is over")
        #expect(backlog.trouble == nil)
        #expect(group(backlog.next(at: now)) == [2, 3])
        #expect(backlog.committed() == false)
    }

    @Test func othersThatWriteAreNoTroubleAtFirst() {
        var backlog = CommitBacklog()
        _ = backlog.add(change(), at: .zero)
        for second in 1...10 {
            #expect(group(backlog.next(at: .seconds(second))) == [1])
            #expect(!backlog.failed(.busy(path: "p"), at: .seconds(second)).isNews)
        }
        #expect(group(backlog.next(at: .seconds(11))) == [1])
        #expect(backlog.failed(.busy(path: "p"), at: .seconds(11)).isNews)
    }

    @Test func questionsGoWithWhoeverAsked() {
        var backlog = CommitBacklog()
        let (kept, asked) = (change(), change(.momentary))
        _ = backlog.add(asked, at: .zero)
        _ = backlog.add(kept, at: .zero)
        _ = backlog.next(at: .seconds(1))
        let early = backlog.failed(.full(path: "p"), at: .seconds(1))
        #expect(early.disappointed.isEmpty && early.abandoned.isEmpty)
        _ = backlog.next(at: .seconds(7))
        let late = backlog.failed(.full(path: "p"), at: .seconds(7))
        #expect(late.disappointed.count == 2 && late.abandoned.count == 1)
        #expect(late.abandoned.first === asked && backlog.entries.first?.change === kept)
    }

    @Test func whatCanBeGivenUpMakesRoom() {
        var limits = Limits()
        limits.capacity = 3
        var backlog = CommitBacklog(limits)
        let expendable = change(.expendable)
        _ = backlog.add(change(), at: .zero)
        _ = backlog.add(expendable, at: .zero)
        _ = backlog.add(change(), at: .zero)
        let (admission, dropped) = backlog.add(change(), at: .zero)
        #expect(admission == .admitted(4) && dropped === expendable)
        #expect(backlog.add(change(), at: .zero).0 == .refused)
        #expect(backlog.entries.map(\.number) == [1, 3, 4])
    }

    @Test func whatIsBeingWrittenIsNotGivenUp() {
        var limits = Limits()
        limits.capacity = 1
        var backlog = CommitBacklog(limits)
        _ = backlog.add(change(.expendable), at: .zero)
        #expect(group(backlog.next(at: .seconds(1))) == [1])
        #expect(backlog.add(change(), at: .seconds(1)).0 == .refused)
    }

    @Test func closingWritesAllWithoutDelayAndEndsInTime() {
        var backlog = CommitBacklog()
        for _ in 0..<2 { _ = backlog.add(change(), at: .zero) }
        backlog.close(at: .seconds(1))
        #expect(backlog.add(change(), at: .zero).0 == .closed)
        #expect(group(backlog.next(at: .zero)) == [1, 2])
        _ = backlog.failed(.full(path: "p"), at: .zero)
        guard case .stop = backlog.next(at: .seconds(1)) else {
            Issue.record("another action")
            return
        }
        #expect(backlog.takeAll().count == 2)
        guard case .stop = backlog.next(at: .zero) else {
            Issue.record("another action")
            return
        }
    }

    /// Whatever happens in whatever order: changes are committed in the order in which they came,
    /// each once, none of the essential ones is dropped, and the queue is never longer than it may be.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func keepsOrderAndLosesNothing(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var limits = Limits()
        limits.capacity = Int.random(in: 1...20, using: &random)
        limits.groupSize = Int.random(in: 1...8, using: &random)
        var backlog = CommitBacklog(limits)
        var (now, isSound) = (Duration.zero, true)
        var (expected, committed, group): ([Int64], [Int64], [Int64]?) = ([], [], nil)
        for _ in 0..<1_000 {
            now += .microseconds(Int.random(in: 0..<3_000, using: &random))
            switch Int.random(in: 0..<6, using: &random) {
            case 0...2:
                let importance: QueuedChange.Importance =
                    [.essential, .expendable, .momentary].randomElement(using: &random)!
                let before = backlog.entries
                let (admission, dropped) = backlog.add(change(importance), at: now)
                if let dropped, let entry = before.first(where: { $0.change === dropped }) {
                    #expect(
                        dropped.importance == .expendable && group?.contains(entry.number) != true)
                    expected.removeAll { $0 == entry.number }
                }
                if case .admitted(let number) = admission { expected.append(number) }
            case 3: backlog.hasten(upTo: expected.last ?? 0, at: now)
            default:
                if let written = group {
                    if Int.random(in: 0..<8, using: &random) > 0 {
                        _ = backlog.committed()
                        committed += written
                    } else {
                        let gone = backlog.failed(.full(path: "p"), at: now).abandoned
                        #expect(gone.allSatisfy { $0.importance == .momentary })
                        expected = committed + backlog.entries.map(\.number)
                    }
                    group = nil
                } else {
                    group = self.group(backlog.next(at: now))
                }
            }
            isSound =
                isSound && backlog.entries.count <= limits.capacity
                && committed + backlog.entries.map(\.number) == expected
        }
        #expect(isSound)
        #expect(committed.count > 10 && committed == committed.sorted())
    }
}
