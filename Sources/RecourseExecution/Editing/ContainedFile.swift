import RecourseCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// A regular file that lies inside a tree after all links are resolved, opened folder by folder
/// without following any, so that a link put in the way meanwhile leads nowhere.
struct ContainedFile: ~Copyable {
    /// The folder that holds it.
    let folder: Descriptor
    let name: String
    /// Absolute and without links.
    let path: String
    let status: stat
    private let file: Descriptor
    /// As the edit names it.
    private let asked: String

    static let largest = 16 << 20

    var permissions: mode_t { status.st_mode & 0o7777 }

    /// - Parameters:
    ///   - path: absolute, or relative to the directory.
    ///   - directory: the root of the tree.
    static func open(
        _ path: String, in directory: String
    ) throws(EditError) -> ContainedFile {
        guard let root = ResolvedPath.resolve(directory, in: "/"),
            let resolved = ResolvedPath.resolve(path, in: root),
            let relative = ResolvedPath.relative(resolved, to: root)
        else { throw .outsideTree(path: path) }
        let components = relative.split(separator: "/").map(String.init)
        guard let name = components.last else { throw .notARegularFile(path: path) }
        let file: ContainedFile
        do {
            file = try open(name, in: components.dropLast(), below: root, at: resolved, asked: path)
        } catch {
            throw error.number == ELOOP
                ? .outsideTree(path: path) : .input(path: path, reason: error.text)
        }
        guard file.status.st_mode & S_IFMT == S_IFREG else { throw .notARegularFile(path: path) }
        guard file.status.st_size <= largest else {
            throw .input(path: path, reason: "it is larger than 16 MiB")
        }
        return file
    }

    /// The whole file.
    func contents() throws(EditError) -> [UInt8] {
        do {
            return try file.contents(upTo: Self.largest, expecting: Int(status.st_size))
        } catch {
            throw .input(path: asked, reason: error.text)
        }
    }

    private static func open(
        _ name: String, in folders: ArraySlice<String>, below root: String, at path: String,
        asked: String
    ) throws(SystemError) -> ContainedFile {
        let folderFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
        var folder = Descriptor(owning: try SystemError.check(openPath(root, folderFlags)))
        for component in folders {
            folder = try folder.open(component, folderFlags | O_NOFOLLOW)
        }
        // A pipe would otherwise wait for somebody at its other end.
        let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
        let file = try folder.open(name, flags)
        var status = stat()
        try SystemError.check(fstat(file.number, &status))
        return ContainedFile(
            folder: folder, name: name, path: path, status: status, file: file, asked: asked)
    }
}

extension Descriptor {
    /// Opens what lies in this folder.
    func open(
        _ name: String, _ flags: Int32, mode: mode_t = 0
    ) throws(SystemError) -> Descriptor {
        let opened = SystemError.retrying { openat(number, name, flags, mode) }
        return Descriptor(owning: try SystemError.check(opened))
    }
}

/// open(2), where a method of that name hides it.
func openPath(_ path: String, _ flags: Int32) -> Int32 {
    SystemError.retrying { open(path, flags) }
}
