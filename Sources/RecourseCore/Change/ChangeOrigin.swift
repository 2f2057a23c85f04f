/// On whose behalf a file was changed.
public struct ChangeOrigin: Hashable, Sendable, Codable {
    public var run: RunID?
    /// The task's id, as written.
    public var task: String?
    public var fix: FixReference?
    /// For people.
    public var note: String?

    public init(
        run: RunID? = nil, task: String? = nil, fix: FixReference? = nil, note: String? = nil
    ) {
        self.run = run
        self.task = task
        self.fix = fix
        self.note = note
    }
}
