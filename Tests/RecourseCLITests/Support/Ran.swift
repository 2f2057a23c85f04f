import Foundation

/// What a run left behind, compared whole. Times, dates and the places of a test are replaced.
struct Ran: Equatable, CustomStringConvertible {
    var out: String
    var err: String
    /// As a shell has it: 128 and the signal for a program that was killed.
    var status: Int32

    init(out: String = "", err: String = "", status: Int32 = 0) {
        self.out = out
        self.err = err
        self.status = status
    }

    var description: String { "status \(status)\n--- out\n\(out)--- err\n\(err)---" }

    var errLines: [String] { err.split(separator: "\n").map(String.init) }

    /// The only JSON document on stdout.
    var json: [String: Any] {
        let object = try? JSONSerialization.jsonObject(with: Data(out.utf8))
        return object as? [String: Any] ?? [:]
    }

    /// Replaces what differs from run to run.
    static func normalised(_ text: String, _ places: [(String, String)]) -> String {
        var text = text
        for (place, name) in places { text = text.replacingOccurrences(of: place, with: name) }
        let figures = [
            (#"\b\d+(\.\d+)? s\b"#, "# s"), (#"\d{4}-\d\d-\d\d \d\d:\d\d"#, "DATE"),
            (#":1\d{9}\.\d+"#, ":0"), (#"\b1\d{9}\.\d+"#, "TIME"),
            (#""(seconds|elapsed_ms)":[-0-9.e]+"#, "\"$1\":0"),
            (#""(patterns|candidates)":\d+"#, "\"$1\":0"),
        ]
        for (figure, name) in figures {
            text = text.replacingOccurrences(of: figure, with: name, options: .regularExpression)
        }
        return text
    }
}
