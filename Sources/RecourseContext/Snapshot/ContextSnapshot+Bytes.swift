import RecourseCore

/// How a snapshot is kept: a header of eight words, the arrays one after another as they lie in
/// memory, a digest of all before it. It is written and read by the same program on the same
/// machine; another byte order or another layout has another header and begins anew.
extension ContextSnapshot {
    /// "RcCtx" and the version of the layout.
    private static let mark: UInt64 = 0x0001_7874_4363_5230 | 0x01

    private static var layout: UInt64 {
        UInt64(MemoryLayout<TreeFolder>.stride) << 32 | UInt64(MemoryLayout<FileStamp>.stride) << 16
            | UInt64(MemoryLayout<FileFacts>.stride)
    }

    /// The snapshot as bytes, for the store.
    public var encoded: [UInt8] {
        let header: [UInt64] = [
            Self.mark, Self.layout, UInt64(bitPattern: survey.takenAt),
            UInt64(survey.unreadable) << 1 | (survey.isCut ? 1 : 0), UInt64(survey.text.count),
            UInt64(survey.folders.count), UInt64(survey.fileCount), UInt64(names.count),
        ]
        var bytes: [UInt8] = []
        bytes.reserveCapacity(
            64 + survey.text.count + survey.folders.count * 64 + survey.fileCount * 72
                + names.count * 4 + 16)
        func append<Element: BitwiseCopyable>(_ array: [Element]) {
            array.withUnsafeBytes { bytes.append(contentsOf: $0) }
        }
        append(header)
        append(survey.folders)
        append(survey.stamps)
        append(facts)
        append(survey.names)
        append(names)
        append(survey.text)
        append([ContentDigest.of(bytes)])
        return bytes
    }

    /// - Returns: `nil` for what is no snapshot of this version, or damaged: the caller begins anew.
    public init?(encoded bytes: [UInt8]) {
        guard bytes.count >= 72 else { return nil }
        let read = bytes.withUnsafeBytes { all -> ContextSnapshot? in
            let body = UnsafeRawBufferPointer(rebasing: all[..<(all.count - 8)])
            let sum = all.loadUnaligned(fromByteOffset: all.count - 8, as: UInt64.self)
            guard sum == ContentDigest.of(body) else { return nil }
            var cursor = Cursor(bytes: body)
            guard let header = cursor.take(8, of: UInt64.self), header[0] == Self.mark,
                header[1] == Self.layout, header[4...7].allSatisfy({ $0 < 1 << 31 }),
                let folders = cursor.take(Int(header[5]), of: TreeFolder.self),
                let stamps = cursor.take(Int(header[6]), of: FileStamp.self),
                let facts = cursor.take(Int(header[6]), of: FileFacts.self),
                let fileNames = cursor.take(Int(header[6]), of: UInt32.self),
                let names = cursor.take(Int(header[7]), of: UInt32.self),
                let text = cursor.take(Int(header[4]), of: UInt8.self), cursor.isAtEnd
            else { return nil }
            let survey = TreeSurvey(
                takenAt: Int64(bitPattern: header[2]), text: text, folders: folders,
                names: fileNames, stamps: stamps, unreadable: Int(header[3] >> 1),
                isCut: header[3] & 1 == 1)
            return ContextSnapshot(survey: survey, facts: facts, names: names)
        }
        guard let read, read.isSound else { return nil }
        self = read
    }

    /// Whether every place that a record names lies where it may: the digest tells damage, not a
    /// forgery, and neither may end the program.
    private var isSound: Bool {
        guard survey.text.isEmpty || survey.text.last == 0 else { return false }
        var next: UInt64 = 0
        for (index, folder) in survey.folders.enumerated() {
            guard UInt64(folder.firstFile) == next, folder.extent >= 1,
                index + Int(folder.extent) <= survey.folders.count,
                Int(folder.path) + Int(folder.pathLength) < survey.text.count
            else { return false }
            next += UInt64(folder.fileCount)
        }
        guard next == UInt64(survey.fileCount) else { return false }
        let (size, pool) = (UInt32(survey.text.count), UInt64(names.count))
        return survey.names.allSatisfy { $0 < size }
            && facts.allSatisfy { UInt64($0.firstName) + UInt64($0.nameCount) <= pool }
    }

    private struct Cursor {
        let bytes: UnsafeRawBufferPointer
        private var offset = 0

        init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

        var isAtEnd: Bool { offset == bytes.count }

        mutating func take<Element: BitwiseCopyable>(
            _ count: Int, of type: Element.Type
        ) -> [Element]? {
            let size = count * MemoryLayout<Element>.stride
            guard size <= bytes.count - offset else { return nil }
            let source = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + size])
            offset += size
            return [Element](unsafeUninitializedCapacity: count) { buffer, initialised in
                UnsafeMutableRawBufferPointer(buffer).copyMemory(from: source)
                initialised = count
            }
        }
    }
}
