extension RegexTranslator {
    /// A quantifier behind an item.
    mutating func quantified(_ item: Item) throws(RegexRefusal) -> Item {
        guard let text = quantifier() else { return item }
        output += text.quantifier
        if take("?") {
            output += "?"
        } else if next == "+" {
            guard use.dialect.hasPossessiveQuantifiers, use.dialect == .java || text.isShort else {
                throw RegexRefusal("nothing stands in front of `+`")
            }
            position += 1
            output += "+"
        }
        if let again = next, "*+?".unicodeScalars.contains(again) || quantifierFollows {
            throw RegexRefusal("a quantifier of a quantifier: `\(again)`")
        }
        var result = item
        guard text.maximum == nil || text.maximum! > 1 else { return result }
        if text.maximum == nil, item.repeatsUnbounded {
            notes.review("a repetition within a repetition may take long")
        }
        if item.captures {
            notes.review("a named group within a repetition keeps what it held last")
        }
        result.repeatsUnbounded = result.repeatsUnbounded || text.maximum == nil
        return result
    }

    private struct Quantifier {
        var quantifier: String
        /// `nil`: without end.
        var maximum: Int?
        /// `*`, `+` or `?`.
        var isShort: Bool
    }

    private var quantifierFollows: Bool { next == "{" && bracedQuantifier() != nil }

    private mutating func quantifier() -> Quantifier? {
        switch next {
        case "*", "+", "?":
            defer { position += 1 }
            let sign = regex[position]
            return Quantifier(quantifier: "\(sign)", maximum: sign == "?" ? 1 : nil, isShort: true)
        case "{":
            guard let (quantifier, length) = bracedQuantifier() else { return nil }
            position += length
            return quantifier
        default: return nil
        }
    }

    /// `{2}`, `{2,}`, `{2,5}`, and Oniguruma's `{,5}`.
    private func bracedQuantifier() -> (Quantifier, length: Int)? {
        let text = regex[(position + 1)...].prefix { ("0"..."9").contains($0) || $0 == "," }
        let end = position + 1 + text.count
        guard end < regex.count, regex[end] == "}" else { return nil }
        let bounds = String(String.UnicodeScalarView(text)).split(
            separator: ",", omittingEmptySubsequences: false)
        guard bounds.count <= 2, let first = bounds.first else { return nil }
        let length = text.count + 2
        if first.isEmpty {
            guard use.dialect == .oniguruma, bounds.count == 2, let maximum = Int(bounds[1]) else {
                return nil
            }
            return (
                Quantifier(quantifier: "{0,\(maximum)}", maximum: maximum, isShort: false), length
            )
        }
        let digits = String(String.UnicodeScalarView(text))
        let maximum = bounds.count == 1 ? Int(first) : Int(bounds[1])
        return (Quantifier(quantifier: "{\(digits)}", maximum: maximum, isShort: false), length)
    }
}
