import RecourseCore
import Testing

@testable import RecourseCatalog

@Suite("Configuration file")
struct ConfigurationFileTests {
    private func problems(_ text: String) -> [String] {
        do {
            _ = try ConfigurationFile(parsing: Array(text.utf8), file: "c.toml")
            return []
        } catch {
            return error.errors.map(\.text)
        }
    }

    @Test func modelIsRead() throws {
        let text = """
            # A comment
            [model]
            wire = "anthropic"
            endpoint = 'https://a.example/v1'
            model = "m"
            key-env = "A_KEY"
            price-input = 3
            price-output = 15.5
            max-cost = 0.25
            max-calls-per-day = 100
            timeout = "2m"
            timeout-idle = "500ms"
            cache-age = "24h"
            concurrency = 2
            allow-plain-http = false
            """
        let file = try ConfigurationFile(parsing: Array(text.utf8), file: "c.toml")
        #expect(file.model.entries[.wire] == .init("anthropic", from: .file("c.toml", line: 3)))
        let settings = try #require(try ModelSettings.resolved(file: file.model))
        #expect(settings.wire == .anthropic && settings.key == .environment("A_KEY"))
        #expect(settings.prices == .init(input: 3, output: 15.5))
        #expect(settings.budget == .init(run: .init(micros: 250_000), day: .init(calls: 100)))
        #expect(settings.timeouts.whole == .seconds(120))
        #expect(settings.timeouts.idle == .milliseconds(500))
        #expect(settings.cacheAge == .seconds(86_400) && settings.concurrency == 2)
        #expect(settings.origins[.concurrency] == .file("c.toml", line: 14))
    }

    @Test func nothingIsNothing() throws {
        let file = try ConfigurationFile(parsing: [], file: "c.toml")
        #expect(file.model.entries.isEmpty)
    }

    @Test func unknownKeysAreRefusedWithWhatWasMeant() {
        #expect(
            problems("[model]\nmodle = \"m\"\n\nmax-call = 3\n[modell]\nx = 1\n") == [
                "c.toml:5: modell: unknown key; did you mean model?",
                "c.toml:4: model.max-call: unknown key; did you mean max-calls?",
                "c.toml:2: model.modle: unknown key; did you mean model?",
            ])
        #expect(problems("[model]\nfrequency = 1")[0].contains("expected one of allow-plain-http"))
    }

    @Test func keyItselfIsRefusedAndNotRepeated() {
        let found = problems("[model]\napi-key = \"sk-secret\"\n")
        #expect(found.count == 1 && found[0].contains("key-env") && !found[0].contains("sk-secret"))
    }

    @Test func typesAreChecked() {
        #expect(
            problems("[model]\nmax-calls = \"3\"\ntimeout = 3\n") == [
                "c.toml:2: model.max-calls: expected a whole number, found a string",
                "c.toml:3: model.timeout: expected a string, found a whole number",
            ])
        #expect(problems("[model]\ntimeout = \"soon\"\n")[0].hasPrefix("c.toml:2: model.timeout:"))
        #expect(
            problems("model = 3\n") == ["c.toml:1: model: expected a table, found a whole number"])
        #expect(problems("[model\n")[0].hasPrefix("c.toml:1: "))
        #expect(problems("[model]\nmodel = \"a\\u0000b\"\n") == ["c.toml:2: an escaped NUL"])
    }

    @Test func distanceOfWords() {
        for (first, second, distance) in [
            ("", "", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("modle", "model", 1),
            ("max-calls", "max-call", 1), ("ca", "abc", 3),
        ] {
            #expect(EditDistance.between(first, second) == distance)
            #expect(EditDistance.between(second, first) == distance)
        }
    }
}
