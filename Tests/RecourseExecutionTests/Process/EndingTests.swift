import Testing

@testable import RecourseExecution

@Suite struct EndingTests {
    @Test func asksThenForcesThenGivesUp() {
        var ending = Ending()
        #expect(ending.advance(at: .seconds(1), isEmpty: true) == .none)
        #expect(ending.begin(.timeout, at: .seconds(2)) == .ask)
        #expect(ending.begin(.cancellation, at: .seconds(2)) == .none)
        #expect(ending.reason == .timeout)
        #expect(ending.advance(at: .milliseconds(2299), isEmpty: false) == .none)
        #expect(ending.advance(at: .milliseconds(2300), isEmpty: false) == .force)
        #expect(ending.advance(at: .milliseconds(2699), isEmpty: false) == .force)
        #expect(ending.advance(at: .milliseconds(2700), isEmpty: false) == .finish)
        #expect(ending.isOver && !ending.isUnderWay)
        #expect(ending.advance(at: .seconds(9), isEmpty: false) == .none)
    }

    @Test func isOverAsSoonAsNothingIsLeft() {
        var ending = Ending()
        _ = ending.begin(.interruption, at: .zero)
        #expect(ending.advance(at: .milliseconds(10), isEmpty: true) == .finish)
        #expect(ending.isOver)
    }
}
