import RecourseCore
import RecoursePCRE2
import RecourseText

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Forms of secrets that were imported, ready to be looked for.
///
/// A rule whose search fails may have missed a secret: then every line that holds one of its
/// keywords is taken for one, and all of the text where it has none.
public struct SecretRules: SecretFinder {
    private struct Rule {
        var definition: RedactionRule
        var keywords: [[UInt8]]
        /// `nil` where it cannot be compiled.
        var regex: Regex?
    }

    private let rules: [Rule]
    /// For one rule over one text.
    private static let budget = Duration.milliseconds(50)

    public init(_ rules: [RedactionRule]) {
        self.rules = rules.map { rule in
            Rule(
                definition: rule,
                keywords: rule.keywords.map { Array($0.lowercased().utf8) },
                regex: try? Regex(rule.regex))
        }
    }

    public func secrets(in text: [UInt8]) -> [Range<Int>] {
        let lowered = text.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        return rules.flatMap { rule -> [Range<Int>] in
            let places = rule.keywords.flatMap { occurrences(of: $0, in: lowered) }
            guard rule.keywords.isEmpty || !places.isEmpty else { return [] }
            if let found = found(rule, in: text) { return found }
            return rule.keywords.isEmpty
                ? [0..<text.count] : places.map { line(around: $0, in: text) }
        }
    }

    /// `nil` where the search failed.
    private func found(_ rule: Rule, in text: [UInt8]) -> [Range<Int>]? {
        guard let regex = rule.regex else { return nil }
        let searcher = Searcher(budget: .init(perSearch: Self.budget))
        return text.withUnsafeBufferPointer { bytes in
            var found: [Range<Int>] = []
            var start = 0
            while start <= bytes.count {
                switch searcher.search(regex, in: bytes, starts: start...bytes.count) {
                case .noMatch: return found
                case .setAside: return nil
                case .match:
                    let offsets = searcher.offsets
                    let end = offsets[1]
                    if let secret = secret(rule.definition, offsets),
                        exceeds(rule.definition.entropy, bytes[secret])
                    {
                        found.append(secret)
                    }
                    start = max(end, start + 1)
                    while start < bytes.count, bytes[start] & 0xC0 == 0x80 { start += 1 }
                }
            }
            return found
        }
    }

    private func secret(
        _ rule: RedactionRule, _ offsets: UnsafeBufferPointer<Int>
    ) -> Range<Int>? {
        let group = 2 * rule.secretGroup
        let isThere = group + 1 < offsets.count && offsets[group] >= 0
        let (low, high) =
            isThere ? (offsets[group], offsets[group + 1]) : (offsets[0], offsets[1])
        return low < high ? low..<high : nil
    }

    /// Shannon's entropy in bits a byte.
    private func exceeds(_ least: Double?, _ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard let least else { return true }
        var counts = [Int](repeating: 0, count: 256)
        for byte in bytes { counts[Int(byte)] += 1 }
        let entropy = counts.reduce(0.0) { sum, count in
            guard count > 0 else { return sum }
            let share = Double(count) / Double(bytes.count)
            return sum - share * log2(share)
        }
        return entropy > least
    }

    private func occurrences(of word: [UInt8], in text: [UInt8]) -> [Int] {
        guard let first = word.first, word.count <= text.count else { return [] }
        return (0...(text.count - word.count)).filter {
            text[$0] == first && text[$0..<($0 + word.count)].elementsEqual(word)
        }
    }

    private func line(around position: Int, in text: [UInt8]) -> Range<Int> {
        let start = text[..<position].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let end = text[position...].firstIndex(of: 0x0A) ?? text.count
        return start..<end
    }
}
