import RecourseCore
import RecourseScheduling

/// What it costs to read commands, to order them and to give them out, without running them.
enum SchedulingCost {
    /// - Returns: milliseconds a command, the median of three.
    static func milliseconds(commands: Int) -> Double {
        (0..<3).map { _ in once(commands) }.median
    }

    private static func once(_ count: Int) -> Double {
        let start = ContinuousClock.now
        var schedule = CommandSchedule<Int>(jobs: 8)
        for number in 0..<count {
            let effects = CommandEffects.inferred(shell: text(number), directory: "/project")
            try! schedule.add(
                ScheduledCommand(id: number, position: number, effects: effects))
        }
        var running: [Int] = []
        var ended = 0
        while !schedule.isFinished {
            running += schedule.next()
            schedule.ended(running.removeFirst(), succeeded: true)
            ended += 1
        }
        precondition(ended == count)
        return (ContinuousClock.now - start).inSeconds * 1_000 / Double(count)
    }

    /// A project of folders that are made, compiled into, linked, tested and packed.
    private static func text(_ number: Int) -> String {
        let folder = "out/part\(number / 50)"
        return switch number % 50 {
        case 0: "mkdir -p \(folder)"
        case 46: "gcc \(folder)/*.o -o \(folder)/program -lm"
        case 47: "grep -c x \(folder)/*.log > \(folder)/count.txt && test -s \(folder)/count.txt"
        case 48: "tar -czf dist/part\(number / 50).tgz \(folder)"
        case 49: "python3 check.py \(number)"
        case let step where step % 3 == 0:
            "sort config.txt src/f\(number).txt > \(folder)/f\(step).log"
        case let step: "gcc -O2 -Iinclude -c src/f\(number).c -o \(folder)/f\(step).o"
        }
    }
}
