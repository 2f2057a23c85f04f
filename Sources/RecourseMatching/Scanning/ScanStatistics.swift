/// How much each stage of a scan let through.
public struct ScanStatistics: Hashable, Sendable {
    /// Places of the text whose window, or sets of bytes, might be of the index.
    public var probes = 0
    /// Anchors compared there.
    public var windows = 0
    /// Anchors that stood there whole.
    public var runs = 0
    /// Of these, how many had on their line what else the pattern needs.
    public var checked = 0

    public init() {}

    static func += (left: inout ScanStatistics, right: ScanStatistics) {
        left.probes += right.probes
        left.windows += right.windows
        left.runs += right.runs
        left.checked += right.checked
    }
}
