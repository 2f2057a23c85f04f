import RecourseCore

/// Makes drafts fit a budget.
struct ContextFitting {
    private let drafts: [ComponentDraft]
    private let focus: TaskFocus
    private let budget: Int
    private(set) var components: [ContextComponent]

    init(_ drafts: [ComponentDraft], focus: TaskFocus, budget: Int) {
        self.drafts = drafts
        self.focus = focus
        self.budget = budget
        components = drafts.map(Self.whole)
    }

    /// Components end in a line end; a blank line stands between them.
    var text: String { components.map(\.text).filter { !$0.isEmpty }.joined(separator: "\n") }

    mutating func fit() {
        guard TokenEstimate.tokens(in: text) > budget else { return }
        let wholes = components
        let needs = wholes.map { $0.text.isEmpty ? 0 : $0.wholeTokens + 1 }
        let weights = drafts.map { Self.weight(of: $0.kind) }
        let shares = BudgetShares.shares(of: budget, needs: needs, weights: weights)
        // What matters most first: what it does not use goes to the next.
        let order = drafts.indices.sorted { (-weights[$0], $0) < (-weights[$1], $1) }
        var spare = budget - shares.reduce(0, +)
        for index in order where needs[index] > 0 {
            let room = min(shares[index] + spare, needs[index])
            components[index] = fitted(wholes[index], drafts[index], room: room)
            let used = components[index].text.isEmpty ? 0 : components[index].tokens + 1
            spare += shares[index] - used
        }
        tighten(from: order.reversed())
    }

    /// The estimate of the whole may differ a little from the sum of its parts'.
    private mutating func tighten(from order: [Int]) {
        var room: [Int: Int] = [:]
        var position = 0
        while position < order.count {
            let excess = TokenEstimate.tokens(in: text) - budget
            guard excess > 0 else { return }
            let index = order[position]
            guard !components[index].text.isEmpty else {
                position += 1
                continue
            }
            let before = room[index] ?? components[index].tokens
            room[index] = before - excess - 8
            components[index] = fitted(
                components[index], drafts[index], room: max(0, before - excess - 8))
        }
    }

    private static func weight(of kind: ContextComponent.Kind) -> Int {
        switch kind {
        case .file: 10
        case .tasks, .requirements: 8
        case .design, .failure: 6
        case .structure: 4
        case .manifest: 3
        case .readme, .history: 2
        case .relatedTasks: 1
        }
    }

    private static func whole(_ draft: ComponentDraft) -> ContextComponent {
        var component = ContextComponent(
            kind: draft.kind, name: draft.name, reason: draft.reason, form: .whole, text: "",
            tokens: 0, wholeTokens: 0,
            identity: ContentHash.of(Array(draft.identityText.utf8)))
        switch draft.source {
        case .text(let text, _): component.text = draft.heading + lineEnded(text)
        case .structure: component.text = draft.heading + draft.identityText
        case .missing(let omission): component.form = .leftOut(omission)
        }
        component.tokens = TokenEstimate.tokens(in: component.text)
        component.wholeTokens = component.tokens
        return component
    }

    private static func lineEnded(_ text: String) -> String {
        text.utf8.last == 0x0A ? text : text + "\n"
    }

    private func fitted(
        _ component: ContextComponent, _ draft: ComponentDraft, room: Int
    ) -> ContextComponent {
        if component.form == .whole, component.wholeTokens <= room { return component }
        var fitted = component
        let heading = "## \(draft.name) (shortened)\n"
        let left = room - TokenEstimate.tokens(in: heading) - 2
        let (body, compression): (String, Compression) =
            switch draft.source {
            case .text(let text, let compression):
                (
                    CompressedText(text, by: compression, for: focus, budget: left).text,
                    compression
                )
            case .structure(let survey): (Self.folded(survey, room: left), .folding)
            case .missing: ("", .beginning)
            }
        guard !body.isEmpty else {
            fitted.text = ""
            fitted.tokens = 0
            fitted.form = .leftOut(.budget)
            return fitted
        }
        fitted.text = heading + body
        fitted.tokens = TokenEstimate.tokens(in: fitted.text)
        fitted.form = .compressed(
            from: component.wholeTokens, to: fitted.tokens, by: compression)
        return fitted
    }

    private static func folded(_ survey: TreeSurvey, room: Int) -> String {
        let listing = StructureListing(survey)
        var lines = StructureListing.mostLines
        while lines > 0 {
            let text = listing.text(lines: lines)
            if TokenEstimate.tokens(in: text) <= room { return text }
            lines /= 2
        }
        return ""
    }
}
