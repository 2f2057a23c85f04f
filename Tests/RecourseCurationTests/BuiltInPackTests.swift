import Foundation
import RecourseCatalog
import RecourseCore
import RecourseCuration
import Testing

/// The files of `patterns/` keep the rules. What their fixes resolve to needs the resolver of
/// `RecourseAgent`, and whether patterns overlap is judged over all packs at once: `recourse
/// patterns lint` and `overlap` see to both.
@Suite struct BuiltInPackTests {
    static func files() -> [URL] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
            path: "../../patterns")
        let files = try? FileManager.default.contentsOfDirectory(
            at: root.standardizedFileURL, includingPropertiesForKeys: nil)
        return (files ?? []).filter { $0.pathExtension == "toml" }.sorted { $0.path < $1.path }
    }

    @Test func arePresent() { #expect(Self.files().count > 10) }

    @Test(arguments: files()) func keepTheRules(file: URL) async throws {
        let pack = try PackFile([UInt8](Data(contentsOf: file)), file: file.path).pack
        let linter = PackLinter { _, _, _, _ in .inapplicable(why: "not asked") }
        let findings = await linter.findings(in: pack)
            .filter { !$0.rule.isNote && $0.rule != .fixResolvesDifferently }
        #expect(findings.map { "\($0.pattern) \($0.rule.rawValue): \($0.message)" } == [])
    }
}
