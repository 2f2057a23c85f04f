/// Takes what the scanners report, compares it, and keeps what stands.
struct FindCollector {
    var statistics = ScanStatistics()
    private var reader: AnchorReader
    private var finds: [AnchorReader.Find] = []
    /// One bit for each pattern of which nothing more is wanted.
    private var settled: [UInt64]

    init(_ image: IndexImage, _ text: UnsafeBufferPointer<UInt8>) {
        reader = AnchorReader(image, text)
        settled = Array(repeating: 0, count: image.patternCount / 64 + 1)
    }

    mutating func settle(_ pattern: Int) { settled[pattern >> 6] |= 1 << UInt64(pattern & 63) }

    private func isSettled(_ pattern: Int) -> Bool {
        settled[pattern >> 6] >> UInt64(pattern & 63) & 1 == 1
    }

    /// - Parameters:
    ///   - place: how far behind the first place of the anchor's region the window stands.
    ///   - at: the offset that the scanner reports.
    mutating func take(_ anchor: Int, place: Int, at: Int) {
        statistics.windows += 1
        guard let record = reader.record(of: anchor), !isSettled(record.pattern) else { return }
        switch reader.read(record, place: place, at: at) {
        case .none: break
        case .refuted: statistics.runs += 1
        case .found(let find):
            statistics.runs += 1
            statistics.checked += 1
            finds.append(find)
        }
    }

    /// Finds whose run stands before the offset; the others wait. What waited while its pattern was
    /// settled is forgotten.
    mutating func takeFinds(before offset: Int) -> [AnchorReader.Find] {
        let wanted = finds.filter { !isSettled($0.pattern) }
        finds = wanted.filter { $0.run >= offset }
        return wanted.filter { $0.run < offset }
    }
}
