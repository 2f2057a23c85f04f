/// Files of a zip archive, stored or deflated: PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and
/// 4.3.16. Its directory at the end is what counts.
struct ZipReader {
    private let bytes: [UInt8]

    private static let endLength = 22
    private static let directoryLength = 46
    private static let headerLength = 30
    private static let longestComment = 0xFFFF
    private static let link: UInt32 = 0o120000
    private static let kind: UInt32 = 0o170000

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func entries() throws(ArchiveProblem) -> [ArchiveFile.Entry] {
        guard let end = endOfDirectory else {
            throw ArchiveProblem(reason: "has no directory; it is cut off or no zip archive")
        }
        let count = number16(end + 10)
        var position = number32(end + 16)
        guard count <= ArchiveFile.maximumEntries else {
            throw ArchiveProblem(reason: "has more than \(ArchiveFile.maximumEntries) files")
        }
        var found = ArchiveEntries()
        // Entries that share their data make bombs (D. Fifield, WOOT 2019).
        var compressed = 0
        for _ in 0..<count {
            guard position + Self.directoryLength <= bytes.count,
                number32(position) == 0x0201_4B50
            else { throw ArchiveProblem(reason: "has a damaged directory") }
            let member = try Member(self, at: position)
            position = member.next
            compressed += member.compressedSize
            guard compressed <= bytes.count else {
                throw ArchiveProblem(entry: member.path, reason: "shares its data with another")
            }
            if member.path.hasSuffix("/") {
                _ = try ArchiveEntries.safe(member.path)
                continue
            }
            try found.add(member.path, try contents(of: member, room: found.room))
        }
        return found.entries
    }

    private struct Member {
        var path: String
        var flags: Int
        var method: Int
        var checksum: UInt32
        var compressedSize: Int
        var size: Int
        var offset: Int
        var next: Int

        init(_ zip: ZipReader, at start: Int) throws(ArchiveProblem) {
            flags = zip.number16(start + 8)
            method = zip.number16(start + 10)
            checksum = UInt32(zip.number32(start + 16))
            compressedSize = zip.number32(start + 20)
            size = zip.number32(start + 24)
            offset = zip.number32(start + 42)
            let nameEnd = start + ZipReader.directoryLength + zip.number16(start + 28)
            next = nameEnd + zip.number16(start + 30) + zip.number16(start + 32)
            guard next <= zip.bytes.count else {
                throw ArchiveProblem(reason: "has a damaged directory")
            }
            path = String(
                decoding: zip.bytes[(start + ZipReader.directoryLength)..<nameEnd], as: UTF8.self)
            let mode = UInt32(zip.number32(start + 38)) >> 16
            if mode & ZipReader.kind == ZipReader.link {
                throw ArchiveProblem(entry: path, reason: "is a link")
            }
            if flags & 1 != 0 { throw ArchiveProblem(entry: path, reason: "is encrypted") }
        }
    }

    private func contents(
        of member: Member, room: Int
    ) throws(ArchiveProblem) -> ArraySlice<UInt8> {
        guard member.offset + Self.headerLength <= bytes.count,
            number32(member.offset) == 0x0403_4B50
        else { throw ArchiveProblem(entry: member.path, reason: "has no header where it should") }
        let start =
            member.offset + Self.headerLength + number16(member.offset + 26)
            + number16(member.offset + 28)
        guard start <= bytes.count, member.compressedSize <= bytes.count - start else {
            throw ArchiveProblem(entry: member.path, reason: "is cut off")
        }
        guard member.size <= room else {
            throw ArchiveProblem(
                entry: member.path,
                reason: "takes the archive above \(ArchiveFile.maximumBytes >> 20) MiB")
        }
        let data = bytes[start..<(start + member.compressedSize)]
        let unpacked: ArraySlice<UInt8>
        switch member.method {
        case 0: unpacked = data
        case 8:
            do {
                unpacked = try Inflation.raw(data, limit: member.size)[...]
            } catch {
                throw ArchiveProblem(entry: member.path, reason: error.reason)
            }
        default:
            throw ArchiveProblem(
                entry: member.path, reason: "is compressed by method \(member.method)")
        }
        guard unpacked.count == member.size, Inflation.checksum(unpacked) == member.checksum else {
            throw ArchiveProblem(entry: member.path, reason: "is damaged")
        }
        return unpacked
    }

    /// Behind everything but a comment.
    private var endOfDirectory: Int? {
        guard bytes.count >= Self.endLength else { return nil }
        let last = bytes.count - Self.endLength
        return (max(0, last - Self.longestComment)...last).reversed().first {
            number32($0) == 0x0605_4B50
        }
    }

    private func number16(_ offset: Int) -> Int {
        Int(bytes[offset]) | Int(bytes[offset + 1]) << 8
    }

    private func number32(_ offset: Int) -> Int {
        number16(offset) | number16(offset + 2) << 16
    }
}
