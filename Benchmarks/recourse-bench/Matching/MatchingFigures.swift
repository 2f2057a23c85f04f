import RecourseMatching

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What one run measured, with the keys that other engines' runs print.
struct MatchingFigures {
    var count = 0
    var bytes: Int
    var found = RegexLines.Found()
    var indexBytes = 0
    var inputSeconds = 0.0
    var buildSeconds = 0.0
    var openSeconds = 0.0
    var addSeconds = 0.0
    var totalSeconds = 0.0
    var scans: [Double] = []

    init(bytes: Int) { self.bytes = bytes }

    var line: String {
        let least = scans.min() ?? 0
        let fields: [(String, String)] = [
            ("engine", "\"recourse\""), ("n", "\(count)"), ("bytes", "\(bytes)"),
            ("scan_s", seconds(scans.median)), ("scan_min_s", seconds(least)),
            ("mb_s", seconds(least > 0 ? Double(bytes) / least / 1e6 : 0)),
            ("matches", "\(found.matches)"), ("sum", "\"\(hexadecimal(found.sum))\""),
            ("index_bytes", "\(indexBytes)"), ("build_s", seconds(buildSeconds)),
            ("open_s", seconds(openSeconds)), ("input_s", seconds(inputSeconds)),
            ("add_s", seconds(addSeconds)), ("total_s", seconds(totalSeconds)),
            ("candidates", "\(found.candidates)"), ("compiled", "\(found.compiled)"),
            ("probes", "\(found.statistics.probes)"), ("windows", "\(found.statistics.windows)"),
            ("runs", "\(found.statistics.runs)"), ("checked", "\(found.statistics.checked)"),
            ("unindexed", "\(found.unindexed)"), ("set_aside", "\(found.setAside)"),
            ("unsupported", "\(found.unsupported)"), ("rss_mb", "\(peakMegabytes)"),
        ]
        return "{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    private func seconds(_ value: Double) -> String {
        "\((value * 1e7).rounded() / 1e7)"
    }

    private func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    #if canImport(Glibc)
        private static let ownUsage = Int32(RUSAGE_SELF.rawValue)
    #else
        private static let ownUsage = RUSAGE_SELF
    #endif

    private var peakMegabytes: Double {
        var usage = rusage()
        getrusage(Self.ownUsage, &usage)
        return Double(usage.ru_maxrss * 10 / 1_024).rounded() / 10
    }
}
