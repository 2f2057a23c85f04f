import RecourseCore

/// Takes a command's output as it arrives and keeps a bounded part of it: the beginning, the end,
/// and from the middle what a screen finds interesting. What is dropped is counted exactly.
///
/// Cuts fall on line starts, but for a line that is longer than `CaptureLimits.line`.
struct BoundedCapture {
    private let limits: CaptureLimits
    /// One a stream, in the order of `OutputStream.allCases`.
    private var assemblies: [LineAssembly]
    /// Streams with an unfinished line, the oldest first.
    private var unfinished: [OutputStream] = []
    private var retained = RetainedOutput()
    private var isHeadOpen = true
    private var middle: MiddleScreening
    private var tail = OutputTail()

    init(screen: (any OutputScreen)?, limits: CaptureLimits) {
        self.limits = limits
        assemblies = OutputStream.allCases.map { _ in LineAssembly(limit: limits.line) }
        middle = MiddleScreening(screen: screen, limits: limits)
    }

    mutating func append(_ chunk: UnsafeRawBufferPointer, of stream: OutputStream) {
        withAssembly(of: stream) { $0.feed(chunk, emit: $1) }
    }

    /// What is kept of everything appended. To be called once, at the end.
    mutating func finished() -> CapturedOutput {
        for stream in unfinished {
            withAssembly(of: stream) { $0.flush(emit: $1) }
        }
        for block in tail.trimmed(to: limits.tail, slack: limits.line) {
            middle.take(block, into: &retained)
        }
        middle.finish(into: &retained)
        retained.reserve(retained.count + tail.count)
        while let block = tail.removeFirst() { retained.append(block, 0..<block.count) }
        return retained.captured()
    }

    private mutating func withAssembly(
        of stream: OutputStream,
        _ body: (inout LineAssembly, (UnsafeRawBufferPointer) -> Void) -> Void
    ) {
        let index = stream.index
        // Taken out meanwhile, so that it is neither copied nor reached twice.
        var assembly = LineAssembly(limit: limits.line)
        swap(&assembly, &assemblies[index])
        let wasEmpty = assembly.isEmpty
        body(&assembly) { take($0, of: stream) }
        if assembly.isEmpty != wasEmpty {
            if wasEmpty {
                unfinished.append(stream)
            } else {
                unfinished.removeAll { $0 == stream }
            }
        }
        swap(&assembly, &assemblies[index])
    }

    /// Takes whole lines, or a piece of an endless one.
    private mutating func take(_ run: UnsafeRawBufferPointer, of stream: OutputStream) {
        var rest = run
        if isHeadOpen {
            let room = limits.head - retained.count
            guard run.count > room else { return retained.append(run, of: stream) }
            isHeadOpen = false
            let lineStart = run.lineStart(at: room)
            let cut = room - lineStart > limits.line ? room : lineStart
            retained.append(run.piece(0..<cut), of: stream)
            rest = run.piece(cut..<run.count)
        }
        tail.append(rest, of: stream, blockSize: limits.block)
        while let block = tail.surplus(over: limits.tail) { middle.take(block, into: &retained) }
    }
}

extension OutputStream {
    fileprivate var index: Int {
        switch self {
        case .stdout: 0
        case .stderr: 1
        case .output: 2
        }
    }
}
