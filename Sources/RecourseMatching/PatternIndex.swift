/// An index over the regexes of a set of patterns: from a text to the patterns that can match, and
/// where, in one pass. See the documentation of this module for how.
public struct PatternIndex: Sendable {
    let image: IndexImage

    /// Why bytes are not an index that can be used.
    public enum Fault: Error, Hashable, Sendable {
        /// Another version of the format, or no index at all.
        case foreign
        /// Built from another set of patterns.
        case stale
        case damaged
    }

    /// What to run a regex over.
    public struct Candidate: Sendable {
        /// Which pattern, in the order in which they were added.
        public var pattern: Int
        public var starts: StartRanges
    }

    /// - Parameter image: what `IndexWriter` made.
    public init(_ image: [UInt8]) throws(Fault) {
        self.image = try IndexImage(image)
    }

    /// Of patterns that were just added.
    public init(_ writer: IndexWriter) {
        do throws(Fault) {
            image = try IndexImage(writer.image(identity: .unnamed))
        } catch {
            preconditionFailure("the index writer made an image that is \(error)")
        }
    }

    /// - Parameters:
    ///   - file: is kept as long as the index is.
    ///   - identity: the set that the index must be of.
    public init(_ file: MappedFile, of identity: IndexIdentity) throws(Fault) {
        try self.init(file)
        guard image.identity == identity else { throw .stale }
    }

    /// - Parameter file: is kept as long as the index is.
    public init(_ file: MappedFile) throws(Fault) {
        image = try IndexImage(file)
    }

    public var patternCount: Int { image.patternCount }
    public var byteCount: Int { image.bytes.count }
    public var identity: IndexIdentity { image.identity }

    /// What the pattern was called when it was added.
    public func number(of pattern: Int) -> UInt32 {
        let numbers = image.numbers(.numbers)
        return pattern < numbers.count ? numbers[pattern] : 0
    }

    /// Patterns that are candidates for every text.
    public var unindexed: [Int] {
        image.numbers(.unindexed).lazy.map(Int.init).filter { $0 < image.patternCount }
    }

    /// Tells of every pattern that can match the text, those with an anchor first. One is told of
    /// again for each block of the text in which it is met, until it is settled.
    /// - Parameters:
    ///   - text: valid UTF-8 for regexes compiled with UTF; else any bytes.
    ///   - body: returns whether it needs no more of the pattern.
    @discardableResult
    public func forEachCandidate(
        in text: UnsafeBufferPointer<UInt8>, _ body: (Candidate) -> Bool
    ) -> ScanStatistics {
        var scan = IndexScan(image, text)
        var everywhere = unindexed
        if FoldingCharacters.stand(in: text) {
            let folding = image.numbers(.folding).lazy.map(Int.init)
                .filter { $0 < image.patternCount }
            for pattern in folding {
                scan.settle(pattern)
                everywhere.append(pattern)
            }
        }
        scan.run { body(Candidate(pattern: $0, starts: $1)) }
        for pattern in everywhere { _ = body(Candidate(pattern: pattern, starts: .anywhere)) }
        return scan.statistics
    }
}

extension PatternIndex {
    /// The image with the checksum of what it holds: for those who test the reader with images that
    /// nobody wrote.
    public static func sealed(_ image: [UInt8]) -> [UInt8] {
        typealias Header = IndexLayout.Header
        guard image.count >= Header.size else { return image }
        let sum = image.withUnsafeBytes(IndexLayout.checksum)
        var sealed = image
        for byte in 0..<8 {
            sealed[Header.checksum + byte] = UInt8(truncatingIfNeeded: sum >> (8 * byte))
        }
        return sealed
    }

    /// Where anchors stand in the text.
    func anchorOffsets(in text: UnsafeBufferPointer<UInt8>) -> [Int] {
        var scan = IndexScan(image, text)
        return scan.anchorOffsets()
    }
}

/// U+212A (Kelvin) and U+017F (long s), which match `k` and `s` without regard to case.
enum FoldingCharacters {
    static func stand(in text: UnsafeBufferPointer<UInt8>) -> Bool {
        // Most texts are ASCII: eight bytes at a time.
        let raw = UnsafeRawBufferPointer(text)
        var index = 0
        while index < raw.count {
            if index + 8 <= raw.count,
                raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080
                    == 0
            {
                index += 8
                continue
            }
            let end = min(index + 8, raw.count)
            while index < end {
                let rest = raw[index...]
                if rest.starts(with: [0xC5, 0xBF]) || rest.starts(with: [0xE2, 0x84, 0xAA]) {
                    return true
                }
                index += 1
            }
        }
        return false
    }
}
