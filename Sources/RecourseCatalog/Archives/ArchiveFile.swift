import RecourseCore

/// The files of an archive: tar, gzip-compressed tar, or zip. It is read in memory, and nothing of it
/// is ever written; what would reach outside of its folder is refused, and so is what is larger than
/// anybody means.
public struct ArchiveFile: Sendable {
    public struct Entry: Hashable, Sendable {
        /// Relative, without `.` and `..`.
        public var path: String
        public var bytes: [UInt8]

        public init(path: String, bytes: [UInt8]) {
            self.path = path
            self.bytes = bytes
        }
    }

    public static let maximumEntries = 10_000
    /// Of all files together, unpacked.
    public static let maximumBytes = 64 << 20

    /// In the archive's order, folders left out.
    public let entries: [Entry]

    public static func isArchive(_ bytes: [UInt8]) -> Bool { Form(bytes) != nil }

    private enum Form {
        case gzip, zip, tar

        init?(_ bytes: [UInt8]) {
            if bytes.starts(with: [0x1F, 0x8B]) {
                self = .gzip
            } else if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
                || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
            {
                self = .zip
            } else if TarReader.isTar(bytes) {
                self = .tar
            } else {
                return nil
            }
        }
    }

    /// - Parameter file: its name, for errors.
    /// - Throws: `PackErrors` naming the entry.
    public init(_ bytes: [UInt8], file: String) throws {
        do throws(ArchiveProblem) {
            switch Form(bytes) {
            case .zip: entries = try ZipReader(bytes).entries()
            case .tar: entries = try TarReader(bytes).entries()
            case .gzip:
                let unpacked = try Inflation.gzip(bytes, limit: Self.maximumBytes)
                guard TarReader.isTar(unpacked) else {
                    throw ArchiveProblem(reason: "holds no tar archive")
                }
                entries = try TarReader(unpacked).entries()
            case nil: throw ArchiveProblem(reason: "is no archive")
            }
        } catch {
            throw PackErrors([PackError(file: file, field: error.entry, reason: error.reason)])
        }
    }
}

/// What is wrong with an archive, and with which of its entries.
struct ArchiveProblem: Error {
    var entry = ""
    var reason: String
}

/// Entries as they are collected, within the limits.
struct ArchiveEntries {
    private(set) var entries: [ArchiveFile.Entry] = []
    private var paths: Set<String> = []
    private var total = 0

    /// How much more there may be.
    var room: Int { ArchiveFile.maximumBytes - total }

    mutating func add(
        _ path: String, _ bytes: some Collection<UInt8>
    ) throws(ArchiveProblem) {
        let path = try Self.safe(path)
        guard entries.count < ArchiveFile.maximumEntries else {
            throw ArchiveProblem(
                entry: path, reason: "is one of more than \(ArchiveFile.maximumEntries) files")
        }
        guard bytes.count <= room else {
            throw ArchiveProblem(
                entry: path,
                reason: "takes the archive above \(ArchiveFile.maximumBytes >> 20) MiB")
        }
        guard paths.insert(path).inserted else {
            throw ArchiveProblem(entry: path, reason: "stands twice in the archive")
        }
        total += bytes.count
        entries.append(ArchiveFile.Entry(path: path, bytes: Array(bytes)))
    }

    /// A path that stays in the archive's folder.
    static func safe(_ path: String) throws(ArchiveProblem) -> String {
        let shown = path.utf8.count > 200 ? String(path.prefix(200)) + "…" : path
        func refuse(_ reason: String) -> ArchiveProblem {
            ArchiveProblem(entry: shown, reason: reason)
        }
        if path.isEmpty { throw refuse("has no name") }
        if path.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            throw refuse("has a control character in its name")
        }
        if path.hasPrefix("/") || path.contains("\\") || path.dropFirst().hasPrefix(":") {
            throw refuse("is an absolute path, or one of another system")
        }
        let parts = path.split(separator: "/").filter { $0 != "." }
        if parts.contains("..") { throw refuse("leads out of the archive") }
        if parts.isEmpty { throw refuse("has no name") }
        return parts.joined(separator: "/")
    }
}
