import Foundation
import RecourseContext
import RecourseCore
import RecourseExecution

/// Milliseconds, as medians, and counts.
struct ContextFigures {
    var first: Double
    var unchanged: Double
    var gitStatus: Double
    var tenChanged: Double
    var reads: Double
    var assembled: Double
    var storedKilobytes: Double

    init(of tree: GeneratedTree, runs: Int) throws {
        let project = LocalProjectTree(root: tree.root)
        // Stamps settle; else the last files would be read twice.
        Thread.sleep(forTimeInterval: 0.1)
        var stored: [UInt8] = []
        first = Self.milliseconds {
            stored = ContextSnapshot.refreshed(from: nil, in: project).snapshot.encoded
        }
        storedKilobytes = Double(stored.count) / 1_024
        try tree.git(["status", "--porcelain"])

        var unchanged: [Double] = []
        var statuses: [Double] = []
        for _ in 0..<runs {
            unchanged.append(Self.milliseconds { _ = Self.refresh(&stored, project) })
            let start = ContinuousClock.now
            try tree.git(["status", "--porcelain"])
            statuses.append((ContinuousClock.now - start).milliseconds)
        }
        self.unchanged = unchanged.median
        gitStatus = statuses.median

        var changed: [Double] = []
        var reads: [Double] = []
        for round in 0..<runs {
            for index in 0..<10 {
                try tree.change(tree.paths[(index * 997 + round) % tree.paths.count], to: round)
            }
            Thread.sleep(forTimeInterval: 0.05)
            var read = 0
            changed.append(Self.milliseconds { read = Self.refresh(&stored, project) })
            reads.append(Double(read))
        }
        tenChanged = changed.median
        self.reads = reads.max() ?? 0

        let snapshot = ContextSnapshot(encoded: stored)
        let task = ContextTask(id: "1", title: "Let `Thing77` act twice in Thing78.swift")
        assembled =
            (0..<runs).map { _ in
                Self.milliseconds {
                    guard let snapshot else { return }
                    _ = ProjectContext.assembled(
                        for: task, from: ContextSources(tree: project, snapshot: snapshot),
                        budget: 8_000)
                }
            }.median
    }

    /// As a run does it: from the stored bytes, and to them where there is something to keep.
    private static func refresh(_ stored: inout [UInt8], _ project: LocalProjectTree) -> Int {
        let earlier = ContextSnapshot(encoded: stored)
        let refresh = ContextSnapshot.refreshed(from: earlier, in: project)
        if refresh.isWorthKeeping { stored = refresh.snapshot.encoded }
        return refresh.filesRead
    }

    private static func milliseconds(_ work: () -> Void) -> Double {
        ContinuousClock().measure(work).milliseconds
    }
}

extension Duration {
    fileprivate var milliseconds: Double {
        Double(components.seconds) * 1_000 + Double(components.attoseconds) / 1e15
    }
}
