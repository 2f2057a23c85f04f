import RecourseCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// A path below the root of a tree, whose folders are opened one by one without following links, so
/// that a link put in the way meanwhile leads nowhere.
struct TreePath: Hashable {
    /// Absolute and without links.
    let root: String
    let components: [String]

    var relative: String { components.joined(separator: "/") }
    var absolute: String { root == "/" ? "/" + relative : root + "/" + relative }

    /// The file that a change is about. The path of an edit may be absolute, and lead through links
    /// within the tree; any other is taken as it is written.
    init(of change: FileChange, below root: String) throws(EditError) {
        self.root = root
        guard case .edit(let edit) = change else {
            components = try ChangePath.components(of: change.path)
            return
        }
        let path = edit.path
        guard let resolved = ResolvedPath.resolve(path, in: root),
            let relative = ResolvedPath.relative(resolved, to: root)
        else { throw .outsideTree(path: path) }
        guard !relative.isEmpty else { throw .notARegularFile(path: path) }
        do {
            components = try ChangePath.components(of: relative)
        } catch {
            if case .protected = error { throw .protected(path: path) }
            throw .unusablePath(path: path)
        }
    }

    /// The place that a record names. The record may be anybody's: it is checked like a change.
    init(of record: ChangeRecord) throws(EditError) {
        guard ResolvedPath.resolve(record.tree, in: "/") == record.tree else {
            throw .throughLink(path: record.tree)
        }
        root = record.tree
        components = try ChangePath.components(of: record.path)
    }

    enum Opened {
        case place(TreePlace)
        /// These folders are not there, relative to the root, the outermost first.
        case withoutFolders([String])
    }

    /// - Parameter asked: the path as errors name it.
    func open(as asked: String) throws(EditError) -> Opened {
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
        do {
            var folder = Descriptor(owning: try SystemError.check(openPath(root, flags)))
            for (index, component) in components.dropLast().enumerated() {
                guard let status = try folder.status(of: component) else {
                    return .withoutFolders(
                        (index..<(components.count - 1)).map {
                            components[0...$0].joined(separator: "/")
                        })
                }
                guard status.st_mode & S_IFMT != S_IFLNK else {
                    throw EditError.throughLink(path: asked)
                }
                // A link that came since the look is an error of the system here.
                folder = try folder.open(component, flags | O_NOFOLLOW)
            }
            return .place(TreePlace(folder: folder, name: components[components.count - 1]))
        } catch let error as EditError {
            throw error
        } catch {
            throw EditError(error, path: asked)
        }
    }

    /// Makes the folders that are not there, and opens the place.
    func openMakingFolders(as asked: String) throws(EditError) -> TreePlace {
        // Each round makes one; somebody may remove them as fast.
        for _ in 0..<(components.count + 8) {
            switch try open(as: asked) {
            case .place(let place): return place
            case .withoutFolders(let missing):
                let parts = missing[0].split(separator: "/").map(String.init)
                let outer = TreePath(root: root, components: parts)
                guard case .place(let place) = try outer.open(as: asked) else { continue }
                if mkdirat(place.folder.number, place.name, 0o777) != 0, errno != EEXIST {
                    throw .input(path: asked, reason: SystemError.last.text)
                }
                fsync(place.folder.number)
            }
        }
        throw .changedMeanwhile(path: asked)
    }

    /// Removes these folders where they are empty, the innermost first.
    func removeEmpty(_ folders: [String]) {
        for folder in folders.reversed() {
            let parts = folder.split(separator: "/").map(String.init)
            guard components.starts(with: parts), parts.count < components.count,
                case .place(let place) = try? TreePath(root: root, components: parts)
                    .open(as: folder),
                unlinkat(place.folder.number, place.name, AT_REMOVEDIR) == 0
            else { return }
        }
    }

    private init(root: String, components: [String]) {
        self.root = root
        self.components = components
    }
}

extension EditError {
    init(_ error: any Error, path: String) {
        self =
            (error as? EditError)
            ?? .input(path: path, reason: (error as? SystemError)?.text ?? "\(error)")
    }
}
