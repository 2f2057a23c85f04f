/// A command that is to be run.
public struct ScheduledCommand<ID: Hashable & Sendable>: Sendable {
    public var id: ID
    /// Its place in the list as people read it: of two commands that conflict, the one with the
    /// smaller position runs first. Equal ones run in the order in which they are added.
    public var position: Int
    public var effects: CommandEffects
    /// Commands without whose success it is not run.
    public var needs: [ID]
    /// How long it probably takes.
    public var expectedSeconds: Double

    public init(
        id: ID, position: Int, effects: CommandEffects, needs: [ID] = [],
        expectedSeconds: Double = 1
    ) {
        self.id = id
        self.position = position
        self.effects = effects
        self.needs = needs
        self.expectedSeconds = expectedSeconds
    }
}

public enum ScheduleError<ID: Hashable & Sendable>: Error, Hashable {
    case duplicate(ID)
    /// What a command needs is to be added before it.
    case unknownNeed(ID, of: ID)
}

/// Where a command stands.
public enum CommandState: Hashable, Sendable {
    case waiting, running, succeeded, failed
    /// Something that it needs failed or was cancelled, or it was withdrawn.
    case cancelled
}
