/// What happens to records that wait to be written, told once for each episode.
public enum RecordingEvent: Sendable, Hashable {
    /// They cannot be written; they are kept in memory and tried again.
    case trouble(StoreError)
    /// They are written again, and so is all that waited.
    case healed
    /// Some are lost: there was no room for more to wait, or one was refused by the database.
    case lost(reason: String)
}
