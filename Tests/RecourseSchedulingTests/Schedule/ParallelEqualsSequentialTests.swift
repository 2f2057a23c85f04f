import RecourseLearning
import RecourseScheduling
import Synchronization
import Testing

@Suite struct ParallelEqualsSequentialTests {
    struct Result: Equatable {
        var world = FileWorld()
        var succeeded: Set<Int> = []
        var failed: Set<Int> = []
    }

    /// One after the other in the order of the list.
    private func sequential(_ commands: [WorldCommand]) -> Result {
        var result = Result()
        for command in commands
        where command.needs.allSatisfy({ result.succeeded.contains($0) }) {
            let hash = command.look(result.world)
            command.change(&result.world, hash)
            if WorldCommand.succeeds(hash) {
                result.succeeded.insert(command.number)
            } else {
                result.failed.insert(command.number)
            }
        }
        return result
    }

    /// As the schedule says, ending in random order; some commands are added when others have run.
    private func scheduled(
        _ commands: [WorldCommand], jobs: Int, late: Int, _ generator: inout SplitMix64
    ) throws -> Result {
        var schedule = CommandSchedule<Int>(jobs: jobs)
        var result = Result()
        var running: [Int: UInt64] = [:]
        var waiting = commands[...]
        for _ in 0..<(commands.count - late) { try schedule.add(waiting.removeFirst().scheduled) }
        while !schedule.isFinished || !waiting.isEmpty {
            if !waiting.isEmpty, Bool.random(using: &generator) || schedule.isFinished {
                try schedule.add(waiting.removeFirst().scheduled)
            }
            let mayStartMore = Int.random(in: 0..<5, using: &generator) > 0
            for id in schedule.next(mayStartMore: mayStartMore) {
                let effects = commands[id].scheduled.effects
                for other in running.keys {
                    #expect(
                        !effects.conflicts(with: commands[other].scheduled.effects),
                        "\(id) overlaps \(other)")
                }
                running[id] = commands[id].look(result.world)
            }
            #expect(running.count <= jobs)
            guard let id = running.keys.sorted().randomElement(using: &generator) else {
                #expect(schedule.isFinished)
                if schedule.isFinished { continue }
                break
            }
            let hash = running.removeValue(forKey: id)!
            commands[id].change(&result.world, hash)
            let succeeded = WorldCommand.succeeds(hash)
            if succeeded { result.succeeded.insert(id) } else { result.failed.insert(id) }
            for cancelled in schedule.ended(id, succeeded: succeeded) {
                #expect(schedule.state(of: cancelled) == .cancelled)
                #expect(!succeeded)
            }
        }
        return result
    }

    @Test(arguments: [1, 2, 3, 16])
    func everyResultIsTheSequentialOne(jobs: Int) throws {
        var failures = 0
        for seed in UInt64(0)..<1_000 {
            var generator = SplitMix64(seed: seed)
            let count = Int.random(in: 2...18, using: &generator)
            let commands = (0..<count).map { WorldCommand($0, among: count, &generator) }
            let expected = sequential(commands)
            failures += expected.failed.count
            let late = Int.random(in: 0...count, using: &generator)
            let found = try scheduled(commands, jobs: jobs, late: late, &generator)
            #expect(found == expected, "seed \(seed), \(jobs) jobs, \(late) late")
        }
        #expect(failures > 1_000)
    }

    /// The same with tasks that really run side by side.
    @Test(.timeLimit(.minutes(5)), arguments: [2, 8])
    func soDoTasks(jobs: Int) async throws {
        for seed in UInt64(5_000)..<5_150 {
            var generator = SplitMix64(seed: seed)
            let commands = (0..<14).map { WorldCommand($0, among: 14, &generator) }
            let expected = sequential(commands)
            let result = Mutex(Result())
            let execution = ParallelExecution<Int>(jobs: jobs, isOpen: true)
            try execution.add(commands.prefix(7).map(\.scheduled))
            async let adding: Void = {
                await Task.yield()
                for command in commands.dropFirst(7) {
                    try execution.add([command.scheduled])
                    await Task.yield()
                }
                execution.close()
            }()
            let report = await execution.run { id in
                let hash = commands[id].look(result.withLock { $0.world })
                for _ in 0..<(id % 3) { await Task.yield() }
                let succeeded = WorldCommand.succeeds(hash)
                result.withLock { result in
                    commands[id].change(&result.world, hash)
                    if succeeded { result.succeeded.insert(id) } else { result.failed.insert(id) }
                }
                return succeeded
            }
            try await adding
            #expect(result.withLock { $0 } == expected, "seed \(seed)")
            #expect(Set(report.succeeded) == expected.succeeded)
            #expect(Set(report.failed) == expected.failed)
            #expect(report.cancelled.count == 14 - expected.succeeded.count - expected.failed.count)
        }
    }

    /// Commands that come late and belong earlier: what has begun is not undone, nothing that
    /// conflicts overlaps, and what has not begun keeps the order of the list.
    @Test func insertedCommandsKeepTheOrderThatIsLeft() throws {
        var inserted = 0
        for seed in UInt64(20_000)..<21_500 {
            var generator = SplitMix64(seed: seed)
            let count = 16
            let commands = (0..<count).map { WorldCommand($0, among: count, &generator) }
            var schedule = CommandSchedule<Int>(jobs: [1, 2, 4].randomElement(using: &generator)!)
            // Needs point to smaller numbers, which are added first; positions are shuffled.
            let positions = (0..<count).shuffled(using: &generator)
            var order: [Int] = []
            var began: [Int: Int] = [:]
            var addedAt: [Int: Int] = [:]
            var running: Set<Int> = []
            var cancelled: Set<Int> = []
            var next = 0
            while next < count || !schedule.isFinished {
                while next < count,
                    schedule.isFinished || Int.random(in: 0..<3, using: &generator) > 0
                {
                    var command = commands[next].scheduled
                    command.position = positions[next]
                    addedAt[next] = order.count
                    if try schedule.add(command) { cancelled.insert(next) }
                    next += 1
                }
                for id in schedule.next() {
                    let effects = commands[id].scheduled.effects
                    for other in running {
                        #expect(!effects.conflicts(with: commands[other].scheduled.effects))
                    }
                    running.insert(id)
                    began[id] = order.count
                    order.append(id)
                }
                guard !running.isEmpty || next < count || schedule.isFinished else {
                    Issue.record("seed \(seed): nothing runs, and it is not finished")
                    break
                }
                if let id = running.sorted().randomElement(using: &generator) {
                    running.remove(id)
                    let succeeded = Int.random(in: 0..<8, using: &generator) > 0
                    cancelled.formUnion(schedule.ended(id, succeeded: succeeded))
                }
            }
            #expect(order.count + cancelled.count == count)
            // A command that needs a later one moves behind it.
            var effective = positions
            for id in 0..<count {
                for need in commands[id].needs where began[need].map({ $0 >= addedAt[id]! }) ?? true
                {
                    effective[id] = max(effective[id], effective[need])
                }
            }
            for first in 0..<count {
                for second in 0..<count where effective[first] < effective[second] {
                    guard let start = began[first], let other = began[second], other < start,
                        commands[first].scheduled.effects.isOrdered(
                            with: commands[second].scheduled.effects)
                    else { continue }
                    // Only where the later one had begun, when the earlier one came.
                    inserted += 1
                    #expect(other < addedAt[first]!, "seed \(seed): \(second) before \(first)")
                }
            }
        }
        #expect(inserted > 100)
    }
}
