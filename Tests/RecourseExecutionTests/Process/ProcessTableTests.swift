import Testing

@testable import RecourseExecution

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

@Suite struct ProcessTableTests {
    @Test func holdsThisProcess() throws {
        let ours = try #require(ProcessTable.snapshot().first { $0.number == getpid() })
        #expect(ours.parent == getppid())
        #expect(ours.group == getpgrp())
        #expect(ours.session == getsid(0))
        #expect(!ours.isZombie)
    }

    #if os(Linux)
        @Test func readsNamesThatHoldAnything() throws {
            let fields = (7...21).map { "\($0)" }.joined(separator: " ")
            let line = "12 (a) Z (b c) Z 3 4 5 \(fields) 987654 0"
            let entry = try #require(ProcessTable.parse(Array(line.utf8)))
            #expect(entry.name == "a) Z (b c")
            #expect((entry.number, entry.parent, entry.group, entry.session) == (12, 3, 4, 5))
            #expect(entry.start == 987_654)
            #expect(entry.isZombie)
        }

        @Test(arguments: ["", "12", "12 (name) S 1 2", "x (name) S 1 2 3"])
        func refusesWhatIsNone(line: String) {
            #expect(ProcessTable.parse(Array(line.utf8)) == nil)
        }
    #endif
}
