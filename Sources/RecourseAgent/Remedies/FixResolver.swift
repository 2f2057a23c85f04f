import RecourseCore
import RecourseMatching
import RecourseText

/// Turns a pack's fix into what would run here, or says why it is none for this failure.
public struct FixResolver: Sendable {
    private let workspace: any Workspace
    private let command: Command?
    private let mayProbe: Bool

    /// - Parameters:
    ///   - command: the failed command; `nil` where only its output is known, and no fix that needs
    ///     it applies.
    ///   - mayProbe: whether look-ups may run commands that only look.
    public init(workspace: any Workspace, command: Command?, mayProbe: Bool) {
        self.workspace = workspace
        self.command = command
        self.mayProbe = mayProbe
    }

    public func resolved(
        _ fix: Fix, of match: PatternMatch
    ) async -> Result<ResolvedFix, Inapplicable> {
        do throws(Inapplicable) {
            return .success(try await resolve(fix, match))
        } catch {
            return .failure(error)
        }
    }

    private func resolve(_ fix: Fix, _ match: PatternMatch) async throws(Inapplicable)
        -> ResolvedFix
    {
        var values = BoundValues(match: match, workspace: workspace)
        var surroundings = Surroundings(workspace: workspace, command: command, mayProbe: mayProbe)
        if case .remedy(let remedy) = fix.action { surroundings.target = remedy.rewrite?.program }
        try await surroundings.bind(fix.lookups, into: &values)
        try await surroundings.check(fix.conditions, values)
        var resolved = ResolvedFix(
            reference: FixReference(pattern: match.pattern.id, fix: fix.id),
            revision: match.pattern.revision, title: fix.title, kind: fix.action.kind, edits: [],
            steps: [], delay: .zero, command: command, advice: nil, risk: .retry, withheld: nil,
            timeout: fix.timeout, prior: fix.prior)
        switch fix.action {
        case .advice(let text):
            resolved.advice = values.shown(text, missing: "…")
            resolved.command = nil
            resolved.risk = .inspect
            resolved.withheld = "only a person can follow it"
        case .retry(let delay):
            resolved.delay = delay
        case .remedy(let remedy):
            try fill(&resolved, from: remedy, values)
            withholdGuesses(fix.lookups, values, &resolved)
        }
        resolved.risk = max(resolved.risk, fix.declaredRisk ?? .inspect)
        return resolved
    }

    private func fill(
        _ resolved: inout ResolvedFix, from remedy: Remedy, _ values: BoundValues
    ) throws(Inapplicable) {
        for edit in remedy.edits {
            resolved.edits.append(try fileEdit(edit, values))
            resolved.risk = max(resolved.risk, .workspace)
        }
        for step in remedy.steps {
            let words = try values.arguments(step)
            resolved.steps.append(words.map(\.text))
            judge(words, &resolved)
        }
        if let rewrite = remedy.rewrite {
            guard let command else { throw .rewrite("the failed command is not known") }
            let rewriting = CommandRewriting(command: command, values: values, workspace: workspace)
            let result = try rewriting.rewritten(by: rewrite)
            guard result.command != command else { throw .rewrite("nothing would change") }
            resolved.command = result.command
            resolved.newDirectory = result.directory
            resolved.risk = max(resolved.risk, .workspace)
            if result.isReplaced {
                judge(result.words, &resolved)
            } else {
                withholdUnknownNames(result.words, &resolved)
            }
            if CommandAnatomy(result.command).invocations.contains(where: { invocation in
                CommandRisk.isForbidden(
                    [invocation.program] + invocation.arguments.map { $0 ?? "" })
            }),
                !CommandAnatomy(command).invocations.contains(where: { invocation in
                    CommandRisk.isForbidden(
                        [invocation.program] + invocation.arguments.map { $0 ?? "" })
                })
            {
                resolved.withheld = "it destroys work or switches a check off"
            }
        }
    }

    private func judge(_ words: [BoundValue], _ resolved: inout ResolvedFix) {
        let argv = words.map(\.text)
        let risk = CommandRisk.of(argv) { workspace.contained($0) != nil }
        resolved.risk = max(resolved.risk, risk)
        if CommandRisk.isForbidden(argv) {
            resolved.withheld = "it destroys work or switches a check off"
        }
        withholdUnknownNames(words, &resolved)
    }

    /// A name that is nearly what was typed may be what was meant; where it says that it destroys or
    /// publishes something, only a person should mean it.
    private func withholdGuesses(
        _ lookups: [String: Lookup], _ values: BoundValues, _ resolved: inout ResolvedFix
    ) {
        for (name, lookup) in lookups {
            guard case .similar(_, let among) = lookup,
                among == .npmScripts || among == .makeTargets,
                let guess = values.text(of: name), GravePurpose.isNamed(by: guess)
            else { continue }
            resolved.withheld = "`\(guess)` is only a guess, and by its name not to be run on one"
        }
    }

    private func withholdUnknownNames(_ words: [BoundValue], _ resolved: inout ResolvedFix) {
        let argv = words.map(\.text)
        guard let installation = Installation(argv) else { return }
        for index in installation.names where index < words.count {
            guard words[index].origin == .captured,
                !workspace.names(argv[index], asRequiredIn: installation.ecosystem)
            else {
                continue
            }
            resolved.withheld =
                "`\(argv[index])` is a name from the output that no pack and no manifest of the project knows"
        }
    }

    private func fileEdit(_ edit: Edit, _ values: BoundValues) throws(Inapplicable) -> FileEdit {
        let path = try values.argument(edit.file).text
        guard workspace.contained(path) != nil else {
            throw .refusedCapture(name: edit.file.source)
        }
        func line(_ template: Template) throws(Inapplicable) -> Int {
            guard let number = Int(try values.argument(template).text) else {
                throw .refusedCapture(name: template.source)
            }
            return number
        }
        let operation: FileEdit.Operation =
            switch edit.operation {
            case .crlfToLF: .crlfToLF
            case .stripBOM: .stripBOM
            case .indentWithTab(let at): .indentWithTab(line: try line(at))
            case .deleteLine(let at, let containing):
                .deleteLine(line: try line(at), containing: values.shown(containing))
            case .replaceInLine(let at, let from, let to):
                .replaceInLine(
                    line: try line(at), from: values.shown(from), to: try values.argument(to).text)
            }
        guard let bytes = workspace.contents(of: path), operation.applied(to: bytes) != nil else {
            throw .condition("\(path) has nothing to change")
        }
        return FileEdit(path: path, operation: operation)
    }
}
