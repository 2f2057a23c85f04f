import RecourseCatalog
import RecourseCore
import Testing

@Suite struct ManifestReadingTests {
    @Test func everyKeyIsRead() throws {
        let pack = try Packs.read(
            """
            format = "recourse-pack/1"
            [pack]
            id = "python"
            version = "1.0.0"
            licence = "MIT"
            max-risk = "environment"
            programs = ["python3", "mkdir"]
            """)
        #expect(
            pack
                == Pack(
                    id: "python", version: "1.0.0", licence: "MIT", maximumRisk: .environment,
                    programs: ["python3", "mkdir"], patterns: []))
    }

    @Test func aPackIsHeldToItsTreeUnlessItSaysMore() throws {
        let pack = try Packs.read(Packs.head)
        #expect(pack.maximumRisk == .workspace)
        #expect(pack.programs.isEmpty)
    }

    @Test(arguments: Risk.allCases) func everyRiskIsRead(risk: Risk) throws {
        #expect(try Packs.read(Packs.head + "max-risk = '\(risk.rawValue)'").maximumRisk == risk)
    }

    @Test func aFileOfAFolderTakesTheFoldersManifest() throws {
        let manifest = try Packs.read(Packs.head)
        let pack = try PackFile(Array(Packs.pattern.utf8), file: "a.toml", manifest: manifest).pack
        #expect(
            pack.id == "made" && pack.version == "1.2.3" && pack.patterns.map(\.id) == ["made.one"])
    }

    @Test func missingPartsAreNamed() {
        #expect(Packs.places("") == ["1 format", "1 pack"])
        #expect(
            Packs.places("format = \"recourse-pack/1\"\n[pack]\n")
                == ["2 pack.id", "2 pack.version", "2 pack.licence"])
        #expect(
            Packs.places("format = \"recourse-pack/2\"\n" + Packs.head.dropFirst(27)) == [
                "1 format"
            ])
    }

    @Test func mistakesAreNamedByLine() {
        #expect(Packs.places(Packs.head + "max-risk = 'some'\n") == ["6 pack.max-risk"])
        #expect(Packs.places(Packs.head + "author = 'me'\n") == ["6 pack.author"])
        #expect(Packs.places(Packs.head + "programs = 'me'\n") == ["6 pack.programs"])
        #expect(Packs.places(Packs.head + "programs = ['me', 1]\n") == ["6 pack.programs"])
        #expect(Packs.places("extra = 1\n" + Packs.head) == ["1 extra"])
    }
}
