/// Where a model is asked: an `http` or `https` address without user, query and fragment, so that
/// nothing secret can stand in it.
public struct ModelEndpoint: Hashable, Sendable, CustomStringConvertible {
    public struct Refusal: Error, Hashable, Sendable {
        public var reason: String
    }

    public let isEncrypted: Bool
    /// Lower case; an IPv6 address in brackets.
    public let host: String
    public let port: Int
    /// Without a slash at its end; empty: none.
    public let path: String

    public init(parsing text: String) throws(Refusal) {
        guard text.utf8.allSatisfy({ 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "\\") }) else {
            throw Refusal(reason: "an address has neither blanks nor letters beyond ASCII")
        }
        let lowered = text.lowercased()
        let scheme = ["https://", "http://"].first(where: lowered.hasPrefix)
        guard let scheme else {
            throw Refusal(reason: "an address begins with https:// or http://")
        }
        let rest = text.dropFirst(scheme.utf8.count)
        guard !rest.contains(where: { $0 == "?" || $0 == "#" }) else {
            throw Refusal(reason: "an address has no ? and no #: a key does not belong into it")
        }
        let authority = rest.prefix { $0 != "/" }
        guard !authority.contains("@") else {
            throw Refusal(reason: "an address has no user and no password")
        }
        var path = String(rest.dropFirst(authority.count))
        while path.hasSuffix("/") { path.removeLast() }
        guard !path.split(separator: "/").contains(where: { $0 == ".." || $0 == "." }) else {
            throw Refusal(reason: "an address has no . and no .. in it")
        }
        isEncrypted = scheme == "https://"
        (host, port) = try Self.split(authority, defaultPort: isEncrypted ? 443 : 80)
        self.path = path
    }

    private static func split(
        _ authority: Substring, defaultPort: Int
    ) throws(Refusal) -> (String, Int) {
        let host: Substring
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else {
                throw Refusal(reason: "the bracket of an IPv6 address is not closed")
            }
            host = authority[...end]
            let inside = host.dropFirst().dropLast()
            guard !inside.isEmpty, inside.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." })
            else { throw Refusal(reason: "`\(host)` is no IPv6 address") }
        } else {
            host = authority.prefix { $0 != ":" }
            let known = host.allSatisfy { $0.isLetter || $0.isNumber || "-._".contains($0) }
            guard !host.isEmpty, known else { throw Refusal(reason: "it names no host") }
        }
        let rest = authority.dropFirst(host.count)
        if rest.isEmpty { return (host.lowercased(), defaultPort) }
        guard rest.first == ":", let port = UInt16(rest.dropFirst()), port > 0 else {
            throw Refusal(reason: "a port is a number from 1 to 65535")
        }
        return (host.lowercased(), Int(port))
    }

    /// Scheme, host and port, as health and statistics are kept by.
    public var origin: String { "\(isEncrypted ? "https" : "http")://\(host):\(port)" }

    /// Scheme, host, port where it is not the usual one, and path.
    public var description: String {
        let isUsual = port == (isEncrypted ? 443 : 80)
        return "\(isEncrypted ? "https" : "http")://\(host)\(isUsual ? "" : ":\(port)")\(path)"
    }

    /// Whether what is sent stays on this machine.
    public var isLoopback: Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.first == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
