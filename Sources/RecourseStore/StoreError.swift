/// Why the store cannot be used. Expected states of the world, not defects: the command line has a
/// sentence for each.
public enum StoreError: Error, Hashable, Sendable {
    /// Written by a later version of Recourse.
    case newerSchema(path: String, migrations: [String])
    /// A file that is not one of ours, or is damaged.
    case notADatabase(path: String, reason: String)
    case readOnly(path: String)
    case isADirectory(path: String)
    case full(path: String)
    /// Another process held the file for longer than we wait.
    case busy(path: String)
    case input(path: String, reason: String)
}
