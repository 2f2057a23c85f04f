import RecourseCore
import RecourseMatching

/// Whether what is known is of no use for a failure, so that a model may be asked.
enum UnresolvedFailure {
    /// Patterns below say little more than that a tool failed.
    private static let telling = 30

    /// - Parameters:
    ///   - offers: every fix of its patterns.
    ///   - wasTried: on this failure.
    /// - Returns: true where nothing explains it, or where fixes were tried and none helped. False
    ///   where the cause is known and only the policy, a person, or the want of a fix is in the
    ///   way.
    static func isOne(
        _ diagnosis: Diagnosis, _ offers: [OfferedFix], wasTried: (ResolvedFix) -> Bool
    ) -> Bool {
        if offers.contains(where: { wasTried($0.fix) }) { return true }
        let isExplained = diagnosis.matches.contains { $0.pattern.specificity >= telling }
        return !isExplained && !offers.contains { $0.fix.kind != .advice }
    }
}
