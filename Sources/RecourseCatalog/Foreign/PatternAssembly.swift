import RecourseCore

/// Puts together what a reader finds in a file: patterns with their ids, grades, notes.
struct PatternAssembly {
    /// A regex where it stands.
    struct Step {
        var regex: TranslatedRegex
        var line: Int
        var field: String
        /// Line ends from the step before; of no meaning in the first.
        var within = 1
    }

    /// A pattern but for its regexes.
    struct Draft {
        var family: String
        var kind: String
        var title: String
        var severity = Severity.error
        var category = FailureCategory.unknown
        /// Of groups whose role is known.
        var types: [String: CaptureType] = [:]
        var fixes: [Fix] = []
        var references: [String] = []
        /// What else a person must look at.
        var doubts: [String] = []
    }

    let format: ForeignFormat
    var pack: PackID
    /// Whether a person chose the pack's id.
    let isNamed: Bool
    let file: String
    let compiles: (String) -> String?
    private var patterns: [Pattern] = []
    private var grades: [GradedRegex] = []
    private var redactors: [RedactionRule] = []
    private var notes: [PackError] = []
    private var taken: Set<String> = []
    /// How often an id was asked for.
    private var counts: [String: Int] = [:]
    /// Families and regexes that are there.
    private var known: Set<[String]> = []

    init(
        _ format: ForeignFormat, pack: PackID?, file: String,
        compiles: @escaping (String) -> String?
    ) {
        self.format = format
        self.pack = pack ?? PackID(PatternNaming.stem(of: file))
        isNamed = pack != nil
        self.file = file
        self.compiles = compiles
    }

    mutating func note(_ reason: String, line: Int, field: String = "") {
        notes.append(PackError(file: file, line: line, field: field, reason: reason))
    }

    /// Something that has a regex elsewhere.
    mutating func refuse(
        _ id: String, _ original: String, _ reason: String, line: Int, field: String
    ) {
        grades.append(
            GradedRegex(
                id: id, line: line, field: field, original: original, pcre2: nil, grade: .refused,
                reasons: [reason]))
    }

    /// - Throws: `PackErrors` for a regex that nobody means well with, and for too many.
    mutating func add(_ draft: Draft, _ steps: [Step]) throws {
        guard known.insert([draft.family] + steps.map(\.regex.original)).inserted else {
            return note(
                "says the same as a pattern before it", line: steps[0].line, field: steps[0].field)
        }
        let id = unused("\(draft.family).\(draft.kind)")
        let checked = try steps.map { try check($0) }
        for (step, regex) in zip(steps, checked) {
            grades.append(
                GradedRegex(
                    id: id, line: step.line, field: step.field, original: regex.original,
                    pcre2: regex.pcre2,
                    grade: max(regex.grade, draft.doubts.isEmpty ? .exact : .review),
                    reasons: regex.reasons + (regex.pcre2 == nil ? [] : draft.doubts)))
        }
        let regexes = checked.compactMap(\.pcre2)
        guard regexes.count == steps.count, let first = regexes.first else { return }
        let scope: PatternScope =
            steps.count == 1
            ? .line(first)
            : .block(
                zip(steps, regexes).enumerated().map { index, step in
                    PatternStep(
                        regex: index == 0 ? step.1 : Self.onLaterLine(step.1),
                        within: index == 0 ? PatternStep(regex: "").within : step.0.within)
                })
        var reasons: [String] = []
        for reason in checked.flatMap(\.reasons) + draft.doubts where !reasons.contains(reason) {
            reasons.append(reason)
        }
        let names = Set(checked.flatMap(\.names))
        patterns.append(
            Pattern(
                id: PatternID(id), title: draft.title, status: .experimental,
                severity: draft.severity, category: draft.category, scope: scope,
                captures: draft.types.filter { names.contains($0.key) }.mapValues {
                    CaptureRule(type: $0)
                }, fixes: draft.fixes, references: draft.references,
                origin: PatternOrigin(
                    format: format.rawValue, regexes: checked.map(\.original),
                    grade: (checked.map(\.grade) + (draft.doubts.isEmpty ? [] : [.review])).max()
                        ?? .exact,
                    reasons: reasons)))
    }

    mutating func add(_ rule: RedactionRule, _ step: Step) throws {
        var rule = rule
        rule.id = unused(rule.id)
        let regex = try check(step)
        grades.append(
            GradedRegex(
                id: rule.id, line: step.line, field: step.field, original: regex.original,
                pcre2: regex.pcre2, grade: regex.grade, reasons: regex.reasons))
        guard let pcre2 = regex.pcre2 else { return }
        rule.regex = pcre2
        redactors.append(rule)
    }

    private func check(_ step: Step) throws -> TranslatedRegex {
        guard grades.count < ForeignLimits.patterns else {
            throw PackErrors([
                PackError(
                    file: file, line: step.line, field: step.field,
                    reason: "more than \(ForeignLimits.patterns) regexes")
            ])
        }
        let regex = step.regex.checked(compiles)
        guard !regex.isHostile else {
            throw PackErrors([
                PackError(
                    file: file, line: step.line, field: step.field,
                    reason: regex.reasons.joined(separator: "; "))
            ])
        }
        return regex
    }

    /// A step that is looked for in a line of its own, not in the rest of the one before.
    private static func onLaterLine(_ regex: String) -> String {
        let isAnchored = regex.hasPrefix("^") || regex.hasPrefix("(?i)^")
        return isAnchored && LineEnds.isOneBranch(regex) ? regex : "^.*?(?:\(regex))"
    }

    private mutating func unused(_ id: String) -> String {
        var result = id
        while !taken.insert(result).inserted {
            let number = counts[id, default: 1] + 1
            counts[id] = number
            result = "\(id)-\(number)"
        }
        return result
    }

    /// - Throws: `PackErrors` where the file holds no pattern at all.
    func result() throws -> ForeignImport {
        guard !grades.isEmpty || !notes.isEmpty else {
            throw PackErrors([PackError(file: file, line: 1, reason: "holds no pattern")])
        }
        let risk = patterns.flatMap(\.fixes).contains { $0.action.kind == .retry }
        return ForeignImport(
            format: format,
            pack: Pack(
                id: pack, version: "0.0.0", licence: "unknown",
                maximumRisk: risk ? .retry : .inspect, programs: [], patterns: patterns),
            grades: grades, redactors: redactors, notes: notes)
    }
}
