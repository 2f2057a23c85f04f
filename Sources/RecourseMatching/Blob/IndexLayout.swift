/// The form of an index as bytes: a header, then sections, each aligned to 64 bytes. All numbers
/// are little-endian. Nothing in it is a pointer, so that it can be mapped from a file.
enum IndexLayout {
    /// Goes up with every change of the form, of what is extracted from regexes, or of how windows
    /// are hashed: an older blob is then rebuilt.
    static let version: UInt32 = 1
    static let magic: UInt64 = 0x5845_444E_4953_4352  // "RCSINDEX"

    enum Header {
        static let magic = 0
        static let version = 8
        static let patternCount = 12
        static let length = 16
        /// Of all that follows it.
        static let checksum = 24
        static let identity = 32
        static let identityLength = 32
        static let sections = 64
        static let size = 256
    }

    /// What stands in the header for all that follows it there.
    /// - Parameter image: with its whole header.
    static func checksum(of image: UnsafeRawBufferPointer) -> UInt64 {
        Checksum.of(UnsafeRawBufferPointer(rebasing: image[Header.identity...]))
    }

    enum Section: Int, CaseIterable {
        /// One bit for each hash of a window: whether any window has it.
        case longBitmap, shortBitmap
        /// Where the entries of each hash begin.
        case longDirectory, shortDirectory
        case longEntries, shortEntries
        /// Where each anchor's record begins in the pool.
        case anchors
        /// Records of varying length.
        case pool
        /// 32 bytes for each set of bytes.
        case sets
        /// For each byte: the positions of the sixteen class buckets that it fits.
        case classScan
        /// For each byte: which of the kinds of bytes that no class tells apart.
        case byteKinds
        /// See `ClassBuckets`.
        case classMembers
        /// Patterns that nothing can be looked for of.
        case unindexed
        /// Patterns that must be searched for without the index in a text that holds U+212A or
        /// U+017F.
        case folding
        /// What each pattern is called outside.
        case numbers
    }

    /// An entry is an anchor, where in its region of four places the window begins, and some bits
    /// of the window's hash.
    enum Entry {
        static let anchorBits: UInt32 = 24
        static let maximumAnchors = 1 << 24

        static func make(anchor: Int, place: Int, hash: UInt64) -> UInt32 {
            UInt32(anchor) | UInt32(place) << anchorBits | mark(hash) << (anchorBits + 2)
        }

        /// Bits that the directory does not look at.
        @inline(__always)
        static func mark(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 8) & 63 }
    }

    /// What an anchor's record says besides its bytes.
    struct AnchorFlags: OptionSet {
        let rawValue: UInt8
        /// Between the start of the match and the run there are bytes of a set only.
        static let hasFill = AnchorFlags(rawValue: 1)
        /// The start of the match lies at most so far before the run.
        static let isBounded = AnchorFlags(rawValue: 2)
        static let hasBefore = AnchorFlags(rawValue: 4)
        static let hasAfter = AnchorFlags(rawValue: 8)
        /// It is of the pattern's first regex, so that it tells where a match may start.
        static let tellsStart = AnchorFlags(rawValue: 16)
        static let hasChecks = AnchorFlags(rawValue: 32)
        /// Starts are told by a text near the start of the match, instead of by the run.
        static let hasLead = AnchorFlags(rawValue: 64)
    }

    /// What the next bytes of a text must be: the kind in the upper two bits, how many in the lower
    /// six.
    enum Operation: UInt8 {
        case exact = 0
        /// Letters in either case.
        case folded = 1
        /// Of a set, whose number follows in two bytes.
        case oneOf = 2

        static let longest = 63
    }

    /// How many bits a bitmap has for its entries: a sixteenth of all other windows pass, or an
    /// eighth where the bitmap would not fit the second cache; at least 8 KB, which fits the first.
    static func bitmapBits(for entries: Int) -> Int {
        max(1 << 16, entries * 16 > 1 << 21 ? entries * 8 : entries * 16)
    }
}
