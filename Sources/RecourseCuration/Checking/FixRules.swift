import RecourseCore
import RecoursePCRE2

/// Rules on the fixes of a pattern.
struct FixRules {
    let pattern: Pattern
    let pack: Pack
    let note: (LintFinding.Rule, String) -> Void

    func check() {
        let groups = Set(
            pattern.scope.regexes.compactMap { try? Regex($0) }.flatMap { $0.groups.map(\.name) })
        for fix in pattern.fixes {
            checkPlaceholders(of: fix, groups)
            checkRisk(of: fix)
            for program in fix.programs.sorted() where !pack.programs.contains(program) {
                note(
                    .programNotListed, "\(fix.id) starts `\(program)`, which the pack does not list"
                )
            }
        }
    }

    private func checkPlaceholders(of fix: Fix, _ groups: Set<String>) {
        for template in anywhere(fix) + arguments(fix) {
            for placeholder in template.placeholders where fix.lookups[placeholder.name] == nil {
                guard groups.contains(placeholder.name) else {
                    note(
                        .unknownPlaceholder,
                        "\(fix.id): `{\(placeholder.text)}` is neither a group nor looked up")
                    continue
                }
                if let key = placeholder.key, pattern.captures[placeholder.name]?.maps[key] == nil {
                    note(
                        .unknownPlaceholder,
                        "\(fix.id): `{\(placeholder.text)}` names a map that is not there")
                }
            }
        }
        for template in arguments(fix) {
            for placeholder in template.placeholders
            where fix.lookups[placeholder.name] == nil && groups.contains(placeholder.name) {
                if pattern.captures[placeholder.name]?.type ?? .text == .text {
                    note(
                        .untypedCapture,
                        "\(fix.id): `{\(placeholder.name)}` is text, which no argument may hold")
                }
            }
        }
    }

    private func checkRisk(of fix: Fix) {
        let computed =
            argumentVectors(of: fix).map { argv in
                CommandRisk.of(argv) { path in
                    !path.hasPrefix("/") && !path.hasPrefix("~")
                        && !path.split(separator: "/").contains("..")
                }
            }.max() ?? .inspect
        let risk = max(computed, fix.declaredRisk ?? .inspect)
        if risk > pack.maximumRisk {
            note(
                .aboveMaximumRisk,
                "\(fix.id) is \(risk.rawValue), above the pack's \(pack.maximumRisk.rawValue)")
        }
        for argv in argumentVectors(of: fix) where CommandRisk.isForbidden(argv) {
            note(
                .forbidden,
                "\(fix.id) destroys work or switches a check off: \(argv.joined(separator: " "))")
        }
    }

    /// Placeholders stand in as a word.
    private func argumentVectors(of fix: Fix) -> [[String]] {
        guard case .remedy(let remedy) = fix.action else { return [] }
        var vectors = remedy.steps
        for case .set(let words) in remedy.rewrite?.changes ?? [] { vectors.append(words) }
        return vectors.map { words in
            words.map { word in
                word.segments.map { if case .literal(let text) = $0 { text } else { "value" } }
                    .joined()
            }
        }
    }

    /// Templates that become part of what runs.
    private func arguments(_ fix: Fix) -> [Template] {
        guard case .remedy(let remedy) = fix.action else { return [] }
        var templates = remedy.steps.flatMap { $0 } + remedy.edits.map(\.file)
        for edit in remedy.edits {
            switch edit.operation {
            case .crlfToLF, .stripBOM: break
            case .indentWithTab(let line), .deleteLine(let line, _): templates.append(line)
            case .replaceInLine(let line, _, let to): templates += [line, to]
            }
        }
        for change in remedy.rewrite?.changes ?? [] {
            switch change {
            case .insert(let words, _), .append(let words), .set(let words): templates += words
            case .replace(_, let new): templates.append(new)
            case .environment(let changes): templates += changes.values
            case .directory(let path): templates.append(path)
            case .remove, .dropLetter, .multiply, .program, .withoutEnvironment: break
            }
        }
        return templates
    }

    /// Templates that are only looked at, compared or shown.
    private func anywhere(_ fix: Fix) -> [Template] {
        var templates = fix.lookups.values.flatMap(\.templates) + fix.conditions.templates
        switch fix.action {
        case .advice(let text): templates.append(text)
        case .retry: break
        case .remedy(let remedy):
            for edit in remedy.edits { templates += edit.operation.templates }
            for change in remedy.rewrite?.changes ?? [] {
                if case .replace(let old, _) = change { templates.append(old) }
                if case .remove(let word) = change { templates.append(word) }
                if case .insert(_, let after?) = change { templates.append(after) }
            }
        }
        return templates
    }
}
