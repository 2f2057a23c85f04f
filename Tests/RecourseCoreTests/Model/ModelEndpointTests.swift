import Testing

@testable import RecourseCore

@Suite("Model endpoint")
struct ModelEndpointTests {
    @Test func partsAreRead() throws {
        let endpoint = try ModelEndpoint(parsing: "HTTPS://API.Example.com/v1/")
        #expect(endpoint.isEncrypted && endpoint.host == "api.example.com")
        #expect(endpoint.port == 443 && endpoint.path == "/v1")
        #expect(endpoint.description == "https://api.example.com/v1")
        #expect(endpoint.origin == "https://api.example.com:443")
        let local = try ModelEndpoint(parsing: "http://[::1]:8080")
        #expect(local.isLoopback && local.description == "http://[::1]:8080")
    }

    @Test func thisMachineIsKnown() throws {
        for (host, isLoopback) in [
            ("localhost", true), ("127.0.0.1", true), ("127.1.2.3", true), ("[::1]", true),
            ("127.0.0.1.example.com", false), ("localhost.example.com", false),
            ("128.0.0.1", false),
            ("127.0.0", false), ("127.0.0.x", false), ("10.0.0.1", false),
        ] {
            #expect(
                try ModelEndpoint(parsing: "http://\(host)/").isLoopback == isLoopback, "\(host)")
        }
    }

    @Test func whatCouldHideSomethingIsRefused() {
        for text in [
            "", "example.com", "ftp://example.com", "https://", "https:///v1",
            "https://user:password@example.com", "https://example.com?key=1",
            "https://example.com/#x", "https://example.com:0", "https://example.com:99999",
            "https://example.com:x", "https://exa mple.com", "https://example.com/\n",
            "https://exämple.com", "http://[::1", "http://[x]", "http://localhost\\@evil.com",
            "http://localhost/../x", "https://a/b/..",
        ] {
            #expect(throws: ModelEndpoint.Refusal.self, "\(text)") {
                try ModelEndpoint(parsing: text)
            }
        }
    }
}
