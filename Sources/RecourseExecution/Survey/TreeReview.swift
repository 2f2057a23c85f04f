import RecourseCore
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// Which folders of an earlier survey still have the same names in them, and the stamps of their
/// files now.
///
/// One `fstatat` a file is what remains, and its time; two threads take two thirds of one's. Tried
/// and dropped: paths from the root instead of names in an open folder (each component is looked up
/// again).
struct TreeReview {
    let earlier: TreeSurvey
    /// Aligned with the earlier survey's files; those of a folder that is not the same are void.
    private(set) var stamps: [FileStamp]
    /// Aligned with its folders.
    private(set) var isSame: [Bool]

    var isSameThroughout: Bool { isSame.allSatisfy { $0 } }

    /// - Parameter root: an open folder.
    init(of earlier: TreeSurvey, below root: Int32, threads: Int) {
        self.earlier = earlier
        let folders = earlier.folders
        let parts = Self.parts(of: folders, count: threads)
        let finished = Finished(parts.count)
        var same = [Bool](repeating: false, count: folders.count)
        stamps = [FileStamp](unsafeUninitializedCapacity: earlier.fileCount) { stamps, count in
            same.withUnsafeMutableBufferPointer { same in
                let output = Output(stamps: stamps, isSame: same)
                for part in parts.dropFirst() {
                    let work: @Sendable () -> Void = {
                        Self.review(part, of: earlier, below: root, into: output)
                        finished.one()
                    }
                    if !DedicatedThread.start(work) { work() }
                }
                if let first = parts.first {
                    Self.review(first, of: earlier, below: root, into: output)
                    finished.one()
                }
                finished.wait()
            }
            count = earlier.fileCount
        }
        isSame = same
    }

    /// Ranges of folders with about as many files each.
    private static func parts(of folders: [TreeFolder], count: Int) -> [Range<Int>] {
        // A thread costs as much as two hundred files.
        let total = folders.reduce(0) { $0 + Int($1.fileCount) + 4 }
        let wanted = total < 2_000 ? 1 : count
        var parts: [Range<Int>] = []
        var (start, weight) = (0, 0)
        for index in folders.indices {
            weight += Int(folders[index].fileCount) + 4
            guard weight * wanted >= total, parts.count < wanted - 1 else { continue }
            parts.append(start..<index + 1)
            (start, weight) = (index + 1, 0)
        }
        if start < folders.count { parts.append(start..<folders.count) }
        return parts
    }

    /// Every stamp and every flag of the part's folders is written, whatever happens.
    private static func review(
        _ part: Range<Int>, of earlier: TreeSurvey, below root: Int32, into output: Output
    ) {
        earlier.text.withUnsafeBufferPointer { text in
            guard let text = text.baseAddress else { return }
            for index in part {
                let folder = earlier.folders[index]
                let files = earlier.files(ofFolder: index)
                let path = UnsafeRawPointer(text + Int(folder.path)).assumingMemoryBound(
                    to: CChar.self)
                let opened = SystemError.retrying {
                    openat(root, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                }
                var isSame = false
                if opened >= 0 {
                    var status = stat()
                    isSame =
                        fstat(opened, &status) == 0 && FileStamp(status) == folder.stamp
                        && folder.stamp.isSettled(at: earlier.takenAt)
                }
                for file in files {
                    let name = UnsafeRawPointer(text + Int(earlier.names[file]))
                        .assumingMemoryBound(to: CChar.self)
                    var stamp: FileStamp?
                    if isSame { stamp = FileStamp(name, in: opened) }
                    if stamp == nil || stamp?.kind == .folder { isSame = false }
                    (output.stamps.baseAddress! + file).initialize(to: stamp ?? Self.void)
                }
                output.isSame[index] = isSame
                if opened >= 0 { close(opened) }
            }
        }
    }

    private static let void = FileStamp(size: 0, modified: 0, changed: 0, inode: 0, kind: .gone)

    /// Guarded by the parts being disjoint: each thread writes to its own folders and files, and
    /// nobody reads before all have finished.
    private struct Output: @unchecked Sendable {
        var stamps: UnsafeMutableBufferPointer<FileStamp>
        var isSame: UnsafeMutableBufferPointer<Bool>
    }
}

/// Waits until so many have finished. The waiter has done its own share by then, and the rest is
/// about as long, so that it yields instead of sleeping.
private final class Finished: Sendable {
    private let left: Atomic<Int>

    init(_ count: Int) { left = Atomic(count) }

    func one() { left.subtract(1, ordering: .releasing) }

    func wait() { while left.load(ordering: .acquiring) > 0 { sched_yield() } }
}
