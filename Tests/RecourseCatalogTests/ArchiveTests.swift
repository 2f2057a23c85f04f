import CZlib
import Foundation
import Testing

@testable import RecourseCatalog

/// Archives made here byte by byte, sound and hostile.
@Suite struct ArchiveTests {
    private func entries(_ bytes: [UInt8]) throws -> [String: String] {
        let archive = try ArchiveFile(bytes, file: "pack")
        return Dictionary(
            uniqueKeysWithValues: archive.entries.map {
                ($0.path, String(decoding: $0.bytes, as: UTF8.self))
            })
    }

    private func refusal(_ bytes: [UInt8]) -> String? {
        do {
            _ = try ArchiveFile(bytes, file: "pack")
            return nil
        } catch {
            return (error as? PackErrors)?.errors.map(\.text).joined(separator: "\n")
        }
    }

    @Test func filesOfATar() throws {
        let tar = MadeTar.archive([
            .init("./a.toml", "one"), .init("dir/", "", kind: "5"), .init("dir/b.toml", "two"),
        ])
        #expect(ArchiveFile.isArchive(tar))
        #expect(try entries(tar) == ["a.toml": "one", "dir/b.toml": "two"])
        #expect(try entries(MadeTar.gzipped(tar)) == ["a.toml": "one", "dir/b.toml": "two"])
        #expect(!ArchiveFile.isArchive(Array("format = \"recourse-pack/1\"".utf8)))
    }

    @Test func longNames() throws {
        let name = String(repeating: "d/", count: 80) + "x.toml"
        #expect(
            try entries(
                MadeTar.archive([.init("././@LongLink", name + "\0", kind: "L"), .init("cut", "x")])
            )
                == [name: "x"])
        let record = " path=\(name)\n"
        let length = record.utf8.count + 3
        #expect(
            try entries(
                MadeTar.archive([.init("pax", "\(length)\(record)", kind: "x"), .init("cut", "x")]))
                == [name: "x"])
    }

    @Test(arguments: ["../x", "a/../../x", "/etc/passwd", "C:\\x", "a\\b", "a\u{1b}b", "c:x"])
    func namesThatLeadAway(name: String) {
        #expect(refusal(MadeTar.archive([.init(name, "x")]))?.hasPrefix("pack: ") == true)
        #expect(refusal(MadeZip.archive([.init(name, "x")]))?.hasPrefix("pack: ") == true)
    }

    @Test(arguments: ["1", "2", "3", "6"]) func linksAndDevices(kind: Character) {
        let said = refusal(MadeTar.archive([.init("a", "", kind: kind)]))
        #expect(said?.hasPrefix("pack: a: is ") == true)
    }

    @Test func zips() throws {
        let zip = MadeZip.archive([.init("a.toml", "one"), .init("d/", ""), .init("d/b", "two")])
        #expect(try entries(zip) == ["a.toml": "one", "d/b": "two"])
        let deflated = MadeZip.archive([
            .init("a", String(repeating: "ab", count: 5_000), isDeflated: true)
        ])
        #expect(try entries(deflated)["a"]?.count == 10_000)
        #expect(refusal(MadeZip.archive([.init("a", "x", mode: 0o120777)])) == "pack: a: is a link")
        #expect(refusal(Array(zip.dropLast(3))) != nil)
        #expect(
            refusal(MadeZip.archive([.init("a", "x"), .init("a", "y")]))
                == "pack: a: stands twice in the archive")
    }

    @Test func bombs() {
        let zeros = MadeTar.gzipped([UInt8](repeating: 0, count: 1 << 20))
        #expect(throws: ArchiveProblem.self) { try Inflation.gzip(zeros, limit: 1 << 19) }
        #expect(throws: Never.self) { try Inflation.gzip(zeros, limit: 1 << 20) }
        // The directory promises less than there is.
        let lying = MadeZip.archive([
            .init("a", String(repeating: "0", count: 1 << 20), isDeflated: true, promised: 10)
        ])
        #expect(refusal(lying)?.contains("unpacks to more than 10 bytes") == true)
        let many = (0...ArchiveFile.maximumEntries).map { MadeTar.Member("f\($0)", "") }
        #expect(refusal(MadeTar.archive(many))?.contains("more than 10000 files") == true)
        let shared = MadeZip.archive(
            [.init("a", String(repeating: "x", count: 9_000))], copies: 40)
        #expect(refusal(shared) != nil)
    }

    @Test func damage() {
        var tar = MadeTar.archive([.init("a", "x")])
        tar[0] = 0x62
        #expect(refusal(tar) == "pack: b: has a damaged header")
        #expect(
            refusal(
                Array(MadeTar.archive([.init("a", String(repeating: "x", count: 900))]).prefix(700))
            ) == "pack: a: is cut off")
        var gzip = MadeTar.gzipped(MadeTar.archive([.init("a", "x")]))
        gzip[gzip.count / 2] ^= 0xFF
        #expect(refusal(gzip) != nil)
        #expect(refusal(Array("PK\u{3}\u{4}".utf8)) != nil)
        #expect(refusal([0x1F, 0x8B]) != nil)
    }

    /// Any archive with a byte changed is read, or refused with a reason.
    @Test func changedBytes() throws {
        let sound = [
            MadeTar.archive([.init("a.toml", "one"), .init("b", "two")]),
            MadeZip.archive([
                .init("a.toml", "one"),
                .init("b", String(repeating: "x", count: 400), isDeflated: true),
            ]),
            MadeTar.gzipped(MadeTar.archive([.init("a", "x")])),
        ]
        for archive in sound {
            for position in stride(from: 0, to: archive.count, by: max(1, archive.count / 700)) {
                for change: UInt8 in [0x01, 0x80, 0xFF] {
                    var changed = archive
                    changed[position] ^= change
                    if let said = refusal(changed) { #expect(said.hasPrefix("pack: ")) }
                }
            }
        }
    }
}
