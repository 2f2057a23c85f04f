import RecourseLearning
import RecourseScheduling
import Testing

@Suite struct CommandScheduleTests {
    private func command(
        _ id: String, _ position: Int, reads: [String] = [], writes: [String] = [],
        needs: [String] = [], locks: Set<String> = [], seconds: Double = 1, isBarrier: Bool = false
    ) -> ScheduledCommand<String> {
        ScheduledCommand(
            id: id, position: position,
            effects: CommandEffects(
                reads: reads.map { .glob($0) }, writes: writes.map { .glob($0) }, locks: locks,
                barrier: isBarrier ? .text : nil),
            needs: needs, expectedSeconds: seconds)
    }

    @Test func conflictsFollowTheList() throws {
        var schedule = CommandSchedule<String>(jobs: 8)
        try schedule.add(command("a", 1, writes: ["/f"]))
        try schedule.add(command("b", 2, reads: ["/f"]))
        try schedule.add(command("c", 3, reads: ["/f"]))
        try schedule.add(command("d", 4, writes: ["/f"]))
        try schedule.add(command("e", 5, writes: ["/g"]))
        #expect(Set(schedule.next()) == ["a", "e"])
        schedule.ended("a", succeeded: false)
        #expect(schedule.next() == ["b", "c"])
        schedule.ended("c", succeeded: true)
        #expect(schedule.next() == [])
        schedule.ended("b", succeeded: true)
        #expect(schedule.next() == ["d"])
    }

    @Test func failureCancelsOnlyDependents() throws {
        var schedule = CommandSchedule<String>(jobs: 8)
        try schedule.add(command("a", 1, writes: ["/f"]))
        try schedule.add(command("needs", 2, needs: ["a"]))
        try schedule.add(command("its", 3, needs: ["needs"]))
        try schedule.add(command("reads", 4, reads: ["/f"]))
        try schedule.add(command("barrier", 5, isBarrier: true))
        try schedule.add(command("after", 6))
        #expect(schedule.next() == ["a"])
        #expect(schedule.ended("a", succeeded: false) == ["needs", "its"])
        #expect(schedule.next() == ["reads"])
        schedule.ended("reads", succeeded: true)
        #expect(schedule.next() == ["barrier"])
        schedule.ended("barrier", succeeded: false)
        #expect(schedule.next() == ["after"])
        #expect(try schedule.add(command("late", 7, needs: ["its"])))
        #expect(schedule.commands(.cancelled) == ["needs", "its", "late"])
        schedule.ended("after", succeeded: true)
        #expect(schedule.isFinished)
    }

    /// What was ordered after a running command only through one that is cancelled still waits.
    @Test func aCancelledCommandHoldsItsPlace() throws {
        var schedule = CommandSchedule<String>(jobs: 8)
        try schedule.add(command("fails", 0))
        try schedule.add(command("r", 1, reads: ["/f"], seconds: 9))
        try schedule.add(command("w", 2, writes: ["/f"], needs: ["fails"]))
        try schedule.add(command("w2", 3, writes: ["/f"]))
        #expect(schedule.next() == ["r", "fails"])
        #expect(schedule.ended("fails", succeeded: false) == ["w"])
        #expect(schedule.next() == [])
        schedule.ended("r", succeeded: true)
        #expect(schedule.next() == ["w2"])
    }

    @Test func locksAreHeldNotOrdered() throws {
        var schedule = CommandSchedule<String>(jobs: 8)
        try schedule.add(command("a", 1, locks: ["l"]))
        try schedule.add(command("b", 2, locks: ["l", "m"], seconds: 5))
        try schedule.add(command("c", 3, locks: ["m"]))
        try schedule.add(command("d", 4, locks: ["n"]))
        #expect(schedule.next() == ["b", "d"])
        schedule.ended("b", succeeded: true)
        #expect(Set(schedule.next()) == ["a", "c"])
    }

    @Test func memoryLeavesOneRunning() throws {
        var schedule = CommandSchedule<String>(jobs: 8)
        for id in ["a", "b", "c"] { try schedule.add(command(id, 1)) }
        #expect(schedule.next(mayStartMore: false) == ["a"])
        #expect(schedule.next(mayStartMore: false) == [])
        schedule.ended("a", succeeded: true)
        #expect(schedule.next(mayStartMore: false) == ["b"])
        #expect(schedule.next() == ["c"])
    }

    @Test func mistakesAreReported() throws {
        var schedule = CommandSchedule<String>(jobs: 1)
        try schedule.add(command("a", 1))
        #expect(throws: ScheduleError<String>.duplicate("a")) { try schedule.add(command("a", 2)) }
        #expect(throws: ScheduleError<String>.unknownNeed("x", of: "b")) {
            try schedule.add(command("b", 2, needs: ["x"]))
        }
        #expect(schedule.ended("a", succeeded: true) == [])
        #expect(schedule.next() == ["a"])
        #expect(schedule.withdrawAll() == [])
    }

    @Test func theLongestPathIsFirst() throws {
        var schedule = CommandSchedule<String>(jobs: 1)
        try schedule.add(command("short", 1, seconds: 2))
        try schedule.add(command("head", 2, seconds: 1))
        try schedule.add(command("tail", 3, needs: ["head"], seconds: 5))
        #expect(schedule.criticalPathSeconds(jobs: 4) == 6)
        #expect(schedule.criticalPathSeconds(jobs: 1) == 8)
        #expect(schedule.next() == ["head"])
        schedule.ended("head", succeeded: true)
        #expect(schedule.next() == ["tail"])
    }

    /// No list schedule takes longer than the longest path and its share of the rest (Graham 1969);
    /// the longest path first comes near what none can beat.
    @Test func makespanIsWithinTheBound() throws {
        var ratios: [Double] = []
        for seed in UInt64(0)..<200 {
            var generator = SplitMix64(seed: seed)
            let jobs = Int.random(in: 2...8, using: &generator)
            var schedule = CommandSchedule<Int>(jobs: jobs)
            let seconds = (0..<80).map { _ in Double.random(in: 0.1...3, using: &generator) }
            for id in 0..<80 {
                let needs = (0..<2).compactMap { _ in
                    id > 3 && Bool.random(using: &generator)
                        ? Int.random(in: 0..<id, using: &generator) : nil
                }
                try schedule.add(
                    ScheduledCommand(
                        id: id, position: id, effects: CommandEffects(), needs: Array(Set(needs)),
                        expectedSeconds: seconds[id]))
            }
            let (bound, longest) = (
                schedule.criticalPathSeconds(jobs: jobs), schedule.criticalPathSeconds(jobs: 1_000)
            )
            var now = 0.0
            var running: [(end: Double, id: Int)] = []
            while !schedule.isFinished {
                running += schedule.next().map { (now + seconds[$0], $0) }
                running.sort { $0.end > $1.end }
                let next = running.removeLast()
                now = next.end
                schedule.ended(next.id, succeeded: true)
            }
            let total = seconds.reduce(0, +)
            #expect(now <= longest + (total - longest) / Double(jobs) + 1e-6)
            ratios.append(bound / now)
        }
        let mean = ratios.reduce(0, +) / Double(ratios.count)
        #expect(mean > 0.95, "\(mean)")
    }

    /// Edges stay few where all touch the same, so that adding costs the same whatever came before.
    @Test func edgesAreFew() throws {
        var schedule = CommandSchedule<Int>(jobs: 4)
        for id in 0..<2_000 {
            let effects =
                switch id % 4 {
                case 0: CommandEffects(writes: [.file("/w/f")])
                case 3: CommandEffects(writes: [.tree("/w")])
                default: CommandEffects(reads: [.file("/w/f")])
                }
            try schedule.add(ScheduledCommand(id: id, position: id, effects: effects))
        }
        #expect(schedule.edgeCount < 5 * 2_000)
        var barriers = CommandSchedule<Int>(jobs: 4)
        for id in 0..<2_000 {
            let effects = CommandEffects(barrier: id % 5 == 0 ? .text : nil)
            try barriers.add(ScheduledCommand(id: id, position: id, effects: effects))
        }
        #expect(barriers.edgeCount < 3 * 2_000)
    }
}
