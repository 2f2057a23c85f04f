import RecourseCore
import RecourseText

/// A cure as a fix: words that the failure names become placeholders, the others stay to the
/// letter.
struct LearnedFix {
    let fix: Fix
    /// What it comes to for the failure that it was learned from; `nil` for a re-run.
    let resolvesTo: String?
    /// For people, and to know it again: with placeholders where steps have them.
    let text: String

    /// By chance, small numbers stand in a line and in a command.
    private static let leastDigits = 3

    /// - Throws: `notRepeatable` where it only makes sense for this one command, or holds a secret.
    init(
        _ lesson: Lesson, captures: [String: String], rules: [String: CaptureRule]
    ) throws(LessonRefusal) {
        let filling = Filling(captures: captures, rules: rules)
        var conditions = FixConditions()
        let action: FixAction
        switch lesson.cure {
        case .retry(let seconds):
            action = .retry(after: .milliseconds(Int64((seconds * 1_000).rounded())))
            resolvesTo = nil
            text = "run it again"
        case .steps(let steps):
            try Self.refuseSecrets(steps)
            let templates = steps.map(filling.step)
            action = .remedy(Remedy(steps: templates))
            resolvesTo = steps.map(ShellQuoting.joined).joined(separator: " && ")
            text = templates.map { $0.map(\.source).joined(separator: " ") }
                .joined(separator: " && ")
        case .rewrite(let argv):
            try Self.refuseSecrets([argv, lesson.command.argv])
            let invocations = CommandAnatomy(lesson.command).invocations
            guard invocations.count == 1, case .arguments(0) = invocations[0].place else {
                throw .notRepeatable("the command runs behind a shell or another program")
            }
            let change = Self.change(from: lesson.command.argv, to: argv, filling)
            if case .set = change {
                // Whole, it is right for this one command only.
                conditions.command = "^\(Self.escaped(lesson.command.text))$"
            }
            action = .remedy(Remedy(rewrite: Rewrite(changes: [change])))
            let words = ShellQuoting.joined(argv)
            (resolvesTo, text) = (words, words)
        }
        fix = Fix(
            id: LessonDraft.fixID, title: lesson.cureTitle, action: action, conditions: conditions,
            declaredRisk: lesson.risk)
    }

    private static func refuseSecrets(_ vectors: [[String]]) throws(LessonRefusal) {
        guard !vectors.joined().contains(where: { $0.contains(Redactor.mark) }) else {
            throw .notRepeatable("it holds a secret")
        }
    }

    /// The smallest change that makes the new command of the old one, so that it is also one of
    /// another command of the kind.
    private static func change(
        from old: [String], to new: [String], _ filling: Filling
    ) -> Rewrite.Change {
        let start = zip(old, new).prefix { $0 == $1 }.count
        let end = zip(old.dropFirst(start).reversed(), new.dropFirst(start).reversed())
            .prefix { $0 == $1 }.count
        let removed = Array(old[start..<(old.count - end)])
        let added = Array(new[start..<(new.count - end)])
        let isOnce = { (word: String) in old.count { $0 == word } == 1 }
        switch (removed.count, added.count) {
        case (1, 1) where start == 0: return .program(added[0])
        case (0, 1...) where start > 0 && end == 0: return .append(filling.templates(added))
        case (0, 1...) where start == 1: return .insert(filling.templates(added), after: nil)
        case (0, 1...) where start > 1 && isOnce(old[start - 1]):
            return .insert(
                filling.templates(added), after: Template(literal: old[start - 1]))
        case (1, 1) where isOnce(removed[0]):
            return .replace(filling.template(removed[0]), with: filling.template(added[0]))
        case (1, 0) where start > 0 && isOnce(removed[0]):
            return .remove(filling.template(removed[0]))
        default: return .set(new.map { Template(literal: $0) })
        }
    }

    private static let metacharacters: Set<Character> = Set(#"\^$.|?*+()[]{}"#)

    private static func escaped(_ text: String) -> String {
        text.map { metacharacters.contains($0) ? "\\\($0)" : String($0) }.joined()
    }

    /// Which words the failure names.
    private struct Filling {
        private var names: [String: String] = [:]

        init(captures: [String: String], rules: [String: CaptureRule]) {
            for (name, value) in captures.sorted(by: { $0.key < $1.key }) {
                guard let rule = rules[name], rule.accepts(value), names[value] == nil,
                    rule.type != .int || value.utf8.count >= LearnedFix.leastDigits
                else { continue }
                names[value] = name
            }
        }

        /// A whole argument vector: its program is never filled in.
        func step(_ argv: [String]) -> [Template] {
            argv.prefix(1).map { Template(literal: $0) } + templates(Array(argv.dropFirst()))
        }

        func templates(_ words: [String]) -> [Template] { words.map(template) }

        func template(_ word: String) -> Template {
            if let name = names[word], let filled = try? Template(parsing: "{\(name)}") {
                return filled
            }
            if let (flag, value) = CureWords.valueOfFlag(word), let name = names[value],
                let filled = try? Template(parsing: Self.literal(flag) + "{\(name)}")
            {
                return filled
            }
            return Template(literal: word)
        }

        /// Braces of a literal, as templates write them.
        private static func literal(_ text: String) -> String {
            text.map { $0 == "{" ? "{{" : $0 == "}" ? "}}" : String($0) }.joined()
        }
    }
}
