import Foundation
import GRDB
import RecourseCore
import Synchronization

@testable import RecourseStore

/// A folder of its own for a test; it goes with the process, since stores outlive the names of
/// their folders.
struct Scratch: Sendable {
    let folder: String

    private static let folders = Mutex<[String]>([])
    private static let cleaning = atexit {
        for folder in Scratch.folders.withLock({ $0 }) {
            try? FileManager.default.removeItem(atPath: folder)
        }
    }

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(
            path: "recourse-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        let path = url.path
        folder = path
        _ = Self.cleaning
        Self.folders.withLock { $0.append(path) }
    }

    var database: String { path("knowledge.db") }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    func bytes(_ name: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: path(name)))
    }

    func write(_ data: Data, to name: String) throws {
        try data.write(to: URL(fileURLWithPath: path(name)))
    }

    func writer() throws -> KnowledgeStore { try KnowledgeStore(path: database, access: .writing) }

    func reader() throws -> KnowledgeStore { try KnowledgeStore(path: database, access: .reading) }

    /// Changes the file as other tools would.
    func change(_ sql: String, in name: String = "knowledge.db") throws {
        let queue = try DatabaseQueue(path: path(name))
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    /// What the call throws, if it is a `StoreError`.
    static func error(_ work: () throws -> Void) -> StoreError? {
        do {
            try work()
            return nil
        } catch {
            return error as? StoreError
        }
    }
}

extension FailureRecord {
    static func made(
        _ fingerprint: String = "f", pattern: PatternID? = "made.one", at time: Double = 100,
        excerpt: String = "broken"
    ) -> FailureRecord {
        FailureRecord(
            fingerprint: fingerprint, program: "make", command: "make all", directory: "/project",
            exitCode: 2,
            pattern: pattern, excerpt: excerpt, seconds: 1.5, at: time)
    }
}

extension Attempt {
    static func made(
        _ outcome: Outcome, fix: FixID = "f", seconds: Double = 2, at time: Double = 100,
        modelCalls: Int = 0
    ) -> Attempt {
        Attempt(
            fix: FixReference(pattern: "made.one", fix: fix), revision: 1, kind: .run,
            commands: ["touch a", "make \"all\""], risk: .workspace, outcome: outcome,
            seconds: seconds,
            startedAt: time, modelCalls: modelCalls, leadsTo: outcome == .shifted ? "g" : nil)
    }
}
