/// What tells an unchanged file from a changed one without reading it.
///
/// Five words and no gap, so that an array of them can be kept as bytes.
public struct FileStamp: Hashable, Sendable, BitwiseCopyable {
    /// Bytes.
    public var size: Int64
    /// When the contents changed last, in nanoseconds since 1970-01-01 UTC.
    public var modified: Int64
    /// When contents or attributes changed last; no program can set it.
    public var changed: Int64
    public var inode: UInt64
    // A number and not the enum: what is read back from bytes may be anything.
    private var code: UInt32
    private var unused: UInt32 = 0

    public var kind: Kind { Kind(rawValue: code) ?? .gone }

    public enum Kind: UInt32, Hashable, Sendable, BitwiseCopyable {
        case file = 0
        case executable = 1
        case link = 2
        case folder = 3
        /// It went away while the survey was made.
        case gone = 4
    }

    public init(size: Int64, modified: Int64, changed: Int64, inode: UInt64, kind: Kind) {
        self.size = size
        self.modified = modified
        self.changed = changed
        self.inode = inode
        code = kind.rawValue
    }

    /// Whether equal stamps mean equal contents, if one of them was taken at `time`.
    ///
    /// A clock of files ticks in steps: a file that is written twice within one, with a survey in
    /// between, has the same stamp both times (git calls such an entry racy). So a stamp counts only
    /// if its step was over: 20 ms cover the kernel's tick, two seconds a file system that keeps
    /// whole seconds.
    public func isSettled(at time: Int64) -> Bool {
        let latest = max(modified, changed)
        let step: Int64 = latest % 1_000_000_000 == 0 ? 2_000_000_000 : 20_000_000
        return latest < time - step
    }
}

/// A folder of a survey. Those below it follow it at once, so that a survey's folders are in the
/// order of a walk.
public struct TreeFolder: Hashable, Sendable, BitwiseCopyable {
    public var stamp: FileStamp
    /// Where its path lies in `TreeSurvey.text`, relative to the root, with a NUL behind it; the
    /// root's own is `.`.
    public var path: UInt32
    public var pathLength: UInt32
    /// The first of its files, and how many it has.
    public var firstFile: UInt32
    public var fileCount: UInt32
    /// Itself and all folders below.
    public var extent: UInt32
    /// The folder's place in the survey before, or -1.
    public var earlier: Int32

    public init(
        stamp: FileStamp, path: UInt32, pathLength: UInt32, firstFile: UInt32, fileCount: UInt32,
        extent: UInt32, earlier: Int32
    ) {
        self.stamp = stamp
        self.path = path
        self.pathLength = pathLength
        self.firstFile = firstFile
        self.fileCount = fileCount
        self.extent = extent
        self.earlier = earlier
    }
}

/// The files of a tree at one moment: flat arrays, because a hundred thousand strings take longer to
/// make than all their stamps to read.
public struct TreeSurvey: Hashable, Sendable {
    /// Nanoseconds since 1970-01-01 UTC when it began.
    public var takenAt: Int64
    /// Paths of folders and names of files, each with a NUL behind it.
    public var text: [UInt8]
    public var folders: [TreeFolder]
    /// Where the name of each file lies in `text`; within a folder in the order of their bytes.
    public var names: [UInt32]
    public var stamps: [FileStamp]
    /// Folders that could not be read.
    public var unreadable: Int
    /// Whether it ended at a bound of the walk before all was seen.
    public var isCut: Bool

    public init(
        takenAt: Int64, text: [UInt8] = [], folders: [TreeFolder] = [], names: [UInt32] = [],
        stamps: [FileStamp] = [], unreadable: Int = 0, isCut: Bool = false
    ) {
        self.takenAt = takenAt
        self.text = text
        self.folders = folders
        self.names = names
        self.stamps = stamps
        self.unreadable = unreadable
        self.isCut = isCut
    }

    public var fileCount: Int { names.count }

    /// The bytes from a place in `text` to the NUL.
    public func bytes(at place: UInt32) -> ArraySlice<UInt8> {
        let start = Int(place)
        var end = start
        while end < text.count, text[end] != 0 { end += 1 }
        return text[start..<end]
    }

    /// Relative to the root; empty for the root.
    public func path(ofFolder index: Int) -> String {
        let bytes = bytes(at: folders[index].path)
        return bytes.elementsEqual([UInt8(ascii: ".")])
            ? "" : String(decoding: bytes, as: UTF8.self)
    }

    public func name(ofFile index: Int) -> String {
        String(decoding: bytes(at: names[index]), as: UTF8.self)
    }

    /// - Parameter folder: the place of the folder that holds it.
    public func path(ofFile index: Int, in folder: Int) -> String {
        let above = path(ofFolder: folder)
        return above.isEmpty ? name(ofFile: index) : "\(above)/\(name(ofFile: index))"
    }

    public func files(ofFolder index: Int) -> Range<Int> {
        let first = Int(folders[index].firstFile)
        return first..<first + Int(folders[index].fileCount)
    }

    /// The folders that lie directly in one.
    public func children(ofFolder index: Int) -> [Int] {
        var found: [Int] = []
        var next = index + 1
        let end = index + Int(folders[index].extent)
        while next < end {
            found.append(next)
            next += Int(folders[next].extent)
        }
        return found
    }

    /// The folder that holds a file: the last one that begins at or before it and is not empty.
    public func folder(ofFile index: Int) -> Int {
        var low = 0
        var high = folders.count
        while low < high {
            let middle = (low + high) / 2
            if Int(folders[middle].firstFile) <= index { low = middle + 1 } else { high = middle }
        }
        var found = low - 1
        while found > 0, folders[found].fileCount == 0 { found -= 1 }
        return found
    }
}
