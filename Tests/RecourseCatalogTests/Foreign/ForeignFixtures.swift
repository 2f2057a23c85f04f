import Foundation
import RecourseCatalog
import RecourseCore
import RecoursePCRE2

/// Files of other tools' formats, written here from the formats' documentation, and what becomes of
/// them.
enum ForeignFixtures {
    static let names = [
        "build-failure-analyzer.xml", "eslint-stylish.json", "extension-package.json",
        "gitleaks.toml", "knowledge-base.json", "known-issue.json", "known-issue.md", "made.vim",
        "tasks.json",
    ]

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../Fixtures/Foreign").standardizedFileURL

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appending(path: name)))
    }

    static func imported(_ name: String) throws -> ForeignImport {
        try read(try bytes(name), file: name)
    }

    static func read(
        _ bytes: [UInt8], file: String, as format: ForeignFormat? = nil
    ) throws -> ForeignImport {
        try ForeignReading.read(bytes, file: file, as: format, compiles: error)
    }

    /// PCRE2's words on a regex; `nil` where it compiles.
    static func error(_ regex: String) -> String? {
        do throws(RegexError) {
            _ = try Regex(regex)
            return nil
        } catch {
            return error.message
        }
    }

    /// What is compared with a golden; rewritten instead where `RECOURSE_UPDATE_GOLDENS` is set.
    static func golden(_ name: String, is text: String) throws -> String {
        let file = folder.appending(path: "Golden").appending(path: name)
        if ProcessInfo.processInfo.environment["RECOURSE_UPDATE_GOLDENS"] != nil {
            try Data(text.utf8).write(to: file)
        }
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }

    /// A pack in our format, with everything else in comments.
    static func text(_ result: ForeignImport) -> String {
        var lines = ["# \(result.format.rawValue)"]
        lines += result.notes.map { "# note: \($0.text)" }
        for grade in result.grades {
            lines += ["# \(grade.text)", "#   \(grade.field): \(grade.original)"]
        }
        for rule in result.redactors {
            lines += [
                "# redactor \(rule.id): \(rule.title)", "#   \(rule.regex)",
                "#   group \(rule.secretGroup), keywords \(rule.keywords), entropy "
                    + (rule.entropy.map { "\($0)" } ?? "any"),
            ]
        }
        return lines.joined(separator: "\n") + "\n" + PackWriting.text(result.pack)
    }
}
