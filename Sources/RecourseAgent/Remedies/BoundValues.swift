import RecourseCore
import RecourseMatching

/// A value for a placeholder, and how far it can be trusted.
struct BoundValue: Hashable {
    enum Origin: Hashable {
        /// A pack's own table or list of names, or what a look-up found: strangers could not choose
        /// it.
        case vouched
        /// The output said so.
        case captured
    }

    var text: String
    var origin: Origin
}

/// Values by placeholder name. Captures are checked against their types here, and nowhere else.
struct BoundValues {
    private let match: PatternMatch
    private let workspace: any Workspace
    private var found: [String: BoundValue] = [:]

    init(match: PatternMatch, workspace: any Workspace) {
        self.match = match
        self.workspace = workspace
    }

    /// What a look-up found.
    func text(of name: String) -> String? { found[name]?.text }

    mutating func bind(_ name: String, to value: BoundValue) { found[name] = value }

    /// Every placeholder filled with a value that is fit for an argument.
    func argument(_ template: Template) throws(Inapplicable) -> BoundValue {
        var text = ""
        var origin = BoundValue.Origin.vouched
        for segment in template.segments {
            switch segment {
            case .literal(let literal): text += literal
            case .placeholder(let placeholder):
                let value = try self.value(of: placeholder)
                text += value.text
                if value.origin == .captured { origin = .captured }
            }
        }
        return BoundValue(text: text, origin: origin)
    }

    func arguments(_ templates: [Template]) throws(Inapplicable) -> [BoundValue] {
        var values: [BoundValue] = []
        for template in templates { values.append(try argument(template)) }
        return values
    }

    /// As the failure says it, for people and for comparing; never for running.
    /// - Parameter missing: stands for what the failure does not say; `nil`: the placeholder does.
    func shown(_ template: Template, missing: String? = nil) -> String {
        template.segments.map { segment in
            switch segment {
            case .literal(let literal): literal
            case .placeholder(let placeholder):
                found[placeholder.name]?.text ?? (try? value(of: placeholder))?.text
                    ?? match.captures[placeholder.name] ?? missing ?? "{\(placeholder.text)}"
            }
        }.joined()
    }

    /// True once every placeholder of a look-up has its value.
    func isBound(_ template: Template) -> Bool {
        template.placeholders.allSatisfy { found[$0.name] != nil || match.captures[$0.name] != nil }
    }

    private func value(of placeholder: Template.Placeholder) throws(Inapplicable) -> BoundValue {
        if let value = found[placeholder.name] { return value }
        guard let capture = match.captures[placeholder.name] else {
            throw .lookup(placeholder.name)
        }
        let rule = match.pattern.captures[placeholder.name] ?? CaptureRule()
        guard rule.accepts(capture) else { throw .refusedCapture(name: placeholder.name) }
        if let key = placeholder.key, let mapped = rule.maps[key]?[capture] {
            return BoundValue(text: mapped, origin: .vouched)
        }
        if rule.type == .path, workspace.contained(capture) == nil {
            throw .refusedCapture(name: placeholder.name)
        }
        return BoundValue(text: capture, origin: rule.knows(capture) ? .vouched : .captured)
    }
}
