/// What is known of one file's contents.
///
/// Words without gaps, so that an array of them can be kept as bytes.
public struct FileFacts: Hashable, Sendable, BitwiseCopyable {
    /// Why a file's contents are known or not.
    public enum Reading: UInt8, Hashable, Sendable {
        /// Not read yet: a bound of an earlier refresh came first.
        case waiting = 0
        case read = 1
        /// Over `ContextSnapshot.Limits.fileBytes`: only a part would be known.
        case tooLarge = 2
        /// It holds a NUL byte, or its name says that it is no text.
        case binary = 3
        /// `SecretFiles` names it.
        case secret = 4
        /// A link, or a file that could not be opened.
        case unreadable = 5
    }

    /// `ContentDigest` of all bytes where `reading` is `read` or a binary was opened, else 0.
    public var digest: UInt64
    /// By `TokenEstimate`.
    public var tokens: UInt32
    /// Where the hashes of the names that it declares begin in the snapshot's pool.
    var firstName: UInt32
    var nameCount: UInt32
    private var code: UInt32

    public var reading: Reading { Reading(rawValue: UInt8(truncatingIfNeeded: code)) ?? .waiting }

    init(
        reading: Reading, digest: UInt64 = 0, tokens: UInt32 = 0, firstName: UInt32 = 0,
        nameCount: UInt32 = 0
    ) {
        code = UInt32(reading.rawValue)
        self.digest = digest
        self.tokens = tokens
        self.firstName = firstName
        self.nameCount = nameCount
    }
}
