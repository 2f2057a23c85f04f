import RecourseText
import Testing

/// Long lines that are made of beginnings. A quadratic search would take minutes for each.
@Suite struct RedactorTimeTests {
    private static let bytes = 200_000

    @Test(arguments: [
        "password", "token_", "tokens", "password='", "password=\\\"", "--token ", "token=abc ",
        "://", "://a:b@", "://a:", "@",
        "-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY----- MIIE", "-----BEGIN ",
        "-----END ", "-", "ghp_", "eyJ.",
        "sk-", "authorization: bearer ", "\"", "\\", " ", "secret\"\"\"", "secret   ", "a", "é",
    ])
    func isLinear(piece: String) {
        let text = String(repeating: piece, count: Self.bytes / piece.utf8.count)
        let clock = ContinuousClock()
        let time = clock.measure { _ = Redactor().redacted(text) }
        #expect(time < .seconds(30), "\(piece): \(time)")
    }

    @Test(arguments: [
        "password=\"", "://user:", "-----BEGIN PRIVATE KEY-----", "ghp_", "Authorization: Bearer ",
    ])
    func oneOpeningAndAMegabyte(opening: String) {
        let text = opening + String(repeating: "abcdefgh", count: 125_000)
        let clock = ContinuousClock()
        let time = clock.measure { _ = Redactor().redacted(text) }
        #expect(time < .seconds(30), "\(opening): \(time)")
    }
}
