import RecourseCore
import RecourseLearning
import Testing

@testable import RecourseContext

@Suite("Context snapshot")
struct ContextSnapshotTests {
    private static func project(_ count: Int) -> MemoryTree {
        var files: [String: String] = [:]
        for index in 0..<count {
            files["Sources/Part\(index % 10)/File\(index).swift"] =
                "struct Thing\(index) {\n    func act\(index)() {}\n}\n"
        }
        return MemoryTree(files)
    }

    @Test func readsNothingAgainWhereNothingChanged() {
        let tree = Self.project(200)
        let first = ContextSnapshot.refreshed(from: nil, in: tree)
        #expect(tree.takeReads().count == 200)
        #expect(first.filesRead == 200)
        #expect(first.isWorthKeeping)
        let second = ContextSnapshot.refreshed(from: first.snapshot, in: tree)
        #expect(tree.takeReads() == [])
        #expect(second.changes.isEmpty)
        #expect(second.filesRead == 0)
        #expect(!second.isWorthKeeping)
    }

    @Test func readsOnlyTheTenThatChanged() {
        let tree = Self.project(1_000)
        let first = ContextSnapshot.refreshed(from: nil, in: tree)
        _ = tree.takeReads()
        tree.pass(seconds: 5)
        let changed = tree.paths.enumerated().filter { $0.offset % 100 == 7 }.map(\.element)
        for path in changed { tree.write(path, "struct Changed {}\n") }
        let second = ContextSnapshot.refreshed(from: first.snapshot, in: tree)
        #expect(changed.count == 10)
        #expect(tree.takeReads() == changed)
        #expect(second.changes.changed.sorted() == changed)
        #expect(second.changes.added.isEmpty && second.changes.removed.isEmpty)
    }

    /// Written twice within one step of the clock, to the same size, with a snapshot between.
    @Test func noticesARacyChange() {
        let tree = Self.project(3)
        let path = tree.paths[1]
        tree.write(path, "let value = 1\n")
        let first = ContextSnapshot.refreshed(from: nil, in: tree)
        tree.write(path, "let value = 2\n")
        let second = ContextSnapshot.refreshed(from: first.snapshot, in: tree)
        #expect(second.changes.changed == [path])
        // Still within the step: read again, and found the same.
        _ = tree.takeReads()
        let third = ContextSnapshot.refreshed(from: second.snapshot, in: tree)
        #expect(tree.takeReads() == [path])
        #expect(third.changes.isEmpty)
        // The step is over: one more reading settles it.
        tree.pass(seconds: 3)
        let fourth = ContextSnapshot.refreshed(from: third.snapshot, in: tree)
        #expect(fourth.isWorthKeeping)
        _ = tree.takeReads()
        _ = ContextSnapshot.refreshed(from: fourth.snapshot, in: tree)
        #expect(tree.takeReads() == [])
    }

    @Test func aTouchedFileIsReadAndHasNotChanged() {
        let tree = Self.project(5)
        let first = ContextSnapshot.refreshed(from: nil, in: tree)
        tree.pass(seconds: 5)
        tree.touch(tree.paths[2])
        let second = ContextSnapshot.refreshed(from: first.snapshot, in: tree)
        #expect(second.filesRead == 1)
        #expect(second.changes.isEmpty)
    }

    @Test func neverOpensSecrets() {
        let tree = MemoryTree([
            ".env": "TOKEN=1", ".env.production": "A=1", ".env.example": "A=", "a/id_rsa": "x",
            "deploy/server.pem": "x", ".aws/config": "x", "code.py": "def run(): pass\n",
        ])
        let refresh = ContextSnapshot.refreshed(from: nil, in: tree)
        #expect(tree.takeReads() == [".env.example", "code.py"])
        #expect(refresh.snapshot.facts.count == 7)
    }

    @Test func countsWhatIsNoText() throws {
        let tree = MemoryTree(["big.txt": String(repeating: "a b ", count: 200_000), "i.png": "x"])
        tree.write("nul.dat2", bytes: [65, 0, 66])
        let snapshot = ContextSnapshot.refreshed(from: nil, in: tree).snapshot
        func reading(_ path: String) throws -> FileFacts.Reading {
            snapshot.facts[try #require(snapshot.file(at: path))].reading
        }
        #expect(try reading("big.txt") == .tooLarge)
        #expect(try reading("i.png") == .binary)
        #expect(try reading("nul.dat2") == .binary)
    }

    @Test func readsOnInTheNextRefresh() {
        let tree = Self.project(20)
        var limits = ContextSnapshot.Limits()
        limits.refreshBytes = 300
        var refresh = ContextSnapshot.refreshed(from: nil, in: tree, limits: limits)
        var rounds = 1
        while refresh.snapshot.facts.contains(where: { $0.reading == .waiting }) {
            refresh = ContextSnapshot.refreshed(from: refresh.snapshot, in: tree, limits: limits)
            rounds += 1
            #expect(rounds < 30)
        }
        #expect(rounds > 2)
        #expect(tree.takeReads() == tree.paths)
    }

    /// Whatever changes, a refresh ends at what a survey from nothing finds, and says what changed.
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func refreshEqualsFreshSurvey(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let tree = MemoryTree()
        var snapshot: ContextSnapshot?
        var known: [String: String] = [:]
        for _ in 0..<12 {
            var truth = known
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                let folder = ["", "a/", "a/b/", "b/", "b/a/c/"].randomElement(using: &random) ?? ""
                let path = "\(folder)\(Int.random(in: 0...5, using: &random)).py"
                switch Int.random(in: 0...3, using: &random) {
                case 0:
                    tree.remove(path)
                    truth[path] = nil
                case 1 where truth[path] != nil: tree.touch(path)
                default:
                    let text = "def name\(Int.random(in: 0...9, using: &random))(): pass\n"
                    tree.write(path, text)
                    truth[path] = text
                }
            }
            let refresh = ContextSnapshot.refreshed(from: snapshot, in: tree)
            var fresh = ContextSnapshot.refreshed(from: nil, in: tree).snapshot
            var mine = refresh.snapshot
            for index in mine.survey.folders.indices { mine.survey.folders[index].earlier = -1 }
            fresh.survey.takenAt = mine.survey.takenAt
            #expect(mine == fresh)
            #expect(ContextSnapshot(encoded: mine.encoded) == mine)
            if snapshot != nil {
                let (before, after) = (known, truth)
                #expect(Set(refresh.changes.added) == Set(after.keys).subtracting(before.keys))
                #expect(Set(refresh.changes.removed) == Set(before.keys).subtracting(after.keys))
                let differing = after.keys.filter { before[$0] != nil && before[$0] != after[$0] }
                #expect(Set(refresh.changes.changed).isSuperset(of: differing))
            }
            snapshot = refresh.snapshot
            known = truth
            if Bool.random(using: &random) { tree.pass(seconds: 4) }
        }
    }

    @Test func refusesWhatIsDamaged() throws {
        let snapshot = ContextSnapshot.refreshed(from: nil, in: Self.project(30)).snapshot
        let bytes = snapshot.encoded
        #expect(ContextSnapshot(encoded: bytes) == snapshot)
        #expect(ContextSnapshot(encoded: []) == nil)
        #expect(ContextSnapshot(encoded: Array("no snapshot".utf8)) == nil)
        var random = SplitMix64(seed: 7)
        for _ in 0..<500 {
            var damaged = bytes
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0...2, using: &random) {
            case 0: damaged[place] ^= UInt8.random(in: 1...255, using: &random)
            case 1: damaged.removeSubrange(place...)
            default: damaged.insert(0, at: place)
            }
            #expect(ContextSnapshot(encoded: damaged) == nil)
        }
    }

    /// With a right digest, and wrong places inside.
    @Test func survivesForgery() {
        var snapshot = ContextSnapshot.refreshed(from: nil, in: Self.project(10)).snapshot
        snapshot.survey.names[3] = .max
        #expect(ContextSnapshot(encoded: snapshot.encoded) == nil)
        snapshot.survey.names[3] = 0
        #expect(ContextSnapshot(encoded: snapshot.encoded) != nil)
        snapshot.survey.folders[1].extent = 0
        #expect(ContextSnapshot(encoded: snapshot.encoded) == nil)
    }

    @Test func digestsDiffer() {
        var seen: Set<UInt64> = []
        for length in 0..<200 {
            var bytes = [UInt8](repeating: 0, count: length)
            #expect(seen.insert(ContentDigest.of(bytes)).inserted)
            for index in bytes.indices {
                bytes[index] = 1
                #expect(seen.insert(ContentDigest.of(bytes)).inserted)
                bytes[index] = 0
            }
        }
    }
}
