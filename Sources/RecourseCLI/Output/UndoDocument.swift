import RecourseCore
import RecourseExecution

/// `undo --format json`.
struct UndoDocument: Encodable {
    struct Change: Encodable {
        var change: ChangeID
        var path: String
        /// `restored`, `removed`, `unchanged`, `changed-since`, `forced`, `copy-lost`, `unknown`,
        /// `failed`; of a dry run `made`, `restored` or `changed`.
        var result: String
        var keptAs: String?
        var reason: String?
        var diff: String?

        init(_ record: ChangeRecord, state: UndoJournal.State, diff: String?) {
            change = record.id
            path = record.fullPath
            result = state.rawValue
            self.diff = diff
        }

        init(_ outcome: RestoreOutcome) {
            change = outcome.change
            path = outcome.path
            switch outcome.result {
            case .restored: result = "restored"
            case .removed: result = "removed"
            case .unchanged: result = "unchanged"
            case .changedSince: result = "changed-since"
            case .copyLost: result = "copy-lost"
            case .unknown: result = "unknown"
            case .forced(let copy):
                result = "forced"
                keptAs = copy
            case .failed(let error):
                result = "failed"
                reason = UndoText.words(error)
            }
        }
    }

    var schema = "recourse.undo/1"
    var isDryRun: Bool
    var changes: [Change]

    /// `undo --list --format json`.
    struct List: Encodable {
        struct Row: Encodable {
            var change: ChangeID
            var batch: ChangeBatchID
            var state: UndoJournal.State
            var path: String
            var existedBefore: Bool
            var existsAfter: Bool
            var run: RunID?
            var task: String?
            var fix: String?
            var note: String?
            /// Seconds since 1970-01-01 UTC.
            var at: Double
        }

        var schema = "recourse.undo.list/1"
        var changes: [Row]

        init(_ records: [ChangeRecord], _ journal: UndoJournal) {
            changes = records.map { record in
                Row(
                    change: record.id, batch: record.batch, state: journal.state(of: record),
                    path: record.fullPath, existedBefore: record.before != nil,
                    existsAfter: record.after != nil, run: record.origin.run,
                    task: record.origin.task, fix: record.origin.fix?.description,
                    note: record.origin.note, at: record.at)
            }
        }
    }
}
