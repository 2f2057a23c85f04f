/// What a regex needs, for people: the literal texts of which one stands in every match.
public enum RequiredText {
    /// The first thing that every match holds and the text does not, as its alternatives; `nil`
    /// where all that can be told of stands somewhere in the text.
    public static func missing(for regex: String, in text: UnsafeBufferPointer<UInt8>) -> [String]?
    {
        guard let facts = RegexFacts(of: regex, table: SymbolTable()) else { return nil }
        for set in facts.sets {
            let literals = set.runs.map { longestLiteral(of: $0) }
            guard literals.allSatisfy({ !$0.isEmpty }) else { continue }
            guard !literals.contains(where: { stands($0, in: text) }) else { continue }
            return literals.map { String(decoding: $0.map(byte), as: UTF8.self) }
        }
        return nil
    }

    private static func longestLiteral(of run: RequiredRun) -> ArraySlice<Symbol> {
        run.symbols.split { !$0.isLiteral }.max { $0.count < $1.count } ?? []
    }

    private static func byte(_ symbol: Symbol) -> UInt8 { UInt8(truncatingIfNeeded: symbol.code) }

    private static func stands(
        _ literal: ArraySlice<Symbol>, in text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let symbols = Array(literal)
        guard text.count >= symbols.count else { return false }
        return (0...(text.count - symbols.count)).contains { start in
            symbols.indices.allSatisfy { index in
                let found = text[start + index]
                return symbols[index].letterInEitherCase.map { $0 == ASCIICase.folded(found) }
                    ?? (byte(symbols[index]) == found)
            }
        }
    }
}
