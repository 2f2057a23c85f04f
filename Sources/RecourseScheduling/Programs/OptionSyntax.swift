/// Which options a program is known to have, and how they take values.
struct OptionSyntax: Sendable {
    enum Value: Hashable, Sendable { case none, required, attached }

    private let options: [String: Value]

    /// - Parameter text: groups as in a synopsis: `-abc` are letters without a value, `-o:` takes
    ///   one, `-i?` may have one attached; `--name`, `--name=`, `--name?`.
    init(_ text: String) {
        var options: [String: Value] = [:]
        for group in text.split(separator: " ") {
            let value: Value =
                switch group.last {
                case ":", "=": .required
                case "?": .attached
                default: .none
                }
            let name = value == .none ? group : group.dropLast()
            if name.hasPrefix("--") {
                options[String(name)] = value
            } else {
                for letter in name.dropFirst() { options["-\(letter)"] = value }
            }
        }
        self.options = options
    }

    subscript(name: String) -> Value? { options[name] }

    /// Takes arguments apart as getopt_long(3) of GNU does, options behind operands included.
    /// - Throws: the argument that is not known.
    func parse(_ arguments: some Sequence<Argument>) throws(UnknownArgument) -> ParsedArguments {
        var parsed = ParsedArguments()
        var rest = Array(arguments)[...]
        while let argument = rest.popFirst() {
            guard let word = argument.literal else {
                // It could become an option.
                if argument.text.hasPrefix("-") || !argument.isGlob {
                    throw UnknownArgument(argument: argument)
                }
                parsed.operands.append(argument)
                continue
            }
            if word == "--" {
                parsed.operands += rest
                break
            }
            if word.hasPrefix("--") {
                try takeLong(word, &rest, &parsed)
            } else if word.hasPrefix("-"), word != "-" {
                try takeShort(word, &rest, &parsed)
            } else {
                parsed.operands.append(argument)
            }
        }
        return parsed
    }

    private func takeLong(
        _ word: String, _ rest: inout ArraySlice<Argument>, _ parsed: inout ParsedArguments
    ) throws(UnknownArgument) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        let attached = parts.count > 1 ? Argument.literal(String(parts[1])) : nil
        guard let value = options[name], value != .none || attached == nil else {
            throw UnknownArgument(argument: .literal(word))
        }
        if value == .required, attached == nil {
            // What becomes several words would shift the ones behind it.
            guard let next = rest.popFirst(), next.isOneWord else {
                throw UnknownArgument(argument: .literal(word))
            }
            parsed.options.append((name, next))
        } else {
            parsed.options.append((name, attached))
        }
    }

    private func takeShort(
        _ word: String, _ rest: inout ArraySlice<Argument>, _ parsed: inout ParsedArguments
    ) throws(UnknownArgument) {
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            let name = "-\(letter)"
            guard let value = options[name] else {
                throw UnknownArgument(argument: .literal(word))
            }
            switch value {
            case .none: parsed.options.append((name, nil))
            case .attached:
                parsed.options.append((name, letters.isEmpty ? nil : .literal(String(letters))))
                return
            case .required:
                if letters.isEmpty {
                    guard let next = rest.popFirst(), next.isOneWord else {
                        throw UnknownArgument(argument: .literal(word))
                    }
                    parsed.options.append((name, next))
                } else {
                    parsed.options.append((name, .literal(String(letters))))
                }
                return
            }
        }
    }
}

/// An argument that is not understood.
struct UnknownArgument: Error {
    var argument: Argument
}

struct ParsedArguments {
    var options: [(name: String, value: Argument?)] = []
    var operands: [Argument] = []

    func has(_ names: String...) -> Bool { options.contains { names.contains($0.name) } }

    /// Values of an option by any of its names.
    func values(_ names: String...) -> [Argument] {
        options.filter { names.contains($0.name) }.compactMap(\.value)
    }
}

extension Argument {
    var isGlob: Bool { if case .glob = self { true } else { false } }
}
