/// What a task names: by it files are found and lines are kept.
struct TaskFocus: Sendable {
    /// Words that look like paths or file names, in the order of the text.
    let paths: [String]
    /// Words that look like names in code, in the order of the text.
    let identifiers: [String]
    let requirements: [String]
    let task: ContextTask
    /// Hashes of the identifiers and of the names of files without their endings.
    private let codeHashes: Set<UInt32>
    /// Hashes of telling words in lower case.
    private let proseHashes: Set<UInt32>

    init(_ task: ContextTask) {
        self.task = task
        var paths: [String] = []
        var identifiers: [String] = []
        var telling: Set<UInt32> = []
        for word in Self.words(of: task.text) {
            if Self.isPath(word) {
                if !paths.contains(word) { paths.append(word) }
            } else if Self.isIdentifier(word), !identifiers.contains(word) {
                identifiers.append(word)
            }
            let lower = word.lowercased()
            if lower.utf8.count >= 5, !Self.common.contains(lower) {
                telling.insert(DeclaredNames.hash(lower.utf8))
            }
        }
        // `Type.member` names both.
        for word in paths where !word.contains("/") {
            for part in word.split(separator: ".") where Self.isIdentifier(String(part)) {
                if !identifiers.contains(String(part)) { identifiers.append(String(part)) }
            }
        }
        self.paths = Array(paths.prefix(32))
        self.identifiers = Array(identifiers.prefix(48))
        requirements = task.requirements
        codeHashes = Set(self.identifiers.map { DeclaredNames.hash($0.utf8) })
        proseHashes = telling.union(codeHashes)
    }

    /// Whether a line of code holds one of the identifiers.
    func isNamed(inCode line: Substring) -> Bool {
        !codeHashes.isEmpty && Self.holds(codeHashes, line, lowering: false)
    }

    /// Whether a line of prose holds a telling word of the task.
    func isNamed(inProse line: Substring) -> Bool {
        !proseHashes.isEmpty && Self.holds(proseHashes, line, lowering: true)
            || isNamed(inCode: line)
    }

    private static func holds(
        _ hashes: Set<UInt32>, _ line: Substring, lowering: Bool
    ) -> Bool {
        var hash: UInt32 = 0x811C_9DC5
        var isInside = false
        for byte in line.utf8 {
            if DeclaredNames.isLetter(byte) || isInside && DeclaredNames.isDigit(byte) {
                let isCapital = lowering && byte &- 0x41 < 26
                hash = (hash ^ UInt32(isCapital ? byte | 0x20 : byte)) &* 0x0100_0193
                isInside = true
            } else if isInside {
                if hashes.contains(hash) { return true }
                hash = 0x811C_9DC5
                isInside = false
            }
        }
        return isInside && hashes.contains(hash)
    }

    /// Split where neither a path nor a name goes on; signs of the sentence are taken off.
    static func words(of text: String) -> [String] {
        let ends = Set(" \t\r\n`\"'()[]{}<>,;=|&*!?$#@".utf8)
        return text.utf8.split(whereSeparator: { ends.contains($0) }).compactMap { bytes in
            var word = Substring(bytes)
            while let last = word.last, ".:/-".contains(last) { word.removeLast() }
            while word.hasPrefix("./") { word.removeFirst(2) }
            while let first = word.first, ":-".contains(first) { word.removeFirst() }
            return word.isEmpty ? nil : String(word)
        }
    }

    private static func isPath(_ word: String) -> Bool {
        if word.contains("://") { return false }
        if word.contains("/") { return word.utf8.count >= 3 }
        guard let dot = word.lastIndex(of: "."), dot != word.startIndex else {
            return word.hasPrefix(".") && word.utf8.count > 2
                || ContentKind.manifests.contains(word)
        }
        let ending = word[word.index(after: dot)...]
        // `1.2` is a number, `e.g` a habit.
        return ending.utf8.count <= 12 && ending.first?.isLetter == true
            && word[..<dot].utf8.count >= 2
    }

    private static func isIdentifier(_ word: String) -> Bool {
        let bytes = Array(word.utf8)
        guard bytes.count >= 3, let first = bytes.first, DeclaredNames.isLetter(first),
            bytes.allSatisfy({ DeclaredNames.isLetter($0) || DeclaredNames.isDigit($0) })
        else { return false }
        if bytes.contains(UInt8(ascii: "_")) { return true }
        let capitals = bytes.dropFirst().contains { $0 &- 0x41 < 26 }
        let small = bytes.contains { $0 &- 0x61 < 26 }
        return capitals && small
    }

    private static let common: Set<String> = [
        "about", "after", "again", "before", "being", "below", "build", "check", "could", "create",
        "every", "files", "first", "implement", "should", "since", "tests", "their", "there",
        "these", "thing", "those", "update", "using", "where", "which", "while", "write", "would",
        "other", "needs", "requirements", "ensure", "support",
    ]
}
