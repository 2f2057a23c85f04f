/// How alike two tasks are, and whether they speak of the same things.
///
/// Jaccard's coefficient over the sets of letter trigrams (Broder, "On the Resemblance and
/// Containment of Documents", 1997), computed exactly: over some hundred plans of a project a sketch
/// would save nothing. Texts that differ in one name are alike by any such measure and mean
/// something else: the names have to be the same too.
public struct TaskSimilarity: Hashable, Sendable {
    public static let threshold = 0.85

    /// Ascending, each once.
    private let trigrams: [UInt64]
    /// Tools, files, numbers, proper names that the text mentions.
    public let names: Set<String>

    public init(_ text: String) {
        names = Self.names(in: text)
        var scalars: [UInt64] = [0x20]
        for scalar in text.lowercased().unicodeScalars {
            let letter = scalar.properties.isWhitespace ? 0x20 : UInt64(scalar.value)
            if letter != 0x20 || scalars.last != 0x20 { scalars.append(letter) }
        }
        if scalars.last != 0x20 { scalars.append(0x20) }
        guard scalars.count >= 3 else {
            trigrams = []
            return
        }
        var all: Set<UInt64> = []
        for index in 2..<scalars.count {
            all.insert(scalars[index - 2] << 42 | scalars[index - 1] << 21 | scalars[index])
        }
        trigrams = all.sorted()
    }

    /// 0 to 1; 1 for the same trigrams.
    public func likeness(to other: TaskSimilarity) -> Double {
        let (few, many) = (
            min(trigrams.count, other.trigrams.count), max(trigrams.count, other.trigrams.count)
        )
        guard few > 0 else { return 0 }
        var (left, right, shared) = (0, 0, 0)
        while left < trigrams.count, right < other.trigrams.count {
            let (mine, theirs) = (trigrams[left], other.trigrams[right])
            if mine == theirs { shared += 1 }
            if mine <= theirs { left += 1 }
            if theirs <= mine { right += 1 }
        }
        return Double(shared) / Double(few + many - shared)
    }

    /// Whether a plan for one is a draft for the other.
    public func isDraft(for other: TaskSimilarity, threshold: Double = threshold) -> Bool {
        names == other.names && likeness(to: other) >= threshold
    }

    /// Words that are no plain prose: with a digit, a capital that begins no sentence, a dot, slash,
    /// hyphen or underline inside; in back-ticks or quotes; and the names of common tools.
    static func names(in text: String) -> Set<String> {
        var names: Set<String> = []
        var beginsSentence = true
        for piece in text.split(whereSeparator: \.isWhitespace) {
            let isQuoted = "`'\"".contains(piece.first ?? " ")
            let word = trimmed(piece)
            // A bullet begins one too.
            let isMark = !word.contains { $0.isLetter || $0.isNumber }
            defer { beginsSentence = isMark || ".:!?".contains(piece.last ?? " ") }
            guard !isMark else { continue }
            let inner = word.dropFirst()
            let isName =
                isQuoted || word.contains(where: \.isNumber)
                || word.contains { "./_-@=".contains($0) } || inner.contains(where: \.isUppercase)
                || (word.first?.isUppercase ?? false) && !beginsSentence
                || tools.contains(word.lowercased())
            if isName { names.insert(tools.contains(word.lowercased()) ? word.lowercased() : word) }
        }
        return names
    }

    private static func trimmed(_ piece: Substring) -> String {
        let marks = "`'\".,;:!?()[]{}<>*"
        var word = piece
        while let first = word.first, marks.contains(first) {
            // `.env` keeps its dot.
            if first == ".", word.dropFirst().first?.isLetter ?? false { break }
            word.removeFirst()
        }
        while let last = word.last, marks.contains(last) { word.removeLast() }
        return String(word)
    }

    private static let tools: Set<String> = Set(
        """
        ansible apt autoconf babel bash black brew bun bundler cargo clang clippy cmake composer conda \
        curl cypress cython dart deno dnf docker dotnet elixir esbuild eslint flake flask flutter \
        gcc gem git go golang gradle grunt gulp helm java javac jest jq julia kotlin kubectl make \
        maven meson mkdocs mocha mypy mysql nginx ninja node npm npx nuget nvm perl php pip pipenv \
        pipx playwright pnpm podman poetry postgres prettier psql pylint pytest python redis rollup \
        ruby ruff rust rustc rustup sed sphinx sqlite swift terraform tox tsc uv vite vitest \
        webpack yarn zig zsh
        """.split(separator: " ").map(String.init))
}
