import RecourseCore
import RecourseText

/// Words about changes to files and their undoing.
enum UndoText {
    static func line(_ outcome: RestoreOutcome) -> String {
        let path = outcome.path.escapedForTerminal()
        return switch outcome.result {
        case .restored: "put back \(path)"
        case .removed: "removed \(path), which had not been there"
        case .unchanged: "\(path) is as before already"
        case .changedSince: "left \(path): it was changed since; --force puts it back"
        case .forced(let copy): "put back \(path); what it held is in \(copy.escapedForTerminal())"
        case .copyLost: "left \(path): the old version is lost"
        case .unknown: "nothing is known of the change \(outcome.change)"
        case .failed(let error): "left \(path): \(words(error))"
        }
    }

    /// Run, task and fix, as far as they are known.
    static func origin(_ origin: ChangeOrigin) -> String {
        let parts = [
            origin.run.map { "run \($0)" }, origin.task.map { "task \($0)" },
            origin.fix.map { "fix \($0)" }, origin.note,
        ]
        return parts.compactMap { $0 }.joined(separator: ", ")
    }

    static func what(_ record: ChangeRecord) -> String {
        switch (record.before, record.after) {
        case (nil, _): "created"
        case (_, nil): "deleted"
        default: "modified"
        }
    }

    /// Why a file was not changed.
    static func words(_ error: EditError) -> String {
        let text =
            switch error {
            case .outsideTree(let path): "\(path) lies outside the tree"
            case .notARegularFile(let path): "\(path) is no regular file"
            case .doesNotApply(let path): "the change does not apply to \(path)"
            case .input(let path, let reason): "\(path): \(reason)"
            case .unusablePath(let path): "\(path) is no plain path within the tree"
            case .throughLink(let path): "\(path) leads through a symbolic link"
            case .protected(let path): "\(path) belongs to version control or to Recourse"
            case .notText(let path): "\(path) is no text"
            case .tooLarge(let path, let bytes): "\(path) is too large (\(bytes) bytes)"
            case .patch(let path, let error): "\(path): \(words(error))"
            case .writeProtected(let path): "\(path) is write-protected"
            case .changedMeanwhile(let path): "\(path) was changed meanwhile"
            case .unsupported(let path): "\(path) cannot be changed here"
            }
        return text.escapedForTerminal()
    }

    /// Why a patch cannot be read or does not apply.
    static func words(_ error: PatchError) -> String {
        switch error {
        case .empty: "there is no file in the patch"
        case .tooLarge(let bytes): "the patch is too large (\(bytes) bytes)"
        case .malformed(let line): "line \(line) of the patch is no part of a unified diff"
        case .hunkLength(let line):
            "the hunk in line \(line) of the patch has other lines than its head says"
        case .unsupported(let line, let header): "line \(line) of the patch: \(header)"
        case .differentNames(let line, let old, let new):
            "line \(line) of the patch renames \(old) to \(new)"
        case .notFound(let hunk): "the old lines of hunk \(hunk) are not in the file"
        case .ambiguous(let hunk, let places):
            "the old lines of hunk \(hunk) are in several places: lines "
                + places.map(String.init).joined(separator: ", ")
        case .noContext(let hunk): "hunk \(hunk) does not say what is around its lines"
        case .exists: "the file that the patch creates is there"
        case .missing: "the file that the patch changes is not there"
        case .notWhole: "the patch deletes a file and holds only a part of it"
        }
    }
}
