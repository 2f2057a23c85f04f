/// Facts about how services write their secrets.
enum SecretForms {
    /// A prefix, exactly, and how many characters must follow.
    static let prefixes: [(text: [UInt8], minimum: Int)] = [
        ("ghp_", 20), ("gho_", 20), ("ghu_", 20), ("ghs_", 20), ("ghr_", 20), ("github_pat_", 20),
        ("glpat-", 16), ("npm_", 30), ("pypi-AgE", 28), ("sk-", 20), ("sk_live_", 16),
        ("rk_live_", 16), ("xoxb-", 16), ("xoxp-", 16), ("xoxa-", 16), ("xapp-", 16), ("AKIA", 16),
        ("ASIA", 16), ("AIza", 30), ("ya29.", 20), ("hf_", 24), ("dop_v1_", 32), ("eyJ", 40),
        ("SG.", 30), ("AGE-SECRET-KEY-", 30), ("dckr_pat_", 16), ("glsa_", 24), ("lin_api_", 24),
    ].map { (Array($0.0.utf8), $0.1) }

    /// Lower case; matched in any.
    static let names = [
        "password", "passwd", "passphrase", "secret", "api_key", "api-key", "apikey", "access_key",
        "access-key", "accesskey", "auth_token", "authtoken", "access_token", "token",
        "authorization", "credential", "private_key", "private-key", "mysql_pwd",
    ].map { Array($0.utf8) }

    /// A count of `tokens` is no secret.
    static let token = Array("token".utf8)

    /// Words that a hyphen may join to such a name.
    static let joined = ["key", "base", "hash", "value", "secret", "token", "id", "password"].map {
        Array($0.utf8)
    }

    static let schemes = ["bearer ", "basic ", "token "].map { Array($0.utf8) }

    /// Values that only say whether there is one.
    static let harmless = ["true", "false", "none", "null", "undefined"].map { Array($0.utf8) }

    static let authority = Array("://".utf8)
    /// A user of an address that is as long as this is a token.
    static let longUser = 20

    /// The bytes with which any form begins.
    static let openings: [Bool] = {
        var openings = [Bool](repeating: false, count: 256)
        for form in prefixes.map(\.text) + names + [authority, PrivateKeyBlock.begin] {
            openings[Int(form[0])] = true
        }
        for name in names { openings[Int(name[0] & ~0x20)] = true }
        return openings
    }()
}
