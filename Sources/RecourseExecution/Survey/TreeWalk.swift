import RecourseCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// Lists a tree folder by folder, and takes from a review what it says is the same.
struct TreeWalk {
    struct Limits {
        var entries: Int
        var depth = 64
    }

    private(set) var survey: TreeSurvey
    private let limits: Limits
    private let review: TreeReview?

    init(limits: Limits, takenAt: Int64, review: TreeReview? = nil) {
        self.limits = limits
        self.review = review
        survey = TreeSurvey(takenAt: takenAt)
    }

    /// What lies in a folder, in the order of the names' bytes.
    private struct Listing {
        var files: [(name: [UInt8], stamp: FileStamp)] = []
        var folders: [[UInt8]] = []
    }

    /// Visits the root.
    mutating func visit(_ root: borrowing Descriptor) {
        visit(root, path: [], depth: 0, earlier: review == nil ? -1 : 0)
    }

    private mutating func visit(
        _ folder: borrowing Descriptor, path: [UInt8], depth: Int, earlier: Int
    ) {
        var status = stat()
        guard fstat(folder.number, &status) == 0, let stamp = FileStamp(status) else {
            survey.unreadable += 1
            return
        }
        let index = survey.folders.count
        survey.folders.append(
            TreeFolder(
                stamp: stamp, path: UInt32(survey.text.count),
                pathLength: UInt32(path.isEmpty ? 1 : path.count),
                firstFile: UInt32(survey.names.count), fileCount: 0, extent: 1,
                earlier: Int32(earlier)))
        append(path.isEmpty ? [UInt8(ascii: ".")] : path)
        let below: [[UInt8]]
        if earlier >= 0, let review, review.isSame[earlier],
            review.earlier.folders[earlier].stamp == stamp
        {
            below = takeFiles(of: earlier, from: review, of: path.count)
        } else {
            guard let listing = list(folder) else {
                survey.unreadable += 1
                return
            }
            for file in listing.files {
                survey.names.append(UInt32(survey.text.count))
                survey.stamps.append(file.stamp)
                append(file.name)
            }
            below = listing.folders
            if survey.names.count + survey.folders.count >= limits.entries { survey.isCut = true }
        }
        survey.folders[index].fileCount =
            UInt32(survey.names.count) - survey.folders[index].firstFile
        descend(into: below, of: folder, path: path, depth: depth, earlier: earlier)
        survey.folders[index].extent = UInt32(survey.folders.count - index)
    }

    private mutating func descend(
        into names: [[UInt8]], of folder: borrowing Descriptor, path: [UInt8], depth: Int,
        earlier: Int
    ) {
        guard depth < limits.depth else {
            if !names.isEmpty { survey.isCut = true }
            return
        }
        let known = earlier >= 0 ? review?.earlier.children(ofFolder: earlier) ?? [] : []
        var next = 0
        for name in names {
            let below = path.isEmpty ? name : path + [UInt8(ascii: "/")] + name
            guard survey.names.count + survey.folders.count < limits.entries else {
                survey.isCut = true
                return
            }
            // Both are in the order of their bytes.
            while next < known.count, precedes(known[next], below) { next += 1 }
            let match = next < known.count && isAt(known[next], below) ? known[next] : -1
            guard let inner = try? folder.open(below: name) else {
                survey.unreadable += 1
                continue
            }
            visit(inner, path: below, depth: depth + 1, earlier: match)
        }
    }

    private func precedes(_ folder: Int, _ path: [UInt8]) -> Bool {
        guard let earlier = review?.earlier else { return false }
        return earlier.bytes(at: earlier.folders[folder].path).lexicographicallyPrecedes(path)
    }

    private func isAt(_ folder: Int, _ path: [UInt8]) -> Bool {
        guard let earlier = review?.earlier else { return false }
        return earlier.bytes(at: earlier.folders[folder].path).elementsEqual(path)
    }

    private mutating func append(_ bytes: some Sequence<UInt8>) {
        survey.text.append(contentsOf: bytes)
        survey.text.append(0)
    }

    /// - Returns: the names of the folders in it.
    private mutating func takeFiles(
        of index: Int, from review: TreeReview, of pathLength: Int
    ) -> [[UInt8]] {
        let earlier = review.earlier
        for file in earlier.files(ofFolder: index) {
            survey.names.append(UInt32(survey.text.count))
            survey.stamps.append(review.stamps[file])
            append(earlier.bytes(at: earlier.names[file]))
        }
        return earlier.children(ofFolder: index).map { child in
            let path = earlier.bytes(at: earlier.folders[child].path)
            return Array(path.dropFirst(pathLength == 0 ? 0 : pathLength + 1))
        }
    }

    /// `nil` where the folder cannot be read.
    private func list(_ folder: borrowing Descriptor) -> Listing? {
        // Another descriptor, since `closedir` closes the one it is given.
        guard let copy = try? folder.open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) else {
            return nil
        }
        let number = copy.released()
        guard let stream = fdopendir(number) else {
            close(number)
            return nil
        }
        defer { closedir(stream) }
        var listing = Listing()
        let room = limits.entries - survey.names.count - survey.folders.count
        while let item = readdir(stream), listing.files.count < room {
            let name = withUnsafeBytes(of: &item.pointee.d_name) { bytes in
                Array(bytes.prefix { $0 != 0 })
            }
            if name == [UInt8(ascii: ".")] || name == [UInt8(ascii: "."), UInt8(ascii: ".")] {
                continue
            }
            let terminated = name + [0]
            let stamp = terminated.withUnsafeBytes { bytes in
                bytes.baseAddress.flatMap {
                    FileStamp($0.assumingMemoryBound(to: CChar.self), in: folder.number)
                }
            }
            guard let stamp else { continue }
            if stamp.kind != .folder {
                listing.files.append((name, stamp))
            } else if !SkippedFolders.names.contains(String(decoding: name, as: UTF8.self)) {
                listing.folders.append(name)
            }
        }
        listing.files.sort { $0.name.lexicographicallyPrecedes($1.name) }
        listing.folders.sort { $0.lexicographicallyPrecedes($1) }
        return listing
    }
}

extension Descriptor {
    /// A folder in this folder, and no link to one.
    fileprivate func open(below name: [UInt8]) throws(SystemError) -> Descriptor {
        let terminated = name.map(CChar.init(bitPattern:)) + [0]
        let opened = SystemError.retrying {
            openat(number, terminated, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        }
        return Descriptor(owning: try SystemError.check(opened))
    }
}
