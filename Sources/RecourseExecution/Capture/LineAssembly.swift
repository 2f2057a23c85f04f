/// Makes whole lines of the pieces in which one stream arrives, so that two streams never meet
/// within a line. A line without an end is passed on in pieces of `limit` bytes.
struct LineAssembly {
    private var pending: [UInt8] = []
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    var isEmpty: Bool { pending.isEmpty }

    /// - Parameter emit: called with one or more whole lines, or with a piece of an endless one.
    mutating func feed(_ chunk: UnsafeRawBufferPointer, emit: (UnsafeRawBufferPointer) -> Void) {
        var position = 0
        while !pending.isEmpty, position < chunk.count {
            let lineEnd = chunk.firstNewline(from: position).map { $0 + 1 } ?? chunk.count
            let end = min(lineEnd, position + limit - pending.count)
            pending.append(contentsOf: chunk.piece(position..<end))
            position = end
            if pending.count == limit || pending.last == newline { flush(emit: emit) }
        }
        guard position < chunk.count else { return }
        if let last = chunk.lastNewline(before: chunk.count), last >= position {
            emit(chunk.piece(position..<last + 1))
            position = last + 1
        }
        while chunk.count - position >= limit {
            emit(chunk.piece(position..<position + limit))
            position += limit
        }
        pending.append(contentsOf: chunk.piece(position..<chunk.count))
    }

    /// Passes on what has no line end yet.
    mutating func flush(emit: (UnsafeRawBufferPointer) -> Void) {
        guard !pending.isEmpty else { return }
        pending.withUnsafeBytes(emit)
        pending.removeAll(keepingCapacity: true)
    }
}
