/// A line with what varies in it told apart from what stays.
///
/// A token is what stands between blanks, and quoted words together; in it, pieces are constant or
/// not. Two lines of one kind have the same number of tokens (P. He, J. Zhu, Z. Zheng, M. R. Lyu:
/// Drain, ICWS 2017), so that templates are joined token by token.
public struct LineTemplate: Hashable, Sendable {
    static let wildcard = "<*>"

    /// One piece or more.
    public private(set) var tokens: [[TemplatePiece]]
    /// For each token: whether a single blank stands before it in every line.
    private(set) var isSpacedOnce: [Bool]

    public init(_ line: String) {
        let reading = LineTokens(line)
        tokens = reading.tokens.map(TokenReading.pieces)
        isSpacedOnce = reading.isSpacedOnce
    }

    /// What stays, with `<*>` for what varies.
    public var text: String { masks.joined(separator: " ") }

    var masks: [String] { tokens.map(Self.mask) }

    /// Words of two letters and more that stay.
    var constantWords: [String] {
        tokens.joined().flatMap { piece -> [String] in
            guard case .text(let text) = piece else { return [] }
            return text.split { !$0.isLetter && $0 != "_" }.map(String.init).filter {
                $0.count > 1
            }
        }
    }

    /// The share of tokens that are the same in both; 0 for lines of different lengths.
    func similarity(to other: LineTemplate) -> Double {
        guard tokens.count == other.tokens.count, !tokens.isEmpty else { return 0 }
        let same = zip(tokens, other.tokens).count { left, right in
            Self.mask(left) == Self.mask(right)
                && left.contains { if case .text = $0 { true } else { false } }
        }
        return Double(same) / Double(tokens.count)
    }

    /// What is common to both; they have as many tokens.
    mutating func join(_ other: LineTemplate) {
        for index in tokens.indices {
            tokens[index] = Self.joined(tokens[index], other.tokens[index])
            isSpacedOnce[index] = isSpacedOnce[index] && other.isSpacedOnce[index]
        }
    }

    /// Makes these words vary where they stand alone, with or without a stop behind them.
    mutating func vary(_ words: Set<String>) {
        for index in tokens.indices {
            guard case .text(let text)? = tokens[index].first, tokens[index].count == 1 else {
                continue
            }
            let word = String(text.reversed().drop { ".,:;!?)".contains($0) }.reversed())
            guard words.contains(word) else { continue }
            let rest = String(text.dropFirst(word.count))
            tokens[index] =
                [.slot(TokenReading.form(word), sample: word, quote: nil)]
                + (rest.isEmpty ? [] : [.text(rest)])
        }
    }

    /// Makes what varies constant where its sample is to be.
    mutating func hold(_ isConstant: (String) -> Bool) {
        for index in tokens.indices {
            tokens[index] = tokens[index].map { piece in
                guard case .slot(_, let sample, _) = piece, isConstant(sample) else {
                    return piece
                }
                return .text(sample)
            }
        }
    }

    private static func mask(_ pieces: [TemplatePiece]) -> String {
        pieces.map(\.mask).joined()
    }

    private static func joined(
        _ left: [TemplatePiece], _ right: [TemplatePiece]
    ) -> [TemplatePiece] {
        if mask(left) == mask(right), left.count == right.count {
            return zip(left, right).map { left, right in
                guard case .slot(let form, let sample, let quote) = left,
                    case .slot(let other, _, let otherQuote) = right
                else { return left }
                return .slot(
                    form.joined(with: other), sample: sample,
                    quote: quote == otherQuote ? quote : nil)
            }
        }
        // What both begin and end with stays.
        let (one, two) = (whole(left), whole(right))
        let head = commonPrefix(one, two)
        let tail = commonPrefix(
            String(one.dropFirst(head.count).reversed()),
            String(two.dropFirst(head.count).reversed()))
        let sample = one.dropFirst(head.count).dropLast(tail.count)
        let other = two.dropFirst(head.count).dropLast(tail.count)
        guard !sample.isEmpty, !other.isEmpty else {
            return [.slot(.words, sample: one, quote: nil)]
        }
        let form = TokenReading.form(String(sample)).joined(
            with: TokenReading.form(String(other)))
        var pieces: [TemplatePiece] = []
        if !head.isEmpty { pieces.append(.text(head)) }
        pieces.append(.slot(form, sample: String(sample), quote: nil))
        if !tail.isEmpty { pieces.append(.text(String(tail.reversed()))) }
        return pieces
    }

    private static func whole(_ pieces: [TemplatePiece]) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .slot(_, let sample, _): sample
            }
        }.joined()
    }

    /// Of what is no letter or digit: a word that begins like another is not half constant.
    private static func commonPrefix(_ left: String, _ right: String) -> String {
        String(
            zip(left, right).prefix { $0 == $1 && !$0.isLetter && !$0.isNumber }.map(\.0))
    }
}
