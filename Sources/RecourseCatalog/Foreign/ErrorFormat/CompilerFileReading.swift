import RecourseCore

/// A compiler file of Vim (`:help write-compiler-plugin`): what `:CompilerSet`, `:set` and their
/// like give to 'errorformat'. Nothing is run: every branch is taken, and no expression is.
enum CompilerFileReading {
    static let maximumBytes = 1 << 20

    /// A character and its line.
    private typealias Character = (scalar: Unicode.Scalar, line: Int)

    static func read(_ text: ForeignText, into assembly: inout PatternAssembly) throws {
        try checkLength(of: text)
        var formats: [(source: String, line: Int)] = []
        var family = assembly.pack.rawValue
        for command in commands(text) {
            let words = String(String.UnicodeScalarView(command.map(\.scalar)))
            if let name = compilerName(words) { family = PatternNaming.slug(name) }
            if words.hasPrefix("let "), words.contains("errorformat") || words.contains("&efm") {
                assembly.note(
                    "an expression is not evaluated; only `:set` is read", line: command[0].line,
                    field: "errorformat")
            }
            for value in values(unbarred(command)) { formats += split(value) }
        }
        guard !formats.isEmpty else {
            throw text.error(at: 0, field: "errorformat", "nothing sets it")
        }
        try ErrorFormatReading.read(formats, family: family, into: &assembly)
    }

    /// - Throws: `PackErrors` where it is longer than `maximumBytes`.
    static func checkLength(of text: ForeignText) throws {
        guard text.bytes.count <= maximumBytes else {
            throw text.error(at: maximumBytes, "longer than \(maximumBytes) bytes")
        }
    }

    /// Lines with those that continue them: a backslash in front (`:help line-continuation`).
    private static func commands(_ text: ForeignText) -> [[Character]] {
        var commands: [[Character]] = []
        let source = String(decoding: text.bytes, as: UTF8.self).unicodeScalars
        for (index, line) in source.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let body = line.drop { $0 == " " || $0 == "\t" || $0 == ":" }
            let number = index + 1
            let characters = { (part: Substring.UnicodeScalarView) in
                part.filter { $0 != "\r" }.map { (scalar: $0, line: number) }
            }
            if body.first == "\\", !commands.isEmpty {
                commands[commands.count - 1] += characters(body.dropFirst())
            } else if body.starts(with: "\"\\ ".unicodeScalars) {
                continue
            } else if let first = body.first, first != "\"" {
                commands.append(characters(body))
            }
        }
        return commands.filter { !$0.isEmpty }
    }

    private static func compilerName(_ words: String) -> String? {
        guard words.hasPrefix("let current_compiler"), let equals = words.firstIndex(of: "=") else {
            return nil
        }
        let value = words[words.index(after: equals)...].drop { $0 == " " }
        guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
        let name = value.dropFirst().prefix { $0 != quote }
        return name.isEmpty ? nil : String(name)
    }

    /// Up to `|` or a comment; one with a backslash in front is kept, without the backslash
    /// (Vim, `ex_docmd.c`, `separate_nextcmd`).
    private static func unbarred(_ command: [Character]) -> [Character] {
        var result: [Character] = []
        for character in command {
            if character.scalar == "|" || character.scalar == "\"" {
                guard result.last?.scalar == "\\" else { break }
                result.removeLast()
            }
            result.append(character)
        }
        return result
    }

    /// What the command gives to the option, its backslashes taken off (`:help option-backslash`).
    private static func values(_ command: [Character]) -> [[Character]] {
        let name = command.prefix { $0.scalar != " " && $0.scalar != "\t" }
        let verbs = ["CompilerSet", "setlocal", "setl", "set", "se", "setglobal", "setg"]
        guard verbs.contains(String(String.UnicodeScalarView(name.map(\.scalar)))) else {
            return []
        }
        var values: [[Character]] = []
        var rest = command[name.endIndex...]
        while true {
            rest = rest.drop { $0.scalar == " " || $0.scalar == "\t" }
            guard !rest.isEmpty else { return values }
            var argument: [Character] = []
            var isEscaped = false
            while let character = rest.first {
                if !isEscaped, character.scalar == " " || character.scalar == "\t" { break }
                rest.removeFirst()
                if !isEscaped, character.scalar == "\\" {
                    isEscaped = true
                    continue
                }
                isEscaped = false
                argument.append(character)
            }
            let text = String(String.UnicodeScalarView(argument.prefix(16).map(\.scalar)))
            for option in ["errorformat", "efm"] {
                for sign in ["+=", "^=", "="] where text.hasPrefix(option + sign) {
                    values.append(Array(argument.dropFirst(option.count + sign.count)))
                }
            }
        }
    }

    /// `ErrorFormatParts.split`, with lines.
    private static func split(_ value: [Character]) -> [(source: String, line: Int)] {
        let parts = ErrorFormatParts.split(String(String.UnicodeScalarView(value.map(\.scalar))))
        var position = 0
        return parts.map { part in
            // Parts stand in the value in order; what is left out between them is commas and blanks.
            while position < value.count,
                value[position].scalar == "," || part.unicodeScalars.first != value[position].scalar
            {
                position += 1
            }
            defer { position += part.unicodeScalars.count }
            return (part, value[min(position, value.count - 1)].line)
        }
    }
}
