import RecourseCore

/// One pass over raw output that drops what only a terminal needs.
///
/// Sequences are those of ECMA-48: `ESC [` … final byte (CSI), `ESC ]`, `ESC P`, `ESC X`, `ESC ^`,
/// `ESC _` … ST or BEL (strings), `ESC` with intermediates and one final byte. None of them may
/// swallow a line end, so that an unfinished one cannot hide what follows. `ESC [ 2 K` (erase the
/// line) and `ESC [ 1 G` (go to its first column) begin a line anew, as a carriage return does.
struct TerminalCleaner {
    private(set) var text: [UInt8] = []
    private(set) var cleanSegments: [CapturedOutput.Segment] = []
    private(set) var cleanGapOffsets: [Int] = []
    private let segments: [CapturedOutput.Segment]
    private let gaps: [CapturedOutput.Gap]
    private var lineStart = 0
    /// The cursor was taken back to the start of the line, and nothing was printed since.
    private var returned = false

    init(segments: [CapturedOutput.Segment], gaps: [CapturedOutput.Gap]) {
        self.segments = segments
        self.gaps = gaps
    }

    mutating func clean(_ raw: [UInt8]) {
        text.reserveCapacity(raw.count)
        raw.withUnsafeBufferPointer { clean($0) }
    }

    private mutating func clean(_ raw: UnsafeBufferPointer<UInt8>) {
        var marks = segments.map { ($0.start, true) } + gaps.map { ($0.offset, false) }
        marks.sort { $0.0 < $1.0 }
        var mark = 0
        var segment = 0
        var index = 0
        while index < raw.count || mark < marks.count {
            while mark < marks.count, marks[mark].0 <= index || index >= raw.count {
                if marks[mark].1 {
                    cleanSegments.append(
                        .init(start: text.count, stream: segments[segment].stream))
                    segment += 1
                } else {
                    cleanGapOffsets.append(text.count)
                }
                mark += 1
            }
            guard index < raw.count else { break }
            let end = mark < marks.count ? min(marks[mark].0, raw.count) : raw.count
            index = step(raw, from: index, to: end)
        }
    }

    /// Consumes a run of plain bytes or one special thing, and says where to go on.
    private mutating func step(_ raw: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int)
        -> Int
    {
        var index = start
        while index < end, raw[index] >= 0x20 && raw[index] < 0x7F || raw[index] == 0x09 {
            index += 1
        }
        if index > start {
            overwrite()
            text.append(contentsOf: UnsafeBufferPointer(rebasing: raw[start..<index]))
            return index
        }
        switch raw[index] {
        case 0x0A:
            text.append(0x0A)
            lineStart = text.count
            returned = false
            return index + 1
        case 0x0D:
            returned = true
            return index + 1
        case 0x08:
            if text.count > lineStart, !returned { dropLastCharacter() }
            return index + 1
        case 0x1B: return skipEscape(raw, from: index)
        case 0x80...: return copyCharacter(raw, from: index)
        default: return index + 1
        }
    }

    /// What follows a carriage return on the same line takes the place of what was there.
    private mutating func overwrite() {
        guard returned else { return }
        text.removeSubrange(lineStart...)
        returned = false
        moveSegments()
    }

    private mutating func dropLastCharacter() {
        while let last = text.popLast(), last & 0xC0 == 0x80, text.count > lineStart {}
        moveSegments()
    }

    /// What a stream said is gone; of the segments that began in it, the last begins with what
    /// comes next.
    private mutating func moveSegments() {
        var last: OutputStream?
        while let segment = cleanSegments.last, segment.start > text.count {
            last = last ?? segment.stream
            cleanSegments.removeLast()
        }
        if let last { cleanSegments.append(.init(start: text.count, stream: last)) }
    }

    private mutating func skipEscape(_ raw: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start + 1
        guard index < raw.count else { return index }
        switch raw[index] {
        case UInt8(ascii: "["):
            index += 1
            while index < raw.count, (0x20...0x3F).contains(raw[index]) { index += 1 }
            guard index < raw.count, (0x40...0x7E).contains(raw[index]) else { return index }
            if Self.beginsLineAnew(raw[(start + 2)...index]) { returned = true }
            return index + 1
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"),
            UInt8(ascii: "_"):
            index += 1
            while index < raw.count, raw[index] != 0x07, raw[index] != 0x1B, raw[index] != 0x0A {
                index += 1
            }
            if index < raw.count, raw[index] == 0x07 { return index + 1 }
            if index + 1 < raw.count, raw[index] == 0x1B, raw[index + 1] == UInt8(ascii: "\\") {
                return index + 2
            }
            return index
        default:
            while index < raw.count, (0x20...0x2F).contains(raw[index]) { index += 1 }
            return index < raw.count && (0x30...0x7E).contains(raw[index]) ? index + 1 : index
        }
    }

    private static func beginsLineAnew(_ sequence: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        ["2K", "G", "0G", "1G"].contains { sequence.elementsEqual($0.utf8) }
    }

    /// One UTF-8 character, or U+FFFD for a byte that begins none (Unicode 15, table 3-7).
    private mutating func copyCharacter(_ raw: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let lead = raw[start]
        let (length, low, high): (Int, UInt8, UInt8) =
            switch lead {
            case 0xC2...0xDF: (2, 0x80, 0xBF)
            case 0xE0: (3, 0xA0, 0xBF)
            case 0xE1...0xEC, 0xEE...0xEF: (3, 0x80, 0xBF)
            case 0xED: (3, 0x80, 0x9F)
            case 0xF0: (4, 0x90, 0xBF)
            case 0xF1...0xF3: (4, 0x80, 0xBF)
            case 0xF4: (4, 0x80, 0x8F)
            default: (1, 0, 0)
            }
        let isWhole =
            length > 1 && start + length <= raw.count && (low...high).contains(raw[start + 1])
            && (2..<max(2, length)).allSatisfy { raw[start + $0] & 0xC0 == 0x80 }
        // C1 controls (U+0080 to U+009F) are as invisible as the C0 ones.
        if isWhole, lead == 0xC2, raw[start + 1] < 0xA0 { return start + 2 }
        overwrite()
        if isWhole {
            text.append(contentsOf: UnsafeBufferPointer(rebasing: raw[start..<start + length]))
            return start + length
        }
        text.append(contentsOf: [0xEF, 0xBF, 0xBD])
        return start + 1
    }
}
