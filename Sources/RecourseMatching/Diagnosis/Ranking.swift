import RecourseCore

/// Which of several matches is the cause, and which only its echo.
enum Ranking {
    /// Roots before what yields to them; then specificity, severity, status, and what stands first
    /// in the text.
    static func ranked(_ matches: [PatternMatch]) -> [PatternMatch] {
        let scores = scores(of: matches.map(\.pattern))
        let scored = matches.map { match in
            var match = match
            match.score = scores[match.pattern.id] ?? 0
            return match
        }
        return scored.sorted { left, right in
            if left.score != right.score { return left.score > right.score }
            if left.position != right.position { return left.position < right.position }
            return left.pattern.id < right.pattern.id
        }
    }

    /// What yields stands below all its roots, whatever they are worth by themselves: roots are
    /// scored first. Of patterns that yield to each other, the one that is worth most is taken for
    /// the root.
    private static func scores(of patterns: [Pattern]) -> [PatternID: Double] {
        var waiting = patterns.sorted { left, right in
            let (first, second) = (worth(of: left), worth(of: right))
            return first == second ? left.id < right.id : first > second
        }
        let present = Set(patterns.map(\.id))
        var scores: [PatternID: Double] = [:]
        while !waiting.isEmpty {
            let next =
                waiting.firstIndex { pattern in
                    pattern.yieldsTo.allSatisfy {
                        !present.contains($0) || scores[$0] != nil || $0 == pattern.id
                    }
                } ?? 0
            let pattern = waiting.remove(at: next)
            let roots = pattern.yieldsTo.filter { present.contains($0) && $0 != pattern.id }
            let limit = roots.compactMap { scores[$0] }.min().map { 0.9 * $0 } ?? 1
            let score = min(limit, roots.isEmpty ? worth(of: pattern) : 0.4 * worth(of: pattern))
            scores[pattern.id] = (score * 1_000).rounded() / 1_000
        }
        return scores
    }

    /// 0 to 1.
    private static func worth(of pattern: Pattern) -> Double {
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
        return specificity * severity * status
    }
}
