/// Where a piece of output came from. `output` is what cannot be told apart: a terminal, or a file.
public enum OutputStream: String, Hashable, Sendable, Codable, CaseIterable {
    case stdout, stderr, output
}

/// What a command printed, both streams interleaved as they came, within bounds.
public struct CapturedOutput: Hashable, Sendable {
    /// A run of bytes of one stream.
    public struct Segment: Hashable, Sendable {
        public var start: Int
        public var stream: OutputStream

        public init(start: Int, stream: OutputStream) {
            self.start = start
            self.stream = stream
        }
    }

    /// Output that was dropped to bound memory: nothing in it looked like a known failure.
    public struct Gap: Hashable, Sendable {
        /// The offset in `bytes` before which the gap lies; a line start but for a line of over 64
        /// KiB.
        public var offset: Int
        public var bytes: Int
        public var lines: Int

        public init(offset: Int, bytes: Int, lines: Int) {
            self.offset = offset
            self.bytes = bytes
            self.lines = lines
        }
    }

    public var bytes: [UInt8]
    /// Ascending by `start`; the first begins at 0 unless there are no bytes.
    public var segments: [Segment]
    /// Ascending by `offset`.
    public var gaps: [Gap]

    public init(bytes: [UInt8], segments: [Segment], gaps: [Gap] = []) {
        self.bytes = bytes
        self.segments = segments
        self.gaps = gaps
    }

    /// All of one stream.
    public init(_ bytes: [UInt8], stream: OutputStream = .output) {
        self.init(bytes: bytes, segments: bytes.isEmpty ? [] : [Segment(start: 0, stream: stream)])
    }

    public static let empty = CapturedOutput([])

    /// Everything printed, what was dropped included.
    public var totalBytes: Int { bytes.count + gaps.reduce(0) { $0 + $1.bytes } }
}
