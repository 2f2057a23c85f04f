import Foundation
import RecourseCatalog
import RecourseCore
import Testing

/// What is written is read back as the same values.
@Suite struct RoundTripTests {
    @Test(arguments: 0..<20) func randomPacks(block: Int) throws {
        for seed in (block * 15)..<(block * 15 + 15) {
            var random = RandomPacks(seed: UInt64(seed))
            let pack = try random.pack()
            let text = PackWriting.text(pack)
            do {
                let read = try PackFile(Array(text.utf8), file: "seed-\(seed)").pack
                #expect(read == pack, "seed \(seed)")
            } catch let errors as PackErrors {
                Issue.record("\(errors.errors.map(\.text))")
            }
        }
    }

    @Test func builtInPacks() throws {
        let files = try BuiltInFiles.all()
        #expect(files.count > 10)
        for file in files {
            let pack = try PackFile([UInt8](Data(contentsOf: file)), file: file.path).pack
            let text = PackWriting.text(pack)
            #expect(try Packs.read(text) == pack, "\(file.lastPathComponent)")
            #expect(PackWriting.text(try Packs.read(text)) == text)
        }
    }

    @Test func noIdStandsInTwoBuiltInPacks() throws {
        let patterns = try BuiltInFiles.all().flatMap {
            try PackFile([UInt8](Data(contentsOf: $0)), file: $0.path).pack.patterns
        }
        #expect(Set(patterns.map(\.id)).count == patterns.count)
    }
}

/// The files of `patterns/`.
enum BuiltInFiles {
    static func all() throws -> [URL] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
            path: "../../patterns")
        return try FileManager.default
            .contentsOfDirectory(at: root.standardizedFileURL, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "toml" }.sorted { $0.path < $1.path }
    }
}
