import RecourseCore
import Testing

@Suite struct ChangeRecordTests {
    private var full: ChangeRecord {
        ChangeRecord(
            id: "20260131T235959-000001-0a1b2c3d-0000", batch: "20260131T235959-000001-0a1b2c3d",
            origin: ChangeOrigin(
                run: "r1", task: "1.2", fix: FixReference(pattern: "a.b", fix: "c"),
                note: "by hand \"x\"\n\t\u{1}ü🙂"),
            tree: "/tmp/a\\b", path: "src/é.txt",
            before: .init(hash: "00", bytes: 3, mode: 0o755),
            after: .init(hash: "11", bytes: 4, mode: 0o644), backup: "copy",
            madeFolders: ["src", "src/x"], at: 1_769_903_999.25, restoredAt: 1.5)
    }

    @Test func survivesItsJSON() {
        #expect(ChangeRecord(json: full.json) == full)
        let bare = ChangeRecord(
            id: "i", batch: "b", origin: ChangeOrigin(), tree: "/", path: "x", before: nil,
            after: nil, backup: nil, at: 0)
        #expect(ChangeRecord(json: bare.json) == bare)
        #expect(bare.fullPath == "/x")
    }

    @Test func halfOfOneIsNone() {
        let json = full.json
        #expect(ChangeRecord(json: []) == nil)
        for length in 0..<(json.count - 2) {
            #expect(ChangeRecord(json: Array(json[..<length])) == nil)
        }
        let later = String(decoding: json, as: UTF8.self).replacing(
            "\"format\": 1", with: "\"format\": 2")
        #expect(ChangeRecord(json: Array(later.utf8)) == nil)
    }
}
