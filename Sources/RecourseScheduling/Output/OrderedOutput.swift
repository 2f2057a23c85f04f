import RecourseCore

/// The output of commands that run at the same time, one after the other as the list has them:
/// what the first that has not ended prints is shown as it comes, that of the others is kept until
/// their turn.
///
/// Of each command that is not shown yet at most `limit` bytes are kept, the first half and the
/// last; memory is bounded by that times the number of commands that have begun, or ended out of
/// turn.
public struct OrderedOutput<ID: Hashable & Sendable>: Sendable {
    public enum Piece: Hashable, Sendable {
        /// What follows is this command's.
        case begins(ID)
        case bytes([UInt8], OutputStream)
        /// So many bytes were dropped here.
        case omitted(Int)
        case ends(ID)
    }

    private struct Chunk: Sendable {
        var bytes: [UInt8]
        var stream: OutputStream
    }

    private struct Producer: Sendable {
        let id: ID
        let key: OrderKey
        var head: [Chunk] = []
        var headCount = 0
        var tail: [Chunk] = []
        /// The first chunk of the tail that is kept, and how many bytes are.
        var tailStart = 0
        var tailCount = 0
        var omitted = 0
        var hasBegun = false
        var hasEnded = false
    }

    private let limit: Int
    /// By key; those in front that have ended are gone.
    private var producers: [Producer] = []
    private var sequence = 0

    /// - Parameter limit: bytes kept of a command that is not shown yet.
    public init(limit: Int = 4 << 20) { self.limit = max(limit, 2) }

    /// Announces a command, so that its place is kept. One whose place has passed comes next.
    public mutating func expect(_ id: ID, position: Int) {
        sequence += 1
        let key = OrderKey(position: position, sequence: sequence)
        var index = producers.firstIndex { key < $0.key } ?? producers.count
        // The one that is being shown is not interrupted.
        if index == 0, let first = producers.first, first.hasBegun { index = 1 }
        producers.insert(Producer(id: id, key: key), at: index)
    }

    /// - Returns: what is to be shown now.
    public mutating func append(_ bytes: [UInt8], _ stream: OutputStream, of id: ID) -> [Piece] {
        guard !bytes.isEmpty, let index = producers.firstIndex(where: { $0.id == id }) else {
            return []
        }
        guard index > 0 else {
            let begins: [Piece] = producers[0].hasBegun ? [] : [.begins(id)]
            producers[0].hasBegun = true
            return begins + [.bytes(bytes, stream)]
        }
        keep(Chunk(bytes: bytes, stream: stream), of: index)
        return []
    }

    /// - Returns: what is to be shown now, that of the commands included whose turn has come.
    public mutating func ended(_ id: ID) -> [Piece] {
        guard let index = producers.firstIndex(where: { $0.id == id }) else { return [] }
        producers[index].hasEnded = true
        guard index == 0 else { return [] }
        var pieces: [Piece] = []
        while let first = producers.first {
            if !first.hasBegun, first.hasEnded || first.headCount > 0 {
                pieces.append(.begins(first.id))
                producers[0].hasBegun = true
            }
            pieces += release(0)
            guard first.hasEnded else { break }
            pieces.append(.ends(first.id))
            producers.removeFirst()
        }
        return pieces
    }

    /// A command that will not run: its place is given up.
    public mutating func skip(_ id: ID) -> [Piece] {
        guard let index = producers.firstIndex(where: { $0.id == id }),
            !producers[index].hasBegun
        else { return [] }
        producers.remove(at: index)
        guard index == 0, let first = producers.first else { return [] }
        if first.hasEnded { return ended(first.id) }
        guard first.headCount > 0 else { return [] }
        producers[0].hasBegun = true
        return [.begins(first.id)] + release(0)
    }

    /// Bytes that are kept now.
    public var keptBytes: Int { producers.reduce(0) { $0 + $1.headCount + $1.tailCount } }

    private mutating func keep(_ chunk: Chunk, of index: Int) {
        var chunk = chunk
        let half = limit / 2
        let room = half - producers[index].headCount
        if room > 0 {
            let taken = Chunk(bytes: Array(chunk.bytes.prefix(room)), stream: chunk.stream)
            chunk.bytes.removeFirst(taken.bytes.count)
            producers[index].headCount += taken.bytes.count
            producers[index].head.append(taken)
        }
        if chunk.bytes.isEmpty { return }
        producers[index].tailCount += chunk.bytes.count
        producers[index].tail.append(chunk)
        while producers[index].tailCount > half {
            let start = producers[index].tailStart
            let surplus = producers[index].tailCount - half
            let count = min(surplus, producers[index].tail[start].bytes.count)
            producers[index].tail[start].bytes.removeFirst(count)
            producers[index].tailCount -= count
            producers[index].omitted += count
            if producers[index].tail[start].bytes.isEmpty { producers[index].tailStart += 1 }
        }
        // Small chunks leave many empty ones behind.
        if producers[index].tailStart > 64,
            producers[index].tailStart * 2 > producers[index].tail.count
        {
            producers[index].tail.removeFirst(producers[index].tailStart)
            producers[index].tailStart = 0
        }
    }

    private mutating func release(_ index: Int) -> [Piece] {
        let producer = producers[index]
        var pieces = producer.head.map { Piece.bytes($0.bytes, $0.stream) }
        if producer.omitted > 0 { pieces.append(.omitted(producer.omitted)) }
        pieces += producer.tail[producer.tailStart...].map { .bytes($0.bytes, $0.stream) }
        producers[index].head = []
        producers[index].headCount = 0
        producers[index].tail = []
        (producers[index].tailStart, producers[index].tailCount) = (0, 0)
        producers[index].omitted = 0
        return pieces
    }
}
