import RecourseText

/// Rows for people and for programs.
struct Table {
    var columns: [String]
    var rows: [[String]]
    /// Columns whose cells are numbers, set right.
    var numeric: Set<Int> = []

    /// Aligned columns, two spaces apart, safe to print.
    var text: String {
        let rows = rows.map { $0.map { $0.escapedForTerminal() } }
        let widths = columns.indices.map { column in
            ([columns[column]] + rows.map { $0[column] }).map(\.count).max() ?? 0
        }
        func line(_ cells: [String]) -> String {
            let padded = cells.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return numeric.contains(column) ? padding + cell : cell + padding
            }
            let text = padded.joined(separator: "  ")
            return String(text.reversed().drop { $0 == " " }.reversed())
        }
        let head = columns.allSatisfy(\.isEmpty) ? [] : [columns]
        return (head + rows).map { line($0) + "\n" }.joined()
    }

    /// RFC 4180, with `\n` line ends. A cell that a spreadsheet would take for a formula is set off
    /// by an apostrophe.
    var csv: String {
        func cell(_ text: String) -> String {
            let isFormula =
                text.first.map { "=+-@\t\r".contains($0) } ?? false && Double(text) == nil
            let safe = isFormula ? "'" + text : text
            guard safe.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else {
                return safe
            }
            return "\""
                + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(
                    separator: "\"\"") + "\""
        }
        return ([columns] + rows).map { $0.map(cell).joined(separator: ",") + "\n" }.joined()
    }
}
