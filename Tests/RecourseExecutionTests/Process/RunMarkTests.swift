import Testing

@testable import RecourseExecution

@Suite struct RunMarkTests {
    private func environment(_ entries: String...) -> [UInt8] {
        entries.flatMap { Array($0.utf8) + [0] }
    }

    @Test func ownsWhatBearsIt() throws {
        let mark = RunMark.next()
        let value = try #require(mark.value)
        let other = try #require(RunMark.next().value)
        #expect(mark.owns(environment("A=b", "RECOURSE_RUN=\(value)")))
        #expect(!mark.owns(environment("A=b", "RECOURSE_RUN=\(other)")))
        #expect(!mark.owns(environment("A=RECOURSE_RUN=\(value)")))
        #expect(!mark.owns([]))
    }

    @Test func withoutAMarkOwnsWhatBearsNoneOfOurs() throws {
        let value = try #require(RunMark.next().value)
        #expect(RunMark.none.owns(environment("A=b")))
        #expect(RunMark.none.owns(environment("RECOURSE_RUN=1.1")))
        #expect(!RunMark.none.owns(environment("RECOURSE_RUN=\(value)")))
    }
}
