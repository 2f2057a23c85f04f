import RecourseCore
import RecourseMatching
import RecourseText

/// Changes one invocation of a command and leaves the rest to the letter.
struct CommandRewriting {
    let command: Command
    let values: BoundValues
    let workspace: any Workspace

    struct Result {
        var command: Command
        /// Where it moves to, as the pack said it.
        var directory: String?
        /// True where `set` replaced the whole: judged as a command of ours.
        var isReplaced = false
        /// The invocation as it is now, the program first.
        var words: [BoundValue] = []
    }

    /// One word of the invocation.
    private struct Word {
        /// `nil` for a word that a shell expands, kept as it was written.
        var value: String?
        var source: String
        var origin = BoundValue.Origin.vouched
    }

    func rewritten(by rewrite: Rewrite) throws(Inapplicable) -> Result {
        let invocation = try target(of: rewrite)
        var words = self.words(of: invocation)
        var result = Result(command: command)
        for change in rewrite.changes {
            try apply(change, to: &words, invocation, &result)
        }
        result.command = try command(result.command, with: words, at: invocation)
        result.words = words.map { BoundValue(text: $0.value ?? $0.source, origin: $0.origin) }
        return result
    }

    private func target(of rewrite: Rewrite) throws(Inapplicable) -> Invocation {
        let invocations = CommandAnatomy(command).invocations
        guard let program = rewrite.program ?? invocations.last?.program else {
            throw .rewrite("the command cannot be taken apart")
        }
        let found = invocations.filter { Glob(program).matches($0.program) }
        guard found.count == 1, let invocation = found.first else {
            throw .rewrite("`\(program)` does not stand exactly once in the command")
        }
        return invocation
    }

    private func words(of invocation: Invocation) -> [Word] {
        switch invocation.place {
        case .arguments(let start):
            command.argv[start...].map { Word(value: $0, source: ShellQuoting.quoted($0)) }
        case .shellText(_, let words, _): words.map { Word(value: $0.value, source: $0.source) }
        }
    }

    private func apply(
        _ change: Rewrite.Change, to words: inout [Word], _ invocation: Invocation,
        _ result: inout Result
    ) throws(Inapplicable) {
        switch change {
        case .insert(let templates, let after):
            var index = 1
            if let after {
                let wanted = values.shown(after)
                guard let found = words.firstIndex(where: { $0.value == wanted }) else {
                    throw .rewrite("`\(wanted)` is no argument of the command")
                }
                index = found + 1
            }
            words.insert(contentsOf: try filled(templates), at: index)
        case .append(let templates):
            words += try filled(templates)
        case .replace(let old, let new):
            let wanted = values.shown(old)
            let replacement = try filled([new])[0]
            guard words.contains(where: { $0.value == wanted }) else {
                throw .rewrite("`\(wanted)` is no argument of the command")
            }
            words = words.map { $0.value == wanted ? replacement : $0 }
        case .remove(let template):
            let wanted = values.shown(template)
            guard words.contains(where: { $0.value == wanted }) else {
                throw .rewrite("`\(wanted)` is no argument of the command")
            }
            words.removeAll { $0.value == wanted }
        case .dropLetter(let letter):
            try dropLetter(letter, from: &words)
        case .multiply(let factor, let regex):
            try multiply(by: factor, regex, in: &words)
        case .program(let name):
            words[0] = Word(value: name, source: ShellQuoting.quoted(name))
        case .set(let templates):
            words = try filled(templates)
            result.isReplaced = true
        case .environment(let changes):
            for (name, template) in changes {
                let text = try values.argument(template).text
                if !assign(name, text, in: invocation, &result.command) {
                    result.command.environment[name] = text
                }
            }
        case .withoutEnvironment(let names):
            let present = names.filter { workspace.environment($0) != nil }
            guard !present.isEmpty else {
                throw .rewrite("none of \(names.joined(separator: ", ")) is set")
            }
            for name in present { result.command.environment[name] = .some(nil) }
        case .directory(let template):
            let path = try values.argument(template).text
            guard let resolved = workspace.contained(path), workspace.kind(of: path) == .directory
            else {
                throw .condition("\(path) is a folder of the tree")
            }
            guard resolved != workspace.contained(".") else { break }
            result.directory = path
            result.command.directory = path.hasPrefix("/") ? path : "\(command.directory)/\(path)"
        }
    }

    private func filled(_ templates: [Template]) throws(Inapplicable) -> [Word] {
        try values.arguments(templates).map {
            Word(value: $0.text, source: ShellQuoting.quoted($0.text), origin: $0.origin)
        }
    }

    private func dropLetter(_ letter: String, from words: inout [Word]) throws(Inapplicable) {
        for index in words.indices.dropFirst() {
            guard let value = words[index].value, !value.hasPrefix("--"), value.contains(letter)
            else { continue }
            let isBundle =
                value.hasPrefix("-")
                || index == 1 && value.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) }
            guard isBundle else { continue }
            let kept = value.replacing(letter, with: "", maxReplacements: 1)
            if kept == "-" || kept.isEmpty {
                words.remove(at: index)
            } else {
                words[index] = Word(value: kept, source: ShellQuoting.quoted(kept))
            }
            return
        }
        throw .rewrite("no option `\(letter)` stands in the command")
    }

    private func multiply(by factor: Int, _ regex: String, in words: inout [Word])
        throws(Inapplicable)
    {
        for index in words.indices.dropFirst() {
            guard let value = words[index].value else { continue }
            let lead = value.prefix { !($0.isASCII && $0.isNumber) }
            let digits = value.dropFirst(lead.count).prefix { $0.isASCII && $0.isNumber }
            guard TextSearch.wholeMatch(regex, value) != nil, let number = Int(digits),
                !number.multipliedReportingOverflow(by: factor).overflow
            else { continue }
            let text = lead + "\(number * factor)" + value.dropFirst(lead.count + digits.count)
            words[index] = Word(value: String(text), source: ShellQuoting.quoted(String(text)))
            return
        }
        throw .rewrite("no number of that form stands in the command")
    }

    /// Sets a variable where the command itself sets it (`env NAME=…`, `NAME=… cmd` in a shell
    /// text); false where it does not.
    private func assign(
        _ name: String, _ text: String, in invocation: Invocation, _ result: inout Command
    ) -> Bool {
        switch invocation.place {
        case .arguments(let start):
            guard let index = result.argv[..<start].firstIndex(where: { $0.hasPrefix(name + "=") })
            else {
                return false
            }
            result.argv[index] = "\(name)=\(text)"
            return true
        case .shellText(let argument, let words, _):
            // Found anew, as an assignment that was changed before moves the next.
            guard let shell = ShellText(result.argv[argument]),
                let simple = shell.commands.first(where: {
                    $0.words.suffix(words.count).map(\.source) == words.map(\.source)
                }),
                let word = simple.assignments.first(where: { $0.source.hasPrefix(name + "=") })
            else { return false }
            result.argv[argument] = shell.replacing([
                (word.range, "\(name)=\(ShellQuoting.quoted(text))")
            ])
            return true
        }
    }

    private func command(
        _ command: Command, with words: [Word], at invocation: Invocation
    ) throws(Inapplicable) -> Command {
        var result = command
        switch invocation.place {
        case .arguments(let start):
            result.argv = command.argv[..<start] + words.map { $0.value ?? $0.source }
        case .shellText(let argument, let old, _):
            let (before, after) = (old.map(\.source), words.map(\.source))
            guard before != after else { break }
            // An assignment that was changed before moves what follows: find the words anew.
            guard let shell = ShellText(command.argv[argument]),
                let place = shell.commands.flatMap({ simple in
                    simple.words.indices.map { (simple.words, $0) }
                })
                .first(where: { candidate, index in
                    candidate[index...].map(\.source) == before
                })
            else { throw .rewrite("the command cannot be taken apart") }
            let span = place.0[place.1...]
            guard let first = span.first, let last = span.last else { break }
            let isContiguous = zip(span, span.dropFirst()).allSatisfy { left, right in
                shell.source.utf8.dropFirst(left.range.upperBound)
                    .prefix(right.range.lowerBound - left.range.upperBound)
                    .allSatisfy { $0 == 0x20 || $0 == 0x09 }
            }
            guard isContiguous else { throw .rewrite("redirections stand between the arguments") }
            result.argv[argument] = shell.replacing([
                (first.range.lowerBound..<last.range.upperBound, after.joined(separator: " "))
            ])
        }
        return result
    }
}
