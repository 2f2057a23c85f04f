/// One pass over a text, block by block: which patterns may match, and where they may start.
///
/// Finds of one pattern come in ascending order of where they may start, over all blocks. Within a
/// block they are sorted; the last ones wait for the next block, since a window that begins behind
/// the block's end may belong to a run that begins before it.
struct IndexScan {
    private let text: UnsafeBufferPointer<UInt8>
    private let long: WindowProbe?
    private let short: WindowProbe?
    private let classes: ClassScan?
    private var collector: FindCollector
    private var leads: LeadSearch

    private static let blockSize = 128 << 10
    /// No run is longer, with what a window of it stands ahead.
    private static let longestRun = 512

    init(_ image: IndexImage, _ text: UnsafeBufferPointer<UInt8>) {
        self.text = text
        long = WindowProbe(
            image, bitmap: .longBitmap, directory: .longDirectory, entries: .longEntries)
        short = WindowProbe(
            image, bitmap: .shortBitmap, directory: .shortDirectory, entries: .shortEntries)
        classes = ClassScan(image)
        collector = FindCollector(image, text)
        leads = LeadSearch(text, image.section(.pool))
    }

    var statistics: ScanStatistics { collector.statistics }

    /// Nothing more is told of the pattern.
    mutating func settle(_ pattern: Int) { collector.settle(pattern) }

    /// Calls `body` with each pattern that was met and where a match of it may start.
    /// - Parameter body: tells whether the pattern is settled.
    mutating func run(_ body: (_ pattern: Int, _ starts: StartRanges) -> Bool) {
        var start = 0
        repeat {
            let end = min(text.count, start + Self.blockSize)
            scan(start..<end)
            let isLast = end == text.count
            let ripe = isLast ? Int.max : end - Self.longestRun
            tell(collector.takeFinds(before: ripe), body)
            start = end
        } while start < text.count
    }

    /// Of one pattern, so many places are told of: what it needs may stand on every line.
    private static let mostAnchors = 8

    /// Where the runs of anchors stand, whatever patterns they are of.
    mutating func anchorOffsets() -> [Int] {
        scan(0..<text.count)
        var told: [Int: Int] = [:]
        return collector.takeFinds(before: .max).filter { find in
            told[find.pattern, default: 0] += 1
            return told[find.pattern, default: 0] <= Self.mostAnchors
        }.map { max(0, $0.run) }
    }

    private mutating func scan(_ range: Range<Int>) {
        long?.scanLong(text, range, into: &collector)
        short?.scanShort(text, range, into: &collector)
        classes?.scan(text, range, into: &collector)
    }

    private mutating func tell(
        _ finds: [AnchorReader.Find], _ body: (_ pattern: Int, _ starts: StartRanges) -> Bool
    ) {
        let finds = finds.sorted {
            $0.pattern != $1.pattern ? $0.pattern < $1.pattern : $0.run < $1.run
        }
        var index = 0
        while index < finds.count {
            let pattern = finds[index].pattern
            var starts = StartRanges.within([])
            while index < finds.count, finds[index].pattern == pattern {
                starts.join(self.starts(of: finds[index]))
                index += 1
            }
            let isSettled = body(pattern, starts)
            if case .anywhere = starts { settle(pattern) } else if isSettled { settle(pattern) }
        }
    }

    private mutating func starts(of find: AnchorReader.Find) -> StartRanges {
        switch find.starts {
        case .anywhere: .anywhere
        case .within(let range): .within([range])
        case .led(let list, let last):
            leads.starts(of: find.pattern, list: list, upTo: last)
        }
    }
}
