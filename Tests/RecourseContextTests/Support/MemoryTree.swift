import RecourseCore
import Synchronization

/// A tree in memory, with a clock of its own, that counts what is read of it.
final class MemoryTree: ProjectTree {
    struct File: Sendable {
        var bytes: [UInt8]
        var modified: Int64
        var inode: UInt64
        var kind = FileStamp.Kind.file
    }

    private struct State {
        var files: [String: File] = [:]
        var now: Int64 = 1_700_000_000_000_000_001
        var nextInode: UInt64 = 1
        var reads: [String] = []
    }

    let root = "/project"
    private let state = Mutex(State())

    init(_ files: [String: String] = [:]) {
        for (path, text) in files.sorted(by: { $0.key < $1.key }) { write(path, text) }
        pass(seconds: 10)
    }

    var paths: [String] { state.withLock { $0.files.keys.sorted() } }

    func pass(seconds: Int64) { state.withLock { $0.now += seconds * 1_000_000_000 } }

    /// Writes without letting time pass.
    func write(_ path: String, _ text: String) { write(path, bytes: Array(text.utf8)) }

    func write(_ path: String, bytes: [UInt8]) {
        state.withLock { state in
            let inode = state.files[path]?.inode ?? state.nextInode
            if inode == state.nextInode { state.nextInode += 1 }
            state.files[path] = File(bytes: bytes, modified: state.now, inode: inode)
        }
    }

    func remove(_ path: String) { state.withLock { $0.files[path] = nil } }

    func touch(_ path: String) {
        state.withLock { state in
            let now = state.now
            state.files[path]?.modified = now
        }
    }

    /// What was read since the last time it was asked.
    func takeReads() -> [String] {
        state.withLock { state in
            defer { state.reads = [] }
            return state.reads.sorted()
        }
    }

    func contents(of path: String, upTo limit: Int) -> [UInt8]? {
        state.withLock { state in
            state.reads.append(path)
            return state.files[path].map { Array($0.bytes.prefix(limit)) }
        }
    }

    /// In the order of a walk; finds the folders of the earlier survey by their paths.
    func survey(after earlier: TreeSurvey?) -> TreeSurvey {
        state.withLock { state in
            var survey = TreeSurvey(takenAt: state.now)
            let known = Dictionary(
                uniqueKeysWithValues: (earlier?.folders.indices).map { folders in
                    folders.map { (earlier?.path(ofFolder: $0) ?? "", Int32($0)) }
                } ?? [])
            visit("", state.files, known, &survey)
            return survey
        }
    }

    private func visit(
        _ folder: String, _ files: [String: File], _ known: [String: Int32],
        _ survey: inout TreeSurvey
    ) {
        let prefix = folder.isEmpty ? "" : folder + "/"
        var own: [[UInt8]] = []
        var below: Set<[UInt8]> = []
        for path in files.keys where path.hasPrefix(prefix) {
            let rest = path.dropFirst(prefix.count)
            if let slash = rest.firstIndex(of: "/") {
                below.insert(Array(rest[..<slash].utf8))
            } else {
                own.append(Array(rest.utf8))
            }
        }
        let index = survey.folders.count
        let name = folder.isEmpty ? "." : folder
        survey.folders.append(
            TreeFolder(
                stamp: FileStamp(size: 0, modified: 1, changed: 1, inode: 0, kind: .folder),
                path: UInt32(survey.text.count), pathLength: UInt32(name.utf8.count),
                firstFile: UInt32(survey.names.count), fileCount: UInt32(own.count), extent: 1,
                earlier: known[folder] ?? -1))
        survey.text += Array(name.utf8) + [0]
        for bytes in own.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            survey.names.append(UInt32(survey.text.count))
            survey.text += bytes + [0]
            guard let file = files[prefix + String(decoding: bytes, as: UTF8.self)] else {
                continue
            }
            survey.stamps.append(
                FileStamp(
                    size: Int64(file.bytes.count), modified: file.modified, changed: file.modified,
                    inode: file.inode, kind: file.kind))
        }
        for bytes in below.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            visit(prefix + String(decoding: bytes, as: UTF8.self), files, known, &survey)
        }
        survey.folders[index].extent = UInt32(survey.folders.count - index)
    }
}
