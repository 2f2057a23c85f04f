import Testing

@testable import RecourseCatalog

/// Documents that would take a parser gigabytes, or all of its stack.
@Suite struct FileSizeTests {
    private func reason(_ text: String) throws -> String {
        try #require(throws: PackErrors.self) { try PackFile(Array(text.utf8), file: "made.toml") }
            .errors.map(\.text).joined(separator: "\n")
    }

    @Test func tooManyTables() throws {
        let tables = String(repeating: "[[a]]\n", count: PackFile.maximumTables + 1)
        #expect(try reason(tables).contains("tables and 0 values; at most"))
    }

    @Test func tooManyValues() throws {
        let items = "a = [" + String(repeating: "1,", count: PackFile.maximumValues) + "1]\n"
        #expect(try reason(items).contains("0 tables and 800001 values; at most"))
    }

    @Test func aKeyOfTooManyParts() throws {
        let key = String(repeating: "a.", count: TOMLStatements.deepestKey + 1) + "a = 1\n"
        #expect(try reason("b = 1\n" + key) == "made.toml:2: a key of more than 100 parts")
        #expect(try reason("x = { \(key.dropLast()) }\n").contains("a key of more than 100 parts"))
        // Dots in a string are no key.
        let dots = "format = '" + String(repeating: ".", count: 5_000) + "'\n"
        #expect(try !reason(dots).contains("a key of more"))
    }

    @Test func problemsAreToldUpToAHundred() throws {
        let keys = (0..<500).map { "k\($0) = 1\n" }.joined()
        let errors = try #require(throws: PackErrors.self) {
            try PackFile(Array(keys.utf8), file: "made.toml")
        }.errors
        #expect(errors.count == 101)
        #expect(errors.last?.reason.hasSuffix("there are more problems") == true)
    }
}
