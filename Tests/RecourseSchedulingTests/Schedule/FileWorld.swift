import RecourseLearning
import RecourseScheduling

/// A file system in memory whose contents are hashes of everything that was read to make them.
struct FileWorld: Equatable {
    private(set) var entries: [String: UInt64] = [
        "/w": 1, "/w/a": 1, "/w/b": 1, "/w/a/x": 2, "/w/b/y.c": 3, "/w/b/z": 4,
    ]

    /// What a random command touches.
    enum Touch: Hashable {
        case file(String)
        case tree(String)
        case glob(folder: String, ending: String)

        var claim: PathClaim {
            switch self {
            case .file(let path): .file(path)
            case .tree(let path): .tree(path)
            case .glob(let folder, let ending): .glob("\(folder)/*\(ending)")
            }
        }

        func holds(_ path: String) -> Bool {
            switch self {
            case .file(let own): return path == own
            case .tree(let own): return path == own || path.hasPrefix(own + "/")
            case .glob(let folder, let ending):
                guard path.hasPrefix(folder + "/"), path.hasSuffix(ending) else { return false }
                return !path.dropFirst(folder.count + 1).contains("/")
            }
        }

        var base: String {
            switch self {
            case .file(let path), .tree(let path), .glob(let path, _): path
            }
        }
    }

    static let folders = ["/w", "/w/a", "/w/b", "/w/a/c"]
    static let names = ["x", "y.c", "z", "q.c"]

    static func touch(_ generator: inout SplitMix64) -> Touch {
        let folder = folders.randomElement(using: &generator)!
        switch Int.random(in: 0..<12, using: &generator) {
        case 0: return .tree(folder == "/w" ? "/w/b" : folder)
        case 1:
            return .glob(folder: folder, ending: [".c", "", "x"].randomElement(using: &generator)!)
        case 2: return .file(folder)
        default: return .file("\(folder)/\(names.randomElement(using: &generator)!)")
        }
    }

    private static func mixed(_ hash: UInt64, _ text: String) -> UInt64 {
        text.utf8.reduce(hash) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// A hash of all that is read, of the folders above included.
    func read(_ touches: [Touch], seed: UInt64) -> UInt64 {
        var hash = seed &* 0x9E37_79B9_7F4A_7C15
        for touch in touches {
            for (path, content) in entries.sorted(by: { $0.key < $1.key })
            where touch.holds(path) || touch.base.hasPrefix(path + "/") {
                hash = Self.mixed(hash &+ (touch.holds(path) ? content : 7), path)
            }
        }
        return hash
    }

    func readAll(seed: UInt64) -> UInt64 { read([.tree("/w")], seed: seed) }

    mutating func write(_ touches: [Touch], _ hash: UInt64) {
        for touch in touches {
            switch touch {
            case .file(let path):
                // As in a file system, not without its folder.
                let parent = String(path[..<path.lastIndex(of: "/")!])
                if parent.isEmpty || entries[parent] != nil {
                    entries[path] = Self.mixed(hash, path)
                }
            case .tree(let path):
                entries = entries.filter { !touch.holds($0.key) }
                let parent = String(path[..<path.lastIndex(of: "/")!])
                guard hash % 3 > 0, entries[parent] != nil else { continue }
                entries[path] = hash
                entries[path + "/x"] = Self.mixed(hash, path)
            case .glob:
                for path in entries.keys where touch.holds(path) {
                    entries[path] =
                        hash % 3 == 0 && path.hasSuffix(".c") ? nil : Self.mixed(hash, path)
                }
            }
        }
    }
}

/// A command of random effects.
struct WorldCommand {
    var number: Int
    var reads: [FileWorld.Touch]
    var writes: [FileWorld.Touch]
    var needs: [Int]
    var locks: Set<String>
    var isBarrier: Bool
    var seconds: Double

    init(_ number: Int, among count: Int, _ generator: inout SplitMix64) {
        self.number = number
        reads = (0..<Int.random(in: 0...2, using: &generator)).map { _ in
            FileWorld.touch(&generator)
        }
        writes = (0..<Int.random(in: 0...2, using: &generator)).map { _ in
            FileWorld.touch(&generator)
        }
        needs =
            number > 0 && Int.random(in: 0..<4, using: &generator) == 0
            ? [Int.random(in: 0..<number, using: &generator)] : []
        locks =
            Int.random(in: 0..<6, using: &generator) == 0
            ? Set(
                ["l", "m"].shuffled(using: &generator).prefix(
                    Int.random(in: 1...2, using: &generator)))
            : []
        isBarrier = Int.random(in: 0..<16, using: &generator) == 0
        seconds = Double.random(in: 0.1...3, using: &generator)
    }

    var scheduled: ScheduledCommand<Int> {
        ScheduledCommand(
            id: number, position: number,
            effects: CommandEffects(
                reads: reads.map(\.claim), writes: writes.map(\.claim), locks: locks,
                barrier: isBarrier ? .text : nil),
            needs: needs, expectedSeconds: seconds)
    }

    /// What it reads, as a hash that its success depends on as well.
    func look(_ world: FileWorld) -> UInt64 {
        isBarrier
            ? world.readAll(seed: UInt64(number)) : world.read(reads, seed: UInt64(number))
    }

    static func succeeds(_ hash: UInt64) -> Bool { (hash >> 20) % 6 != 0 }

    func change(_ world: inout FileWorld, _ hash: UInt64) {
        world.write(writes, hash)
        if isBarrier { world.write([.file("/w/b/z"), .tree("/w/a/c")], hash) }
    }
}
