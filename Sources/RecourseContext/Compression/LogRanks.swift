/// Errors, warnings, what stands beside an error, and how it ended.
enum LogRanks {
    private static let errors = [
        "error", "fatal", "failed", "failure", "exception", "traceback", "panic", "cannot",
        "undefined", "not found", "no such", "denied", "segmentation", "aborted", "killed",
    ]
    private static let lastLines = 6

    static func levels(of lines: [Substring]) -> [Int] {
        var levels = [Int](repeating: 0, count: lines.count)
        func raise(_ line: Int, to level: Int) {
            guard levels.indices.contains(line), !lines[line].isEmpty else { return }
            levels[line] = max(levels[line], level)
        }
        for (index, line) in lines.enumerated() {
            let lower = line.lowercased()
            if errors.contains(where: { lower.contains($0) }) {
                raise(index, to: 5)
                raise(index - 1, to: 3)
                raise(index + 1, to: 3)
                raise(index + 2, to: 2)
            } else if lower.contains("warning") || lower.contains("deprecated") {
                raise(index, to: 4)
            }
        }
        for index in max(0, lines.count - lastLines)..<lines.count { raise(index, to: 3) }
        raise(0, to: 2)
        return levels
    }
}
