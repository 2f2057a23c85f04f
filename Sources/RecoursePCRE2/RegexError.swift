import CPCRE2

/// Why a regex cannot be used.
public struct RegexError: Error, Hashable, Sendable {
    public var pattern: String
    /// Where in the pattern, in bytes from its start.
    public var offset: Int
    /// PCRE2's own words.
    public var message: String

    static func message(of code: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        let length = pcre2_get_error_message_8(code, &buffer, buffer.count)
        guard length > 0 else { return "error \(code)" }
        return String(decoding: buffer[..<Int(length)], as: UTF8.self)
    }
}
