/// Takes secrets out of text before it is stored, logged or sent. What it finds is replaced by
/// `[redacted]`, so that the line still says what it said.
///
/// Forms: tokens with a vendor's prefix, `name=value` and `name: value` where the name says
/// password, secret or the like, `Authorization` headers, `user:password@` in addresses, JSON Web
/// Tokens, and private keys in PEM. Where a name leaves it open whether its value is secret, it is
/// taken for one. The time is linear in the text.
public struct Redactor: Sendable {
    public static let mark = "[redacted]"

    private let finders: [any SecretFinder]

    /// - Parameter finders: forms of secrets besides those above.
    public init(_ finders: [any SecretFinder] = []) { self.finders = finders }

    public func redacted(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let hidden = Self.joined(
            SecretScan(bytes: bytes).secrets() + finders.flatMap { $0.secrets(in: bytes) })
        guard !hidden.isEmpty else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var position = 0
        for range in hidden {
            result += bytes[position..<range.lowerBound]
            result += Self.mark.utf8
            position = range.upperBound
        }
        result += bytes[position...]
        return String(decoding: result, as: UTF8.self)
    }

    /// Ascending, without overlaps.
    private static func joined(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var joined: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = joined.last, range.lowerBound < last.upperBound {
                joined[joined.count - 1] =
                    last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        return joined
    }

    /// An argument vector: the value behind `--password` is a word of its own.
    public func redacted(_ argv: [String]) -> [String] {
        var isSecret = false
        return argv.map { word in
            defer { isSecret = SecretScan(bytes: Array(word.utf8)).isSecretOption }
            return isSecret && !word.isEmpty ? Self.mark : redacted(word)
        }
    }
}
