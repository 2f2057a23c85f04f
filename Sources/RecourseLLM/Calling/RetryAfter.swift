/// The header `Retry-After` (RFC 9110, 10.2.3): seconds, or a date in one of HTTP's three forms.
enum RetryAfter {
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// - Parameter now: seconds since 1970-01-01 UTC.
    /// - Returns: how long from now; zero for a time that is past; `nil`: it cannot be read.
    static func duration(_ text: String, now: Double) -> Duration? {
        let text = text.lowercased()
        if let seconds = Double(text), text.allSatisfy({ $0.isNumber || $0 == "." }) {
            return .seconds(min(seconds, 1e9))
        }
        guard let date = seconds(of: text) else { return nil }
        return .seconds(max(0, date - now))
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`.
    private static func seconds(of text: String) -> Double? {
        let words = text.split { $0 == " " || $0 == "," || $0 == "-" }.map(String.init)
        guard words.count >= 5 else { return nil }
        let isC = months.contains(words[1])
        let (day, month, year, clock) =
            isC
            ? (words[2], words[1], words[4], words[3]) : (words[1], words[2], words[3], words[4])
        let parts = clock.split(separator: ":").compactMap { Int($0) }
        guard let day = Int(day), 1...31 ~= day, let month = months.firstIndex(of: month),
            var number = Int(year), parts.count == 3, 0...23 ~= parts[0], 0...59 ~= parts[1],
            0...60 ~= parts[2], isC || words.last == "gmt"
        else { return nil }
        if year.count == 2 { number += number < 70 ? 2_000 : 1_900 }
        guard 1_970...9_999 ~= number else { return nil }
        return Double(
            days(year: number, month: month + 1, day: day) * 86_400 + parts[0] * 3_600
                + parts[1] * 60 + parts[2])
    }

    /// Since 1970-01-01, in the Gregorian calendar: leap days of whole years, then of this one.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let before = year - 1
        let leaps = before / 4 - before / 100 + before / 400 - 477
        let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (year - 1_970) * 365 + leaps + lengths[..<(month - 1)].reduce(0, +) + day - 1
    }
}
