/// The formats of a value of 'errorformat'.
enum ErrorFormatParts {
    /// Parted by commas; one behind a backslash belongs to its format, and blanks behind a comma to
    /// none (Vim, `quickfix.c`, `efm_option_part_len`).
    static func split(_ value: String) -> [String] {
        var parts: [String] = []
        var part = ""
        var isEscaped = false
        for scalar in value.unicodeScalars {
            if isEscaped {
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else if scalar == "," {
                parts.append(part)
                part = ""
                continue
            } else if scalar == " ", part.isEmpty, !parts.isEmpty {
                continue
            }
            part.unicodeScalars.append(scalar)
        }
        return (parts + [part]).filter { !$0.isEmpty }
    }
}
