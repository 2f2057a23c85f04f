/// How much memory the system has to spare.
public struct MemoryReading: Hashable, Sendable {
    /// Both in bytes.
    public var total: Int
    public var available: Int

    public init(total: Int, available: Int) {
        self.total = total
        self.available = available
    }

    /// Reads the text of Linux's `/proc/meminfo` (proc_meminfo(5)); `nil` where it is another.
    public init?(meminfo text: String) {
        var values: [Substring: Int] = [:]
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count >= 2, fields[0].hasSuffix(":"), let value = Int(fields[1]) else {
                continue
            }
            let isKilobytes = fields.count > 2 && fields[2] == "kB"
            let (bytes, overflows) = value.multipliedReportingOverflow(by: isKilobytes ? 1024 : 1)
            if !overflows { values[fields[0].dropLast()] = bytes }
        }
        guard let total = values["MemTotal"], let available = values["MemAvailable"], total > 0,
            available >= 0
        else { return nil }
        self.init(total: total, available: available)
    }

    /// Whether another command may be started.
    /// - Parameter reserve: the part of the total that is to stay free.
    public func allowsAnother(reserve: Double = 0.1) -> Bool {
        Double(available) >= Double(total) * reserve
    }
}
