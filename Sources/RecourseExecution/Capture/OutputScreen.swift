/// Tells which lines of a long output are worth keeping. It is asked only about what would
/// otherwise be dropped, a few hundred kilobytes at a time.
public protocol OutputScreen: Sendable {
    /// - Parameter lines: whole lines as they were printed, each but perhaps the last with its
    ///   newline. Valid during the call only.
    /// - Returns: byte ranges in `lines` that might be a known failure; each is widened to whole
    ///   lines. Order and overlaps do not matter.
    func interesting(in lines: UnsafeRawBufferPointer) -> [Range<Int>]
}
