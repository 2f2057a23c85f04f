/// Names the set of patterns that an index was built from: 32 bytes, a hash of all that could
/// change it.
public struct IndexIdentity: Hashable, Sendable {
    public let bytes: [UInt8]

    /// - Parameter bytes: those beyond 32 are left out, those that lack are zero.
    public init(_ bytes: some Collection<UInt8>) {
        let length = IndexLayout.Header.identityLength
        self.bytes = Array((Array(bytes) + Array(repeating: 0, count: length)).prefix(length))
    }

    /// Of an index that is never stored.
    public static let unnamed = IndexIdentity([])

    /// Of a set that is one text.
    public static func of(_ text: UnsafeRawBufferPointer) -> IndexIdentity {
        let numbers = [Checksum.of(text), UInt64(text.count)]
        return IndexIdentity(
            numbers.flatMap { number in
                (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
            })
    }
}
