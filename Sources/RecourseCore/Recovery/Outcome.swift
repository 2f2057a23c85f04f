/// What was observed when the command was tried again after a fix.
public enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
    /// The command succeeded.
    case resolved
    /// Another failure than before: progress.
    case shifted
    /// The same failure.
    case unchanged
    /// A failure of which the fix itself is the cause, or that ended the command earlier.
    case worse
    /// Teaches nothing: interrupted, or the fix could not be carried out.
    case inconclusive
}

/// What `exec` and `run` do about a failure that they recognise.
public enum RecoveryMode: String, Hashable, Sendable, Codable, CaseIterable {
    /// Prints the diagnosis and the fixes.
    case suggest
    /// Asks a person at the terminal.
    case ask
    /// Applies fixes up to the ceiling.
    case auto
}
