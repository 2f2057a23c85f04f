import RecourseCore

/// A component before it is known how much of it there is room for.
struct ComponentDraft: Sendable {
    var kind: ContextComponent.Kind
    var name: String
    var reason: ContextComponent.Reason
    /// What it is made of, or why there is nothing.
    var source: Source

    enum Source: Sendable {
        case text(String, Compression)
        /// Rendered anew for each size.
        case structure(TreeSurvey)
        case missing(ContextComponent.Omission)
    }

    var heading: String { "## \(name)\n" }

    /// What its identity is the hash of.
    var identityText: String {
        switch source {
        // A box that is ticked does not make another task of the next one.
        case .text(let text, .taskList): TaskBoxes.unticked(text)
        case .text(let text, _): text
        case .structure(let survey):
            StructureListing(survey).text(lines: StructureListing.mostLines)
        case .missing: ""
        }
    }
}

/// The boxes of a task list.
enum TaskBoxes {
    /// The same list with every box open.
    static func unticked(_ text: String) -> String {
        var bytes = Array(text.utf8)
        guard bytes.count > 4 else { return text }
        for index in 0..<bytes.count - 4
        where bytes[index + 1] == UInt8(ascii: " ") && bytes[index + 2] == UInt8(ascii: "[")
            && bytes[index + 4] == UInt8(ascii: "]") && "-*+".utf8.contains(bytes[index])
            && "xX-".utf8.contains(bytes[index + 3])
        {
            bytes[index + 3] = UInt8(ascii: " ")
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
