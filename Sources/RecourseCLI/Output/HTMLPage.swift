import RecourseText

/// A table as a page of its own: no script, nothing loaded from anywhere.
struct HTMLPage {
    var title: String
    var table: Table

    var text: String {
        let head = table.columns.map { "<th>\(Self.escaped($0))</th>" }.joined()
        let rows = table.rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let kind = table.numeric.contains(column) ? " class=\"number\"" : ""
                return "<td\(kind)>\(Self.escaped(cell))</td>"
            }
            return "<tr>\(cells.joined())</tr>\n"
        }
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>\(Self.escaped(title))</title>
            <style>
            body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; color: #222; background: #fff }
            table { border-collapse: collapse }
            th, td { padding: .25rem .75rem; text-align: left; border-bottom: 1px solid #ddd }
            .number { text-align: right; font-variant-numeric: tabular-nums }
            @media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818 } th, td { border-color: #444 } }
            </style>
            </head>
            <body>
            <h1>\(Self.escaped(title))</h1>
            <table>
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(rows.joined())</tbody>
            </table>
            </body>
            </html>

            """
    }

    /// As text within an element (HTML Standard, 13.1.2): what is special there, as entities.
    private static func escaped(_ text: String) -> String {
        text.escapedForTerminal().replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
