#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Compares a text with the run of an anchor that the scanner may have met, and tells where a match
/// of the pattern would have to start.
struct AnchorReader {
    let text: UnsafeBufferPointer<UInt8>
    let anchors: UnsafeBufferPointer<UInt32>
    let pool: UnsafeRawBufferPointer
    let patternCount: Int
    private let checks: LineChecks
    private var stretches: TextStretches

    init(_ image: IndexImage, _ text: UnsafeBufferPointer<UInt8>) {
        self.text = text
        anchors = image.numbers(.anchors)
        pool = image.section(.pool)
        patternCount = image.patternCount
        checks = LineChecks(text: text, pool: pool)
        stretches = TextStretches(text, sets: image.section(.sets))
    }

    struct Find {
        var pattern: Int
        /// Where the run stands, or would if all of it did. Of two finds, the one whose run stands
        /// earlier never has later starts: what runs of a set are counted by is the same for all.
        var run: Int
        var starts: Starts
    }

    /// Where a match may start.
    enum Starts {
        case anywhere
        case within(ClosedRange<Int>)
        /// Up to here, and where one of the texts of this list stands near.
        case led(by: Int, upTo: Int)
    }

    enum Answer {
        case none
        /// The run is there; what else the line must hold is not.
        case refuted
        case found(Find)
    }

    /// What the index says of an anchor: its pattern, and where the rest is read.
    struct Record {
        var pattern: Int
        fileprivate var cursor: PoolCursor
    }

    /// `nil` where the index is damaged.
    func record(of anchor: Int) -> Record? {
        guard anchor < anchors.count else { return nil }
        var cursor = PoolCursor(pool, at: Int(anchors[anchor]))
        let pattern = cursor.varying()
        return pattern < patternCount ? Record(pattern: pattern, cursor: cursor) : nil
    }

    /// - Parameters:
    ///   - place: how many bytes behind the reported one the window stands.
    ///   - at: the offset that the scanner reports.
    mutating func read(_ record: Record, place: Int, at: Int) -> Answer {
        let pattern = record.pattern
        var cursor = record.cursor
        let flags = IndexLayout.AnchorFlags(rawValue: cursor.byte())
        let reported = Int(cursor.byte()) - 1
        let minimum = cursor.varying()
        let maximum = flags.contains(.isBounded) ? cursor.varying() : Int.max
        let skipped = cursor.varying()
        let shared = cursor.varying()
        let fill = flags.contains(.hasFill) ? cursor.number() : nil
        let before = flags.contains(.hasBefore) ? cursor.number() : nil
        let after = flags.contains(.hasAfter) ? cursor.number() : nil
        let list = flags.contains(.hasChecks) ? cursor.varying() : 0
        let lead = flags.contains(.hasLead) ? cursor.varying() : 0
        let start = at - place - reported
        guard !cursor.isPastEnd, start >= 0, let end = end(of: &cursor, from: start),
            before.map({ start == 0 || stretches.holds($0, text[start - 1]) }) ?? true,
            after.map({ end == text.count || stretches.holds($0, text[end]) }) ?? true
        else { return .none }
        if list != 0, !checks.hold(list, before: min(end, start + shared), behind: end) {
            return .refuted
        }
        let whole = start - skipped
        guard flags.contains(.tellsStart) else {
            return .found(Find(pattern: pattern, run: whole, starts: .anywhere))
        }
        let last = whole - minimum
        guard last >= 0 else { return .refuted }
        if lead != 0 {
            return .found(Find(pattern: pattern, run: whole, starts: .led(by: lead, upTo: last)))
        }
        var first = maximum <= whole ? whole - maximum : 0
        if let fill { first = max(first, stretches.start(of: fill, endingAt: whole)) }
        guard first <= last else { return .refuted }
        return .found(Find(pattern: pattern, run: whole, starts: .within(first...last)))
    }

    /// Where the run ends that begins here; `nil` where it does not stand here.
    private func end(of cursor: inout PoolCursor, from start: Int) -> Int? {
        let length = Int(cursor.byte())
        guard start + length <= text.count, let base = text.baseAddress else { return nil }
        let end = start + length
        var index = start
        while index < end {
            let operation = cursor.byte()
            let count = Int(operation & 63)
            guard count > 0, index + count <= end else { return nil }
            switch IndexLayout.Operation(rawValue: operation >> 6) {
            case .exact:
                let wanted = cursor.bytes(count)
                guard let bytes = wanted.baseAddress, memcmp(base + index, bytes, count) == 0 else {
                    return nil
                }
            case .folded:
                let wanted = cursor.bytes(count)
                guard wanted.count == count else { return nil }
                for offset in 0..<count
                where ASCIICase.folded(base[index + offset]) != wanted[offset] {
                    return nil
                }
            case .oneOf:
                let set = cursor.number()
                for offset in 0..<count where !stretches.holds(set, base[index + offset]) {
                    return nil
                }
            case nil: return nil
            }
            index += count
        }
        return cursor.isPastEnd ? nil : end
    }
}
