import RecourseCore
import RecourseScheduling
import RecourseText

extension TaskItem {
    /// What the task reads, writes and locks, all its steps together.
    ///
    /// What the author declares wins. Of a task that says what it needs, commands that nothing is
    /// known of are ordered after those needs, and with tasks that say nothing; of one that says
    /// nothing, they are a barrier.
    /// - Parameter resolved: gives the path that another leads to through links.
    func effects(
        of steps: [TaskStep], in directory: String,
        resolved: @escaping @Sendable (String) -> String = { $0 }
    ) -> CommandEffects {
        if reads != nil || writes != nil {
            return .declared(
                reads: reads ?? [], writes: writes ?? [], locks: Set(locks), directory: directory)
        }
        var effects = steps.reduce(into: CommandEffects()) { sum, step in
            sum.join(step.effects(in: directory, resolved: resolved))
        }
        effects.locks.formUnion(locks)
        if !needs.isEmpty {
            if effects.isBarrier {
                effects.barrier = nil
                effects.reads.append(Self.undeclared)
            }
            effects.isDeclared = true
        } else if !steps.isEmpty, !effects.isBarrier {
            effects.writes.append(.file("\(Self.undeclaredFolder)/\(id)"))
        }
        return effects
    }

    /// No path of a file: each task that declares nothing writes its own below it, and one that
    /// declares what it needs, but not what it does, reads them all. So the two are ordered, and
    /// neither kind among itself.
    private static let undeclaredFolder = "/\u{1}undeclared"
    private static let undeclared = PathClaim.tree(undeclaredFolder)
}

extension TaskStep {
    func effects(
        in directory: String, resolved: @escaping @Sendable (String) -> String
    ) -> CommandEffects {
        switch work {
        case .command(let text), .check(let text):
            .inferred(shell: text, directory: directory, resolved: resolved)
        case .arguments(let argv):
            .inferred(Command(argv: argv, directory: directory), resolved: resolved)
        case .write(let path, _): CommandEffects(writes: [.file(resolved("\(directory)/\(path)"))])
        case .patch(let text):
            CommandEffects(
                writes: DiffOutline(text).paths.map { .file(resolved("\(directory)/\($0)")) },
                barrier: DiffOutline(text).isPlain ? nil : .text)
        }
    }
}

extension CommandEffects {
    fileprivate mutating func join(_ other: CommandEffects) {
        reads += other.reads
        writes += other.writes
        locks.formUnion(other.locks)
        barrier = barrier ?? other.barrier
    }
}
