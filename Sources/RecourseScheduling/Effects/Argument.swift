import RecourseText

/// A word of a command as far as its value is known.
enum Argument: Hashable, Sendable {
    case literal(String)
    /// A shell makes file names of it.
    case glob(String)
    /// Only a shell knows what it becomes; the word as it is written.
    case unknown(String)

    init(_ word: ShellText.Word) {
        if let value = word.value {
            self = .literal(value)
        } else if let glob = word.glob {
            self = .glob(glob)
        } else {
            self = .unknown(word.source)
        }
    }

    var literal: String? { if case .literal(let text) = self { text } else { nil } }

    /// The word as it is written, or nearly so.
    var text: String {
        switch self {
        case .literal(let text), .glob(let text), .unknown(let text): text
        }
    }

    /// Whether a shell leaves it one word: an expansion within double quotes makes no file names.
    var isOneWord: Bool {
        switch self {
        case .literal: true
        case .glob: false
        case .unknown(let source):
            source.hasPrefix("\"") && source.hasSuffix("\"") && source.count { $0 == "\"" } == 2
        }
    }

    /// What lies in it under this name.
    func child(_ name: Argument) -> Argument {
        switch (self, name) {
        case (.unknown, _): self
        case (_, .unknown): name
        case (.literal(let folder), .literal(let name)): .literal("\(folder)/\(name)")
        default: .glob("\(text)/\(name.text)")
        }
    }

    func appending(_ suffix: String) -> Argument {
        switch self {
        case .literal(let text): .literal(text + suffix)
        case .glob(let text): .glob(text + suffix)
        case .unknown: self
        }
    }

    /// The last component.
    var name: Argument {
        func last(_ text: String) -> String {
            text.split(separator: "/").last.map(String.init) ?? text
        }
        return switch self {
        case .literal(let text): .literal(last(text))
        case .glob(let text):
            // A pattern above the last component does not show in the name.
            ComponentPattern.isPattern(last(text)) ? .glob(last(text)) : .literal(last(text))
        case .unknown: self
        }
    }

    /// Relative to a folder that a program changes to itself.
    func relative(to folder: Argument?) -> Argument {
        guard let folder, !text.hasPrefix("/") else { return self }
        return folder.child(self)
    }
}
