/// How much a line matters: 5 most, 0 never kept.
struct LineRank: Hashable {
    var level: Int
    /// Of lines of one level the last are the best.
    var prefersEnd = false

    static let levels = [5, 4, 3, 2, 1]
}

/// Ranks the lines of a text by what it is.
enum LineRanks {
    static func ranks(
        of lines: [Substring], by compression: Compression, for focus: TaskFocus
    ) -> [LineRank] {
        let levels: [Int]
        switch compression {
        case .sections: levels = MarkdownRanks.levels(of: lines, for: focus)
        case .interfaces: levels = CodeRanks.levels(of: lines, for: focus)
        case .errors: levels = LogRanks.levels(of: lines)
        case .dependencies: levels = ManifestRanks.levels(of: lines, for: focus)
        case .taskList: levels = TaskListRanks.levels(of: lines, for: focus)
        case .beginning, .folding:
            levels = lines.map { focus.isNamed(inCode: $0) ? 3 : 1 }
        case .newest:
            return lines.map { LineRank(level: $0.isEmpty ? 0 : 1, prefersEnd: true) }
        }
        return levels.map { LineRank(level: $0) }
    }

    static func indent(of line: Substring) -> Int {
        line.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count
    }

    static func body(of line: Substring) -> Substring {
        let start = line.utf8.firstIndex { $0 != 0x20 && $0 != 0x09 } ?? line.endIndex
        return line[start...]
    }
}
