/// Takes secrets out of text before it is stored, logged or sent. What it finds is replaced by `[redacted]`, so that
/// the line still says what it said.
///
/// Forms: tokens with a vendor's prefix, `name=value` and `name: value` where the name says password, secret or the like,
/// `Authorization` headers, `user:password@` in addresses, JSON Web Tokens, and private keys in PEM.
public struct Redactor: Sendable {
    public static let mark = "[redacted]"

    public init() {}

    public func redacted(_ text: String) -> String {
        var lines: [Substring] = []
        var inKey = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.contains("-----BEGIN ") && line.contains("PRIVATE KEY") {
                inKey = true
                lines.append(Substring(Self.mark))
            }
            if !inKey { lines.append(Substring(redacted(line: Array(line.utf8)))) }
            if inKey, line.contains("-----END ") { inKey = false }
        }
        return lines.joined(separator: "\n")
    }

    private func redacted(line: [UInt8]) -> String {
        let hidden = secrets(in: line)
        guard !hidden.isEmpty else { return String(decoding: line, as: UTF8.self) }
        var result: [UInt8] = []
        var position = 0
        for range in hidden.sorted(by: { $0.lowerBound < $1.lowerBound })
        where range.lowerBound >= position {
            result += line[position..<range.lowerBound] + Array(Self.mark.utf8)
            position = range.upperBound
        }
        result += line[position...]
        return String(decoding: result, as: UTF8.self)
    }

    private func secrets(in line: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = 0
        while start < line.count {
            if start == 0 || !isWord(line[start - 1]), let end = vendorToken(in: line, at: start) {
                found.append(start..<end)
                start = end
            } else if let range = namedSecret(in: line, at: start) ?? addressSecret(in: line, at: start) {
                found.append(range)
                start = range.upperBound
            } else {
                start += 1
            }
        }
        return found
    }

    /// The end of a token that begins here.
    private func vendorToken(in line: [UInt8], at start: Int) -> Int? {
        for (prefix, minimum) in SecretForms.prefixes where holds(line, prefix, at: start) {
            let end = endOfToken(in: line, from: start)
            if end - start >= prefix.count + minimum { return end }
        }
        return nil
    }

    /// The value behind `password=`, `"api_key": "`, `--token `, `Authorization: Bearer `.
    private func namedSecret(in line: [UInt8], at start: Int) -> Range<Int>? {
        guard let name = SecretForms.names.first(where: { holds(line, $0, at: start) }) else { return nil }
        var index = start + name.count
        while index < line.count, isWord(line[index]) { index += 1 }
        while index < line.count, line[index] == 0x22 || line[index] == 0x27 { index += 1 }
        let gap = index
        while index < line.count, line[index] == 0x20 { index += 1 }
        if index < line.count, line[index] == UInt8(ascii: "=") || line[index] == UInt8(ascii: ":") {
            index += 1
        } else if !(index > gap && start >= 2 && line[start - 1] == UInt8(ascii: "-")) {
            return nil
        }
        while index < line.count, [0x20, 0x22, 0x27].contains(line[index]) { index += 1 }
        for scheme in SecretForms.schemes where holds(line, scheme, at: index) { index += scheme.count }
        var end = index
        while end < line.count, ![0x20, 0x22, 0x27, 0x26, 0x2C, 0x3B, 0x09].contains(line[end]) { end += 1 }
        return end - index >= 4 ? index..<end : nil
    }

    /// The password of `scheme://user:password@host`.
    private func addressSecret(in line: [UInt8], at start: Int) -> Range<Int>? {
        guard holds(line, Array("://".utf8), at: start) else { return nil }
        var colon: Int?
        var index = start + 3
        while index < line.count, line[index] > 0x20, line[index] != UInt8(ascii: "/") {
            if line[index] == UInt8(ascii: "@") {
                let begin = colon.map { $0 + 1 } ?? start + 3
                return colon == nil && index - begin < 20 || begin >= index ? nil : begin..<index
            }
            if line[index] == UInt8(ascii: ":"), colon == nil { colon = index }
            index += 1
        }
        return nil
    }

    private func endOfToken(in line: [UInt8], from start: Int) -> Int {
        var end = start
        while end < line.count, isWord(line[end]) || "-.".utf8.contains(line[end]) { end += 1 }
        return end
    }

    private func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F
    }

    /// Case folded for names, which are given in lower case; a prefix with capitals is exact.
    private func holds(_ line: [UInt8], _ word: [UInt8], at start: Int) -> Bool {
        guard start + word.count <= line.count else { return false }
        return word.indices.allSatisfy { offset in
            let byte = line[start + offset]
            let isCapital = (0x41...0x5A).contains(byte)
            return byte == word[offset] || isCapital && byte | 0x20 == word[offset]
        }
    }
}

/// Facts about how services write their secrets.
private enum SecretForms {
    /// The prefix, and how many characters must follow.
    static let prefixes: [([UInt8], Int)] = [
        ("ghp_", 20), ("gho_", 20), ("ghu_", 20), ("ghs_", 20), ("ghr_", 20), ("github_pat_", 20),
        ("glpat-", 16), ("npm_", 30), ("pypi-", 30), ("sk-", 20), ("sk_live_", 16), ("rk_live_", 16),
        ("xoxb-", 16), ("xoxp-", 16), ("xoxa-", 16), ("xapp-", 16), ("AKIA", 16), ("ASIA", 16),
        ("AIza", 30), ("ya29.", 20), ("hf_", 24), ("dop_v1_", 32), ("eyJ", 40), ("SG.", 30),
        ("AGE-SECRET-KEY-", 30), ("dckr_pat_", 16), ("glsa_", 24), ("lin_api_", 24),
    ].map { (Array($0.0.utf8), $0.1) }

    static let names = [
        "password", "passwd", "passphrase", "pgpassword", "secret", "api_key", "api-key", "apikey",
        "access_key", "access-key", "auth_token", "authtoken", "access_token", "token",
        "authorization", "credential", "private_key", "client_secret",
    ].map { Array($0.utf8) }

    static let schemes = ["bearer ", "basic ", "token "].map { Array($0.utf8) }
}
