import RecourseText
import Testing

@Suite struct RedactorKeyTests {
    private static let body = [
        "MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy0AHB7MhgHcTz6sE2I2yPB",
        "aNkTXiV7UZ7yv2b0lRbQcp8nR3aTQe8vJr9C+h0=",
    ]
    private func redacted(_ text: String) -> String { Redactor().redacted(text) }

    @Test(arguments: [
        "RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY", "EC PRIVATE KEY",
        "ENCRYPTED PRIVATE KEY",
    ])
    func aWholeKey(label: String) {
        let key = (["-----BEGIN \(label)-----"] + Self.body + ["-----END \(label)-----"])
        for end in ["\n", "\r\n", "\\n", " "] {
            #expect(
                redacted("before\n" + key.joined(separator: end) + "\nafter")
                    == "before\n[redacted]\nafter")
        }
        #expect(redacted("x" + key.joined(separator: "\n    ") + "y") == "x[redacted]y")
    }

    @Test func headersAndBlankLines() {
        let key = """
            -----BEGIN RSA PRIVATE KEY-----
            Proc-Type: 4,ENCRYPTED
            DEK-Info: AES-128-CBC,0123456789ABCDEF

            \(Self.body.joined(separator: "\n"))
            -----END RSA PRIVATE KEY-----
            """
        #expect(redacted("a\n\(key)\nb\n") == "a\n[redacted]\nb\n")
    }

    @Test func aKeyInALogKeepsItsPrefixOut() {
        let log =
            "10:00 -----BEGIN PRIVATE KEY-----\n10:01 \(Self.body[0])\n10:02 -----END PRIVATE KEY-----\nfatal: x\n"
        let clean = redacted(log)
        #expect(!clean.contains(Self.body[0]))
        #expect(clean.hasSuffix("fatal: x\n"))
    }

    /// A key that is cut off does not take the rest of the text with it.
    @Test func aKeyWithoutAnEnd() {
        let key = "-----BEGIN PRIVATE KEY-----\n" + Self.body.joined(separator: "\n")
        #expect(redacted(key) == "[redacted]")
        #expect(
            redacted(key + "\n\nfatal: cannot load it\nmake: error\n")
                == "[redacted]\n\nfatal: cannot load it\nmake: error\n")
    }

    @Test func keysOneBehindTheOther() {
        let key = "-----BEGIN PRIVATE KEY-----\n\(Self.body[0])\n-----END PRIVATE KEY-----\n"
        #expect(redacted(key + "mid\n" + key) == "[redacted]\nmid\n[redacted]\n")
    }

    @Test func asAValue() {
        let json =
            "{\"private_key\": \"-----BEGIN PRIVATE KEY-----\\n\(Self.body[0])\\n-----END PRIVATE KEY-----\\n\", \"id\": 1}"
        #expect(redacted(json) == "{\"private_key\": \"[redacted]\", \"id\": 1}")
    }
}
