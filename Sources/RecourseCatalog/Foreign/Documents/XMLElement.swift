/// An element of an XML document.
struct XMLElement {
    var name: String
    /// Its own text, without that of its children.
    var text = ""
    var children: [XMLElement] = []
    /// In bytes.
    var offset: Int

    subscript(_ name: String) -> XMLElement? { children.first { $0.name == name } }

    /// The text of a child, without white space around it.
    func text(_ name: String) -> String? {
        guard let child = self[name] else { return nil }
        let scalars = child.text.unicodeScalars.drop { $0.properties.isWhitespace }
        let end = scalars.lastIndex { !$0.properties.isWhitespace }
        return end.map { String(scalars[...$0]) } ?? ""
    }

    /// Whether any element of the name stands at or below this one, and all of them.
    func all(_ name: String) -> [XMLElement] {
        (self.name == name ? [self] : []) + children.flatMap { $0.all(name) }
    }
}
