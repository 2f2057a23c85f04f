import Dispatch
import RecourseCore
import RecourseStore
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A process that writes to a store, for tests that kill it, trace it, or take its disk away:
///
///     store-writer acknowledge DATABASE NAME LANES COUNT
///     store-writer queue DATABASE NAME PAUSE
///     store-writer measure DATABASE COUNT
@main
struct StoreWriter {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count >= 3, let mode = arguments.first else { usage() }
        let store = try KnowledgeStore(path: arguments[2], access: .writing)
        let numbers = arguments.dropFirst(2).compactMap { Int($0) }
        switch (mode, numbers.count) {
        case ("acknowledge", 2):
            try await acknowledge(
                store, name: arguments[3], lanes: numbers[0], count: numbers[1])
        case ("queue", 1): try await QueueingWriter(store, name: arguments[3], pause: numbers[0])()
        case ("measure", 1): try await Measurement(store, count: numbers[0])()
        default: usage()
        }
    }

    private static func usage() -> Never {
        say("usage: store-writer acknowledge|queue|measure DATABASE ...")
        exit(64)
    }

    /// One write(2), so that nothing is left in a buffer when the process is killed.
    static func say(_ line: String) {
        let bytes = Array("\(line)\n".utf8)
        _ = write(1, bytes, bytes.count)
    }

    /// Each lane records a failure and what was tried, settles, and only then says so; then a step
    /// of a run, which is durable by itself. A count of 0: until it is killed.
    private static func acknowledge(
        _ store: KnowledgeStore, name: String, lanes: Int, count: Int
    ) async throws {
        let run = RunID(name)
        try await store.begin(
            RunRecord(
                id: run, file: "/tasks.md", directory: "/", startedAt: 1, process: getpid()))
        let knowledge = QueuedKnowledge(store)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<lanes {
                group.addTask {
                    var number = 0
                    while count == 0 || number < count {
                        let event = "\(name)-\(lane)-\(number)"
                        let failure = try await knowledge.record(.of(event))
                        try await knowledge.record(.resolving, of: failure, in: .everywhere)
                        try await knowledge.settle()
                        say("failure \(event)")
                        let step = StepRecord(
                            task: "\(lane)", index: number, content: event, text: "true",
                            state: .done, exitCode: 0, seconds: 1, at: 1)
                        try await store.record([step], of: run)
                        say("step \(event)")
                        number += 1
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}

/// Records without waiting until its input ends, and then writes all of it, or a signal comes, and
/// then it ends within a second.
private struct QueueingWriter: Sendable {
    let store: KnowledgeStore
    let name: String
    /// Microseconds between two records.
    let pause: Int

    init(_ store: KnowledgeStore, name: String, pause: Int) {
        (self.store, self.name, self.pause) = (store, name, pause)
    }

    func callAsFunction() async throws {
        store.observeRecording { event in
            switch event {
            case .trouble(let error): StoreWriter.say("trouble \(error)")
            case .healed: StoreWriter.say("healed")
            case .lost(let reason): StoreWriter.say("lost \(reason)")
            }
        }
        let ending = Mutex<Int32?>(nil)
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { end(ending, 128 + number) }
            source.resume()
            return source
        }
        let input = DispatchSource.makeReadSource(fileDescriptor: 0, queue: .global())
        input.setEventHandler {
            var byte: UInt8 = 0
            if read(0, &byte, 1) <= 0 { end(ending, 0) }
        }
        input.resume()
        let knowledge = QueuedKnowledge(store)
        var number = 0
        while ending.withLock({ $0 == nil }) {
            let failure = try await knowledge.record(.of("\(name)-\(number)"))
            try await knowledge.record(.resolving, of: failure, in: .everywhere)
            number += 1
            if number == 1 { StoreWriter.say("ready") }
            usleep(UInt32(pause))
        }
        let clock = ContinuousClock()
        let began = clock.now
        let lost = store.finish(
            within: ending.withLock { $0 } == 0 ? .seconds(60) : .seconds(1))
        let milliseconds = (clock.now - began) / .milliseconds(1)
        StoreWriter.say("ended \(number) \(lost) \(Int(milliseconds))")
        withExtendedLifetime((sources, input)) {}
        exit(ending.withLock { $0 } ?? 0)
    }
}

private func end(_ ending: borrowing Mutex<Int32?>, _ status: Int32) {
    ending.withLock { $0 = $0 ?? status }
}

extension FailureRecord {
    fileprivate static func of(_ event: String) -> FailureRecord {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return FailureRecord(
            fingerprint: event, program: "make", command: "make all", directory: "/project",
            exitCode: 2, pattern: "made.one", excerpt: "make: *** [all] Error 2", seconds: 1.5,
            at: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
    }
}

extension Attempt {
    fileprivate static let resolving = Attempt(
        fix: FixReference(pattern: "made.one", fix: "f"), revision: 1, kind: .run,
        commands: ["make clean"], risk: .workspace, outcome: .resolved, seconds: 2, startedAt: 1)
}

/// What recording costs the caller, and how long durable records take.
private struct Measurement: Sendable {
    let store: KnowledgeStore
    let count: Int

    init(_ store: KnowledgeStore, count: Int) { (self.store, self.count) = (store, count) }

    func callAsFunction() async throws {
        let knowledge = QueuedKnowledge(store)
        try await knowledge.settle()
        let clock = ContinuousClock()
        var latencies: [Duration] = []
        let began = clock.now
        var failure = try await knowledge.record(.of("m"))
        for number in 0..<count {
            let start = clock.now
            if number % 2 == 0 {
                failure = try await knowledge.record(.of("m-\(number)"))
            } else {
                try await knowledge.record(.resolving, of: failure, in: .everywhere)
            }
            latencies.append(clock.now - start)
            if store.queuedRecords > 9_000 { try await knowledge.settle() }
        }
        try await knowledge.settle()
        let whole = clock.now - began
        latencies.sort()
        StoreWriter.say(
            "queued: median \(latencies[count / 2] / .microseconds(1)) us, p99 "
                + "\(latencies[count * 99 / 100] / .microseconds(1)) us; "
                + "\(Int(Double(count) / (whole / .seconds(1)))) records/s until durable")
        let run = RunID("measured-\(getpid())")
        try await store.begin(
            RunRecord(id: run, file: "/t.md", directory: "/", startedAt: 1, process: getpid()))
        for lanes in [1, 8] { try await journal(run, lanes: lanes) }
    }

    private func journal(_ run: RunID, lanes: Int) async throws {
        let clock = ContinuousClock()
        let began = clock.now
        let each = 300
        var latencies = try await withThrowingTaskGroup(of: [Duration].self) { group in
            for lane in 0..<lanes {
                group.addTask {
                    var latencies: [Duration] = []
                    for number in 0..<each {
                        let start = clock.now
                        try await store.record(
                            [
                                StepRecord(
                                    task: "\(lanes).\(lane)", index: number, content: "c",
                                    text: "true", state: .done, seconds: 1, at: 1)
                            ], of: run)
                        latencies.append(clock.now - start)
                    }
                    return latencies
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        latencies.sort()
        let whole = (clock.now - began) / .seconds(1)
        StoreWriter.say(
            "journal, \(lanes) at once: median \(latencies[latencies.count / 2] / .milliseconds(1)) ms, p99 "
                + "\(latencies[latencies.count * 99 / 100] / .milliseconds(1)) ms, "
                + "\(Int(Double(lanes * each) / whole)) durable steps/s")
    }
}
