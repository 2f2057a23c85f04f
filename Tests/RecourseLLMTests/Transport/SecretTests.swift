import Foundation
import RecourseCore
import Testing

@testable import RecourseLLM

@Suite("Secrets")
struct SecretTests {
    @Test func isNeverPrinted() throws {
        let secret = try Secret(" sk-1234 \n")
        struct Holder { var secret: Secret }
        var dumped = ""
        dump(Holder(secret: secret), to: &dumped)
        for text in [
            "\(secret)", String(reflecting: secret), "\(Holder(secret: secret))", dumped,
            String(describing: Optional(secret)),
        ] {
            #expect(!text.contains("1234"), "\(text)")
        }
        #expect("\(secret)" == "•••" && secret.revealed() == "sk-1234")
        #expect(secret.removed(from: "Bearer sk-1234, sk-123") == "Bearer •••, sk-123")
    }

    @Test func whatCouldBreakAHeaderIsRefused() {
        for text in ["", " \n", "a b", "a\nb", "a\r\nX: y", "schlüssel", "a\u{0}b", "“a”"] {
            #expect(throws: Secret.Refusal.self, "\(text)") { try Secret(text) }
        }
    }

    private func settings(_ key: ModelSettings.KeySource) throws -> ModelSettings {
        try Sample.settings { $0.key = key }
    }

    @Test func comesFromTheVariableThatIsNamed() throws {
        let settings = try settings(.environment("MY_KEY"))
        let secret = try KeyReading.secret(settings) { $0 == "MY_KEY" ? "abcd\n" : nil }
        #expect(secret?.revealed() == "abcd")
        #expect(throws: ModelSettingsError.self) {
            try KeyReading.secret(settings) { _ in nil }
        }
        do {
            _ = try KeyReading.secret(settings) { _ in "ab cd-secret" }
            Issue.record("a key with a blank was taken")
        } catch {
            #expect(!error.text.contains("secret") && !"\(error)".contains("cd-secret"))
        }
    }

    @Test func comesFromAFileThatNobodyElseReads() throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("recourse-key-\(UInt64.random(in: 0...UInt64.max))").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = FileManager.default.createFile(
            atPath: path, contents: Data("file-key\n".utf8), attributes: [.posixPermissions: 0o600])
        let settings = try settings(.file(path))
        #expect(try KeyReading.secret(settings) { _ in nil }?.revealed() == "file-key")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        do {
            _ = try KeyReading.secret(settings) { _ in nil }
            Issue.record("a key that others read was taken")
        } catch {
            #expect(error.reason.contains("0600") && !error.text.contains("file-key"))
        }
    }
}
