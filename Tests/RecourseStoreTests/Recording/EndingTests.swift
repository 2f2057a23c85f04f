#if os(Linux)
    import Glibc
    import Testing

    @testable import RecourseStore

    /// A process that is asked to end writes what waits, within a second, and ends.
    @Suite struct EndingTests {
        @Test(arguments: [SIGINT, SIGTERM])
        func drainsWhenAskedToEnd(_ number: Int32) throws {
            let scratch = try Scratch()
            let process = try WriterProcess(["queue", scratch.database, "e", "2000"])
            #expect(process.line("ready") != nil)
            usleep(200_000)
            kill(process.pid, number)
            let status = process.ended()
            #expect(status == (128 + number) << 8)
            let ended = try #require(process.line("ended")).split(separator: " ")
            let count = try #require(Int(ended[1]))
            #expect(ended[2] == "0")
            #expect(try Written(scratch).failures == Set((0..<count).map { "e-\($0)" }))
        }

        /// Another process holds the lock: it ends all the same, and says how much is lost.
        @Test func endsWhenNothingCanBeWritten() throws {
            let scratch = try Scratch()
            let process = try WriterProcess(["queue", scratch.database, "e", "1000"])
            #expect(process.line("ready") != nil)
            let lock = try WriterLock(besides: scratch.database)
            usleep(100_000)
            kill(process.pid, SIGTERM)
            process.ended()
            lock.release()
            let ended = try #require(process.line("ended")).split(separator: " ")
            let (count, lost, milliseconds) = (Int(ended[1])!, Int(ended[2])!, Int(ended[3])!)
            #expect(lost > 0 && milliseconds < 2_500)
            // Failures and attempts alternate: of the last failure the attempt alone may be lost.
            let failures = try Written(scratch).failures
            #expect(failures == Set((0..<failures.count).map { "e-\($0)" }))
            #expect(failures.count * 2 + lost >= count * 2)
        }
    }
#endif
