import Foundation
import RecourseCatalog
import RecourseCore
import Testing

@Suite struct ForeignFixtureTests {
    @Test(arguments: ForeignFixtures.names) func isConvertedAsItsGoldenSays(name: String) throws {
        let text = ForeignFixtures.text(try ForeignFixtures.imported(name))
        #expect(try ForeignFixtures.golden("\(name).toml", is: text) == text)
    }

    @Test(arguments: ForeignFixtures.names) func isInertAndWellFormed(name: String) throws {
        let result = try ForeignFixtures.imported(name)
        #expect(result.pack.patterns.allSatisfy { $0.status == .experimental })
        #expect(result.pack.patterns.allSatisfy { $0.id.isWellFormed && $0.examples.isEmpty })
        #expect(result.pack.maximumRisk <= .retry && result.pack.programs.isEmpty)
        #expect(Set(result.pack.patterns.map(\.id)).count == result.pack.patterns.count)
        for regex in result.pack.patterns.flatMap(\.scope.regexes) {
            #expect(ForeignFixtures.error(regex) == nil)
        }
        for grade in result.grades {
            #expect((grade.pcre2 == nil) == (grade.grade == .refused))
            #expect(grade.grade == .exact || !grade.reasons.isEmpty)
        }
    }

    @Test(arguments: ForeignFixtures.names) func isTheSameAgain(name: String) throws {
        let first = try ForeignFixtures.imported(name)
        #expect(try ForeignFixtures.imported(name).pack == first.pack)
    }

    /// Exported in our format and read again, with what it was before.
    @Test(arguments: ForeignFixtures.names) func comesThroughOurFormat(name: String) throws {
        let pack = try ForeignFixtures.imported(name).pack
        let text = PackWriting.text(pack)
        #expect(try PackFile(Array(text.utf8), file: "again.toml").pack == pack)
        for pattern in pack.patterns {
            #expect(try Pattern(json: try JSONEncoder().encode(pattern)) == pattern)
            #expect(pattern.origin?.regexes.count == pattern.scope.regexes.count)
        }
    }

    @Test func aChosenNameIsKept() throws {
        let result = try ForeignReading.read(
            try ForeignFixtures.bytes("knowledge-base.json"), file: "-", pack: "our-jenkins",
            compiles: { _ in nil })
        #expect(result.pack.id == "our-jenkins")
        #expect(result.pack.patterns.first?.id == "our-jenkins.agent-went-away")
    }

    @Test func ourOwnPacksAreReadToo() throws {
        let text = Packs.head + Packs.pattern
        let result = try ForeignFixtures.read(Array(text.utf8), file: "made.toml")
        #expect(result.format == .recoursePack)
        #expect(result.pack == (try Packs.read(text)))
    }
}
