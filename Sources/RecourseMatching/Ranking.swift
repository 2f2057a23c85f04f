import RecourseCore

/// Which of several matches is the cause, and which only its echo.
enum Ranking {
    /// Roots before what yields to them; then specificity, severity, status, and what stands first in the text.
    static func ranked(_ matches: [PatternMatch]) -> [PatternMatch] {
        let present = Set(matches.map(\.pattern.id))
        let scored = matches.map { match in
            var match = match
            match.score = score(match.pattern, yields: match.pattern.yieldsTo.contains(where: present.contains))
            return match
        }
        return scored.sorted { left, right in
            if left.score != right.score { return left.score > right.score }
            if left.position != right.position { return left.position < right.position }
            return left.pattern.id < right.pattern.id
        }
    }

    /// 0 to 1.
    private static func score(_ pattern: Pattern, yields: Bool) -> Double {
        let severity =
            switch pattern.severity {
            case .fatal, .error: 1.0
            case .warning: 0.6
            case .note: 0.4
            }
        let status =
            switch pattern.status {
            case .stable: 1.0
            case .test: 0.95
            case .experimental: 0.85
            case .deprecated: 0.0
            }
        let specificity = 0.5 + Double(pattern.specificity) / 200
        return (specificity * severity * status * (yields ? 0.4 : 1) * 1_000).rounded() / 1_000
    }
}
