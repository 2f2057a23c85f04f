import Testing

@testable import RecourseAgent

@Suite("Ordered events")
struct OrderedEventsTests {
    @Test func laterOnesWaitForTheirTurn() {
        let journal = Journal()
        let events = OrderedEvents<Int, String>(order: [1, 2, 3]) { journal.note($0) }
        events.post("b", of: 2)
        events.post("a", of: 1)
        events.ended(2)
        #expect(journal.entries == ["a"])
        events.post("a2", of: 1)
        events.ended(1)
        #expect(journal.entries == ["a", "a2", "b"])
        #expect(events.isCurrent(3))
        events.post("c", of: 3)
        #expect(journal.entries.last == "c")
    }

    @Test func aTurnIsWaitedFor() async {
        let journal = Journal()
        let events = OrderedEvents<Int, String>(order: [1, 2]) { journal.note($0) }
        async let second: Void = {
            await events.turn(of: 2)
            events.post("second", of: 2)
        }()
        events.post("first", of: 1)
        events.ended(1)
        await second
        #expect(journal.entries == ["first", "second"])
    }
}
