/// Finds the line of a field from its path, since TOMLKit keeps no positions: counts table headers outside of
/// multi-line strings, then looks for the key in the last one's body.
struct LineLocator {
    private let lines: [Substring]
    private let insideString: [Bool]

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var inside: [Bool] = []
        var open: String?
        for line in lines {
            inside.append(open != nil)
            var rest = line
            while true {
                let next = open.map { [$0] } ?? ["'''", "\"\"\""]
                guard let (range, mark) = next.compactMap({ mark in rest.range(ofText: mark).map { ($0, mark) } })
                    .min(by: { $0.0.lowerBound < $1.0.lowerBound })
                else { break }
                open = open == nil ? mark : nil
                rest = rest[range.upperBound...]
            }
        }
        insideString = inside
    }

    /// 1-based; 0 where the path leads nowhere.
    func line(of path: String) -> Int {
        var header = ""
        var start = 0
        var key: String?
        for component in path.split(separator: ".") {
            let parts = component.split(separator: "[")
            let name = String(parts[0])
            let wanted = header.isEmpty ? name : "\(header).\(name)"
            let index = parts.count > 1 ? Int(parts[1].dropLast()) : nil
            guard let found = headerLine(wanted, index: index ?? 0, from: start) else {
                key = name
                break
            }
            (header, start, key) = (wanted, found, nil)
        }
        guard let key else { return start + 1 }
        return keyLine(key, from: start).map { $0 + 1 } ?? start + 1
    }

    private func headerLine(_ name: String, index: Int, from start: Int) -> Int? {
        var seen = 0
        for number in lines.indices.dropFirst(start) where !insideString[number] {
            let line = lines[number].drop { $0 == " " }
            guard line.hasPrefix("[[\(name)]]") || line.hasPrefix("[\(name)]") else { continue }
            if seen == index { return number }
            seen += 1
        }
        return nil
    }

    private func keyLine(_ key: String, from start: Int) -> Int? {
        for number in lines.indices.dropFirst(start + (start == 0 ? 0 : 1)) where !insideString[number] {
            let line = lines[number].drop { $0 == " " }
            if line.hasPrefix("["), number > start { return nil }
            if line.hasPrefix(key), line.dropFirst(key.count).drop(while: { $0 == " " }).hasPrefix("=") {
                return number
            }
        }
        return nil
    }
}

extension Substring {
    fileprivate func range(ofText text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}
