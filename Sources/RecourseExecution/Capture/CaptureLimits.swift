/// How much of an output is kept. Sizes are in bytes.
struct CaptureLimits: Sendable {
    /// Kept from the beginning.
    var head = 1 << 20
    /// Kept of the interesting lines between the head and the tail.
    var middle = 2 << 20
    /// Kept from the end.
    var tail = 2 << 20
    /// Lines kept before and after an interesting one.
    var linesBefore = 3
    var linesAfter = 10
    /// A line without an end is passed on in pieces of this size, and a cut that would have to give
    /// up more than this to fall on a line start falls inside the line.
    var line = 64 << 10
    /// How much is screened at a time.
    var block = 256 << 10

    static let standard = CaptureLimits()

    /// The first `bytes` bytes and nothing else.
    static func beginning(_ bytes: Int) -> CaptureLimits {
        CaptureLimits(head: bytes, middle: 0, tail: 0)
    }
}
