import RecourseCore
import RecourseText
import Testing

@testable import RecourseExecution

/// A tree, and a runner whose copies and manifests lie beside it.
struct ChangedTree: ~Copyable {
    let folder: TemporaryFolder
    var root: String { folder.path + "/tree" }
    var undo: String { folder.path + "/state/undo" }

    init() throws {
        let made = try TemporaryFolder()
        try made.folder("tree")
        folder = made
    }

    var runner: ProcessRunner { ProcessRunner(screen: nil, backups: undo) }
    var journal: UndoJournal { UndoJournal(folder: undo) }

    @discardableResult
    func apply(
        _ changes: FileChange..., as origin: ChangeOrigin = ChangeOrigin()
    ) async throws -> [EditReceipt] {
        try await runner.apply(changes, in: root, as: origin)
    }

    func text(_ name: String) -> String? {
        folder.bytes("tree/" + name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Every name in the tree's top folder.
    var names: [String] { FolderListing.entries(root).map(\.name) }

    func error(_ changes: FileChange...) async -> EditError? {
        do {
            _ = try await runner.apply(changes, in: root, as: ChangeOrigin())
            return nil
        } catch {
            return error as? EditError
        }
    }
}

extension FileChange {
    static func patch(_ path: String, _ old: String, _ new: String) throws -> FileChange {
        let patch = FilePatch(path: path, from: Array(old.utf8), to: Array(new.utf8))
        return .patch(try #require(patch))
    }
}
