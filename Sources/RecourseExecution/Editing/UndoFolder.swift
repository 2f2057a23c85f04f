import RecourseCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// The folder that undoing goes by: copies of files, and one manifest for each change, `ID.json`.
struct UndoFolder: Sendable {
    /// Absolute.
    let path: String

    /// Larger than any manifest that we write.
    private static let largestManifest = 64 << 10

    /// Keeps a file's bytes, safely on the disk when it returns.
    /// - Returns: the name of the copy.
    func keep(_ bytes: [UInt8], of name: String, mode: mode_t) throws(SystemError) -> String {
        try Backup(folder: path).keep(bytes, of: name, mode: mode)
    }

    /// `nil` where there is none of that name.
    func copy(_ name: String) -> [UInt8]? {
        guard !name.utf8.contains(0x2F), !name.hasPrefix(".") else { return nil }
        return SmallFile.contents(path + "/" + name, upTo: TreePlace.largest + 1)
    }

    /// On the disk when it returns.
    func add(_ record: ChangeRecord) throws(SystemError) {
        let folder = try Backup(folder: path).prepared()
        let name = Self.manifest(record.id)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        let file = try folder.open(name, flags, mode: 0o600)
        do {
            try file.write(record.json)
            try SystemError.check(fsync(file.number))
            try SystemError.check(fsync(folder.number))
        } catch {
            unlinkat(folder.number, name, 0)
            throw error
        }
    }

    func replace(_ record: ChangeRecord) throws(SystemError) {
        let folder = try Backup(folder: path).prepared()
        let temporary = ".\(record.id).new"
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW
        let file = try folder.open(temporary, flags, mode: 0o600)
        try file.write(record.json)
        try SystemError.check(fsync(file.number))
        let name = Self.manifest(record.id)
        try SystemError.check(renameat(folder.number, temporary, folder.number, name))
        fsync(folder.number)
    }

    /// With its copy; the manifest first, so that none is left without.
    func remove(_ record: ChangeRecord) {
        unlink(path + "/" + Self.manifest(record.id))
        if let copy = record.backup, !copy.utf8.contains(0x2F) { unlink(path + "/" + copy) }
    }

    /// `nil` where there is none of that id, or it cannot be read: half of one belongs to a change
    /// that was never made.
    func record(_ id: ChangeID) -> ChangeRecord? {
        guard isOurs, Self.isWellFormed(id) else { return nil }
        let file = path + "/" + Self.manifest(id)
        guard let bytes = SmallFile.contents(file, upTo: Self.largestManifest),
            let record = ChangeRecord(json: bytes), record.id == id
        else { return nil }
        return record
    }

    /// The newest first.
    func records() -> [ChangeRecord] {
        guard isOurs else { return [] }
        return FolderListing.entries(path)
            .filter { $0.name.hasSuffix(".json") && $0.kind == .file }
            .compactMap { record(ChangeID($0.name.dropLast(5))) }
            .sorted { $0.id > $1.id }
    }

    /// A folder that others may write to says nothing.
    var isOurs: Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
            && status.st_uid == geteuid() && status.st_mode & 0o022 == 0
    }

    private static func manifest(_ id: ChangeID) -> String { "\(id).json" }

    private static func isWellFormed(_ id: ChangeID) -> Bool {
        let isPlain = { (byte: UInt8) in
            0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte || byte == 0x2D
        }
        return id.rawValue.utf8.count <= 100 && id.rawValue.utf8.first != 0x2D
            && id.rawValue.utf8.allSatisfy(isPlain)
    }

    /// One moment, and the ids of what is changed in it.
    struct Clock {
        /// Since 1970-01-01 UTC.
        let seconds: Double
        let batch: ChangeBatchID

        init() {
            var now = timespec()
            clock_gettime(CLOCK_REALTIME, &now)
            seconds = Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
            let microseconds = Self.padded(String(now.tv_nsec / 1000), 6)
            let unique = Self.padded(String(UInt32.random(in: 0...UInt32.max), radix: 16), 8)
            batch = ChangeBatchID(
                "\(Backup.timestamp(of: now.tv_sec))-\(microseconds)-\(unique)")
        }

        func change(_ number: Int) -> ChangeID {
            ChangeID("\(batch)-\(Self.padded(String(number), 4))")
        }

        private static func padded(_ text: String, _ width: Int) -> String {
            String(repeating: "0", count: max(0, width - text.utf8.count)) + text
        }
    }
}
