import RecourseLearning

/// Texts of few different lines, so that there is much to confuse, and edited copies of them.
struct RandomText {
    private var generator: SplitMix64
    private static let lines = [
        "", "a", "b", "}", "\t", "é", "e\u{301}", "- x", "+ y", "@@ -1 +1 @@", "a\r", "\\",
    ]

    init(seed: UInt64) { generator = SplitMix64(seed: seed) }

    mutating func number(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &generator) }

    mutating func line() -> String { Self.lines[number(below: Self.lines.count)] }

    /// Up to `most` lines; every fourth without a last line feed.
    mutating func text(most: Int) -> [UInt8] {
        joined((0..<number(below: most + 1)).map { _ in line() })
    }

    /// With a few lines taken out, put in or replaced.
    mutating func edited(_ text: [UInt8]) -> [UInt8] {
        var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        if lines.last == "" { lines.removeLast() }
        for _ in 0..<number(below: 6) {
            let place = number(below: lines.count + 1)
            switch number(below: 3) {
            case 0: lines.insert(line(), at: place)
            case 1 where place < lines.count: lines.remove(at: place)
            case 2 where place < lines.count: lines[place] = line()
            default: break
            }
        }
        return joined(lines)
    }

    private mutating func joined(_ lines: [String]) -> [UInt8] {
        let text = lines.joined(separator: "\n")
        return Array((lines.isEmpty || number(below: 4) == 0 ? text : text + "\n").utf8)
    }
}
