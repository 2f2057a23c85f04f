import RecourseCore

/// The words of a cure that may name what the failure names.
struct CureWords {
    /// Every argument that is none of the programs, and what stands behind `--flag=`.
    let arguments: Set<String>

    init(_ cure: Lesson.Cure) {
        let vectors: [[String]] =
            switch cure {
            case .steps(let steps): steps
            case .rewrite(let argv): [argv]
            case .retry: []
            }
        var arguments: Set<String> = []
        for word in vectors.flatMap({ $0.dropFirst() }) {
            arguments.insert(Self.valueOfFlag(word)?.value ?? word)
        }
        self.arguments = arguments
    }

    /// Arguments that people or machines made up, so that they vary where they stand in a line:
    /// letters with digits or marks in them. `profile` or `add` do not.
    var made: Set<String> {
        arguments.filter { word in
            word.contains { $0.isLetter }
                && word.dropFirst().contains { $0.isNumber || "_-.@".contains($0) }
                && word.first != "-"
                && CaptureType.identifier.accepts(word)
        }
    }

    /// True for a text that an argument holds among other text: it cannot be filled in, so that a
    /// failure which says another would be cured of this one's.
    func within(_ sample: String) -> Bool {
        guard sample.count > 1 else { return false }
        return arguments.contains { $0 != sample && $0.contains(sample) }
    }

    /// `--name=value` taken apart behind the sign.
    static func valueOfFlag(_ word: String) -> (flag: String, value: String)? {
        guard word.hasPrefix("--"), let sign = word.firstIndex(of: "=") else { return nil }
        let end = word.index(after: sign)
        return (String(word[..<end]), String(word[end...]))
    }
}
