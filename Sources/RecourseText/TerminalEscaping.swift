extension String {
    /// Fit to be shown on a terminal: controls, and characters that change the direction or are
    /// invisible, as `\u{1b}`; line ends and tabs stay where `keepingLines`.
    public func escapedForTerminal(keepingLines: Bool = false) -> String {
        guard unicodeScalars.contains(where: { Self.mustEscape($0, keepingLines: keepingLines) })
        else { return self }
        var result = ""
        for scalar in unicodeScalars {
            if Self.mustEscape(scalar, keepingLines: keepingLines) {
                result += "\\u{" + String(scalar.value, radix: 16) + "}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func mustEscape(_ scalar: Unicode.Scalar, keepingLines: Bool) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: !keepingLines
        case 0x20..<0x7F: false
        case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x34F, 0x61C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180E,
            0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x3164, 0xFEFF, 0xFFA0,
            0xFFF9...0xFFFB, 0xE0000...0xE0FFF:
            true
        default: false
        }
    }
}
