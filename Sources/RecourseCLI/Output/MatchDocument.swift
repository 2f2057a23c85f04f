import RecourseAgent
import RecourseCore
import RecourseMatching

/// `recourse.match/1`: a diagnosis with its fixes, as design and README promise it.
struct MatchDocument: Encodable {
    struct Match: Encodable {
        var pattern: PatternID
        var pack: PackID
        var title: String
        var severity: Severity
        var category: FailureCategory
        var captures: [String: String]
        var score: Double
        var spans: [Span]
        var fixes: [FixDocument]
    }

    struct Span: Encodable {
        var stream: OutputStream
        var line: Int
        var endLine: Int
        var text: String
    }

    struct SetAside: Encodable {
        var pattern: PatternID
        var reason: String
    }

    var schema = "recourse.match/1"
    var matches: [Match]
    var unexplained: [[Int]]
    var setAside: [SetAside]
    var patterns: Int
    var candidates: Int
    var elapsedMs: Double
    /// With `--explain`.
    var stages: [TraceText.Stage]?

    init(
        _ diagnosis: Diagnosis, offers: [OfferedFix], elapsedMs: Double, isExplained: Bool = false
    ) {
        matches = diagnosis.matches.map { match in
            Match(
                pattern: match.pattern.id, pack: match.pack, title: match.pattern.title,
                severity: match.pattern.severity, category: match.pattern.category,
                captures: match.captures, score: match.score,
                spans: match.spans.map { span in
                    Span(
                        stream: span.stream, line: span.line, endLine: span.endLine, text: span.text
                    )
                },
                fixes: offers.filter { $0.pattern.id == match.pattern.id }.map(FixDocument.init))
        }
        unexplained = diagnosis.unexplained.map { [$0.lowerBound, $0.upperBound] }
        setAside = diagnosis.setAside.map { SetAside(pattern: $0.pattern, reason: $0.reason) }
        patterns = diagnosis.patterns
        candidates = diagnosis.candidates
        self.elapsedMs = (elapsedMs * 100).rounded() / 100
        stages = isExplained ? TraceText(diagnosis).stages : nil
    }
}

struct FixDocument: Encodable {
    struct Success: Encodable {
        var rate: Double
        var trials: Int
    }

    var id: FixID
    var title: String?
    var kind: FixKind
    var command: String
    var argv: [[String]]
    var risk: Risk
    var success: Success
    var automatic: Bool
    var why: String?

    init(_ offer: OfferedFix) {
        id = offer.fix.reference.fix
        title = offer.fix.title
        kind = offer.fix.kind
        command = offer.fix.text
        argv = offer.fix.argumentVectors
        risk = offer.fix.risk
        success = Success(rate: (offer.success * 1_000).rounded() / 1_000, trials: offer.trials)
        automatic = offer.verdict == .automatic
        why =
            switch offer.verdict {
            case .automatic: nil
            case .asked: "asks first"
            case .shown(let why): why
            }
    }
}
