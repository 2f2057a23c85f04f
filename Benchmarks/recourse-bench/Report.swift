import ArgumentParser

/// Named figures, as a table or as one JSON line.
struct Report {
    enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

    let name: String
    let rows: [(key: String, value: Double, meaning: String)]

    func show(_ format: Format) {
        switch format {
        case .json:
            let fields = rows.map { "\"\($0.key)\":\(Self.rounded($0.value))" }.joined(
                separator: ",")
            print("{\"bench\":\"\(name)\",\(fields)}")
        case .table:
            let width = rows.map(\.key.count).max() ?? 0
            for row in rows {
                let key = row.key + String(repeating: " ", count: width - row.key.count)
                let value = "\(Self.rounded(row.value))"
                print(
                    "\(key)  \(String(repeating: " ", count: max(0, 9 - value.count)))\(value)  \(row.meaning)"
                )
            }
        }
    }

    private static func rounded(_ value: Double) -> Double { (value * 1_000).rounded() / 1_000 }
}

extension Collection<Double> {
    var median: Double {
        let sorted = sorted()
        return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
    }
}
