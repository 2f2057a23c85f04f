import RecourseCore
import RecourseText
import Testing

@Suite struct PatchRoundTripTests {
    /// Written as text, read and applied: the new text, byte by byte.
    @Test func aDifferenceAppliesToWhatItWasMadeOf() throws {
        var random = RandomText(seed: 1)
        for round in 0..<4000 {
            let old = random.text(most: 1 + round % 30)
            let new = round % 3 == 0 ? random.text(most: 1 + round % 30) : random.edited(old)
            guard let patch = FilePatch(path: "a b/ü\"x", from: old, to: new) else {
                #expect(old == new)
                continue
            }
            let read = try UnifiedPatch.files(in: "some words\n" + patch.text)
            #expect(read.count == 1)
            #expect(read[0].path == patch.path)
            #expect(try read[0].applied(to: old) == new)
        }
    }

    @Test func aNewAndADeletedFile() throws {
        var random = RandomText(seed: 2)
        for _ in 0..<300 {
            let text = random.text(most: 6)
            let created = try #require(
                FilePatch(path: "x y", from: nil, to: text, isExecutable: true))
            let deleted = try #require(FilePatch(path: "x y", from: text, to: nil))
            let files = try UnifiedPatch.files(in: created.text + deleted.text)
            #expect(files.map(\.kind) == [.create, .delete])
            #expect(files.map(\.path) == ["x y", "x y"])
            #expect(files[0].isExecutable)
            #expect(try files[0].applied(to: nil) == text)
            #expect(try files[1].applied(to: text) == nil)
            #expect(throws: PatchError.exists) { try files[0].applied(to: []) }
            #expect(throws: PatchError.missing) { try files[1].applied(to: nil) }
            #expect(throws: PatchError.notWhole) { try files[1].applied(to: text + [0x21]) }
        }
    }

    /// Lines put in front move every hunk; what it says is then the same lines elsewhere.
    @Test func aMovedFile() throws {
        var random = RandomText(seed: 3)
        var moved = 0
        for _ in 0..<500 {
            let lines = (0..<30).map { "line \($0) \(random.number(below: 1000))\n" }
            let old = Array(lines.joined().utf8)
            let new = random.edited(old)
            let shift = Array("in front\n".utf8)
            guard let patch = FilePatch(path: "f", from: old, to: new) else { continue }
            let result = Result { try patch.applied(to: shift + old) }
            // A file that the edits made of nothing has no context.
            guard case .success(let text) = result else { continue }
            #expect(text == shift + new)
            moved += 1
        }
        #expect(moved > 400)
    }
}
