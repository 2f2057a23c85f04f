import RecourseCore

/// What varies from one failure of a kind to another.
public enum SlotForm: Hashable, Sendable {
    case number, version, hash, path, address, name, words

    /// The form that admits both.
    func joined(with other: SlotForm) -> SlotForm {
        if self == other { return self }
        switch (self, other) {
        case (.number, .version), (.version, .number): return .version
        case (.words, _), (_, .words): return .words
        case (.path, _), (_, .path): return .path
        default: return .name
        }
    }

    /// What of a text it takes, where nothing around it says where it ends.
    var regex: String {
        switch self {
        case .number: #"\d{1,18}"#
        case .version: #"v?\d[\w.+-]{0,60}"#
        case .hash: #"(?:0x)?[0-9A-Fa-f]{1,64}"#
        case .path: #"[^\s:'"`]{1,250}"#
        case .address: #"[^\s'"`]{1,250}"#
        case .name: #"[\w@][\w./@:+-]{0,250}"#
        case .words: #".{1,250}?"#
        }
    }

    var type: CaptureType {
        switch self {
        case .number: .int
        case .version: .version
        case .path: .path
        case .name: .identifier
        case .hash, .address, .words: .text
        }
    }

    /// What a capture of the form is called where the words before it give no name.
    var defaultName: String {
        switch self {
        case .number: "number"
        case .version: "version"
        case .hash: "hash"
        case .path: "file"
        case .address: "address"
        case .name: "name"
        case .words: "detail"
        }
    }
}

/// A part of a line: constant, or what varies.
public enum TemplatePiece: Hashable, Sendable {
    case text(String)
    /// - Parameter quote: the quotation mark that ends it, which it then does not hold.
    case slot(SlotForm, sample: String, quote: Character?)

    /// Equal for pieces that say the same but for what varies.
    var mask: String {
        if case .text(let text) = self { text } else { LineTemplate.wildcard }
    }
}
