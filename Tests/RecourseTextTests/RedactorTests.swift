import RecourseText
import Testing

@Suite struct RedactorTests {
    private func redacted(_ text: String) -> String { Redactor().redacted(text) }

    @Test(arguments: [
        "ghp_0123456789abcdefABCDEF0123456789abcd", "gho_0123456789abcdefABCDEF",
        "ghs_0123456789abcdefABCDEF",
        "github_pat_11ABCDEFG0_abcdefghijklmnop", "glpat-abcdefghij0123456789",
        "npm_0123456789abcdefghijABCDEFGHIJ0123",
        "pypi-AgEIcHlwaS5vcmcCJDAxMjM0NTY3ODkwMTIzNDU2Nzg5", "sk-proj-abcdefghij0123456789",
        "sk_live_0123456789abcdef",
        "xoxb-123456789012-abcdefghijkl", "AKIAIOSFODNN7EXAMPLE",
        "AIzaSyA0123456789abcdefghijABCDEFGHIJ",
        "ya29.a0AfH6SMBx-0123456789abcdef", "hf_abcdefghijABCDEFGHIJ012345",
        "SG.abcdefghij0123456789.ABCDEFGHIJ0123456789",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV",
        "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ",
    ])
    func tokens(token: String) {
        #expect(redacted(token) == "[redacted]")
        #expect(redacted("fatal: (\(token)) is bad\n") == "fatal: ([redacted]) is bad\n")
        #expect(redacted("used \(token).") == "used [redacted].")
        if !token.hasPrefix("eyJ") {
            #expect(redacted("x\(token)") == "x\(token)", "not at the start of a word")
        }
        #expect(redacted(String(token.prefix(12))) == String(token.prefix(12)), "too short")
    }

    @Test(arguments: [
        ("password=hunter22", "password=[redacted]"),
        ("PASSWORD=hunter22 x", "PASSWORD=[redacted] x"),
        ("DB_PASSWORD: hunter22", "DB_PASSWORD: [redacted]"),
        ("passwd = hunter22;next", "passwd = [redacted];next"),
        ("\"api_key\": \"abcd-efgh\",", "\"api_key\": \"[redacted]\","),
        ("api-key='ab cd'&x", "api-key='[redacted]'&x"),
        ("{\\\"secret\\\":\\\"abcd\\\"}", "{\\\"secret\\\":\\\"[redacted]\\\"}"),
        ("password => 'hunter 22', a", "password => '[redacted]', a"),
        (":password=>\"hunter22\"", ":password=>\"[redacted]\""),
        ("password := hunter22", "password := [redacted]"),
        ("passwordHash: abcd1234", "passwordHash: [redacted]"),
        ("SECRET_KEY_BASE=abcd1234", "SECRET_KEY_BASE=[redacted]"),
        ("AWS_SECRET_ACCESS_KEY=a/b+c", "AWS_SECRET_ACCESS_KEY=[redacted]"),
        ("accessToken=abcd", "accessToken=[redacted]"),
        ("clientSecret: \"abcd\"", "clientSecret: \"[redacted]\""),
        ("credentials: abcd1234", "credentials: [redacted]"),
        ("?token=abcd&page=2", "?token=[redacted]&page=2"),
        ("private_key: abcd", "private_key: [redacted]"),
        ("Secret-Key: abcd", "Secret-Key: [redacted]"),
        ("X-Api-Key: abcd-1234", "X-Api-Key: [redacted]"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer [redacted]"),
        ("authorization: Basic dXNlcjpwYXNz", "authorization: Basic [redacted]"),
        ("-H 'Authorization: token abcdef'", "-H 'Authorization: token [redacted]'"),
        ("curl --token abcd1234 x", "curl --token [redacted] x"),
        ("x --api-token=abcd1234", "x --api-token=[redacted]"),
        ("mysql --password 'a b c' db", "mysql --password '[redacted]' db"),
        ("java -password abcd", "java -password [redacted]"),
        ("password=\"it's\" x", "password=\"[redacted]\" x"),
        ("password=\"a\\\"b c\" x", "password=\"[redacted]\" x"),
        ("password='abcd and no end", "password='[redacted] and no end"),
    ])
    func namedValues(text: String, expected: String) {
        #expect(redacted(text) == expected)
    }

    @Test(arguments: [
        ("https://user:pa55@host/x", "https://user:[redacted]@host/x"),
        ("postgres://u:p@ss@db:5432/x?y", "postgres://u:[redacted]@db:5432/x?y"),
        ("https://0123456789abcdefghijklmn@github.com/a/b", "https://[redacted]@github.com/a/b"),
        ("from 'redis://:abcd@h'", "from 'redis://:[redacted]@h'"),
        ("a://b:c@d and e://f:g@h", "a://b:[redacted]@d and e://f:[redacted]@h"),
    ])
    func addresses(text: String, expected: String) {
        #expect(redacted(text) == expected)
    }

    @Test(arguments: [
        "", "plain text\n", "\n\n", "no newline", "tabs\tand  blanks \n", "größe: ∞\r\nzwei\r\n",
        "a\u{0}b",
        "fatal: password authentication failed for user \"x\"",
        "SyntaxError: Unexpected token } in JSON",
        "syntax error near unexpected token `done'", "tokenizer: loaded", "tokens: 4096",
        "max_tokens=4096",
        "secretary: Alice",
        "exec: \"docker-credential-desktop\": executable file not found in $PATH",
        "the secret \"x\" was not found", "persist-credentials: false", "password: None",
        "use_token=true", "password=", "password: abc",
        "https://user@host/x", "https://host:8080/x", "git@github.com:a/b.git", "ssh://git@host/x",
        "git+ssh://git@host:a/b@v1",
        "see https://a/b:c@d", "pypi-attestations-0.0.12-py3-none-any.whl",
        "disk-0123456789abcdefghijkl", "SK-0123456789ABCDEFGHIJKLMN",
        "eyJ is short", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----\nMIIB\n",
        "expected -----BEGIN RSA PRIVATE KEY----- in x.pem\nfatal: no key\n",
    ])
    func nothingElseIsTouched(text: String) {
        #expect(redacted(text) == text)
    }

    /// With CRLF, a value ends with its line, and the next line stays.
    @Test func lineEndsStay() {
        #expect(redacted("password=hunter22\r\nnext\r\n") == "password=[redacted]\r\nnext\r\n")
        #expect(redacted("a\npassword: \"hunter22\nnext\n") == "a\npassword: \"[redacted]\nnext\n")
    }

    @Test func againChangesNothing() {
        let text = """
            password=hunter22 --token abcd1234 https://u:pw12@h/x ghp_0123456789abcdefABCDEF0123456789abcd
            Authorization: Bearer abc.def "api_key": "abcd-efgh"
            """
        #expect(redacted(redacted(text)) == redacted(text))
        #expect(redacted(text).components(of: "[redacted]") == 6)
    }

    @Test func argumentVectors() {
        let argv = [
            "curl", "--token", "abcd", "--header", "Authorization: Bearer abcd", "-password", "x",
            "--token=abcd", "--user", "me",
        ]
        #expect(
            Redactor().redacted(argv) == [
                "curl", "--token", "[redacted]", "--header", "Authorization: Bearer [redacted]",
                "-password", "[redacted]",
                "--token=[redacted]", "--user", "me",
            ])
        #expect(Redactor().redacted(["token", "abcd", ""]) == ["token", "abcd", ""])
    }
}

extension String {
    fileprivate func components(of piece: String) -> Int {
        split(separator: piece, omittingEmptySubsequences: false).count - 1
    }
}
