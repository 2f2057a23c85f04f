import RecourseCatalog
import RecourseCore
import Testing

/// Documents around the part that a test is about.
enum Packs {
    static let head = """
        format = "recourse-pack/1"
        [pack]
        id = "made"
        version = "1.2.3"
        licence = "MIT"

        """

    static let pattern = """
        [[pattern]]
        id = "made.one"
        title = "One"
        category = "test"
        regex = '''^one: (?<x>\\w+)$'''

        """

    static func read(_ text: String) throws -> Pack {
        try PackFile(Array(text.utf8), file: "made.toml").pack
    }

    /// The only pattern of the usual head, pattern and more lines.
    static func pattern(_ more: String) throws -> Pattern {
        try #require(read(head + pattern + more).patterns.first)
    }

    /// The only fix of a pattern with it.
    static func fix(_ lines: String) throws -> Fix {
        try #require(pattern("[[pattern.fix]]\nid = \"f\"\n" + lines).fixes.first)
    }

    /// What is wrong, as `LINE FIELD`; empty where nothing is.
    static func errors(_ text: String) -> [PackError] {
        do {
            _ = try read(text)
            return []
        } catch let errors as PackErrors {
            return errors.errors
        } catch {
            Issue.record(error)
            return []
        }
    }

    static func places(_ text: String) -> [String] {
        errors(text).map { "\($0.line) \($0.field)" }
    }
}
