import GRDB
import RecourseCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension KnowledgeStore {
    /// What was last seen of a project's files, as whoever kept it wrote it.
    /// - Parameter project: a hash of its path.
    public func contextState(of project: String) throws -> [UInt8]? {
        try rows(of: "context_state") {
            try Data.fetchAll(
                $0, sql: "SELECT snapshot FROM context_state WHERE project = ?",
                arguments: [project])
        }.first.map { Array($0) }
    }

    /// Queued; given up where it cannot be written and much else waits.
    /// - Parameter time: seconds since 1970-01-01 UTC.
    public func keepContextState(_ bytes: [UInt8], of project: String, at time: Double) throws {
        _ = try recording().submit(.expendable) { database in
            try database.execute(
                sql: """
                    INSERT OR REPLACE INTO context_state (project, at, snapshot) VALUES (?, ?, ?)
                    """, arguments: [project, time, Data(bytes)])
        }
    }
}
