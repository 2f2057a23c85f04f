import RecourseCore
import Testing

@testable import RecourseExecution

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

@Suite struct InterruptionTests {
    @Test func isThePersonsWhereTheyAsked() {
        var interruption = Interruption()
        #expect(!interruption.caused(.signalled(SIGINT), at: .seconds(1)))
        interruption.wasAsked = true
        #expect(interruption.caused(.exited(0), at: .seconds(1)))
    }

    @Test func isPutDownToCtrlCWithinReason() {
        let interruption = Interruption(typed: .seconds(10))
        #expect(interruption.caused(.signalled(SIGINT), at: .seconds(100)))
        #expect(interruption.caused(.exited(130), at: .seconds(100)))
        #expect(interruption.caused(.exited(2), at: .seconds(12)))
        #expect(!interruption.caused(.exited(2), at: .seconds(13)))
        #expect(!interruption.caused(.exited(0), at: .seconds(10)))
    }
}
