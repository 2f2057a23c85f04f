/// A format that patterns are read from.
public enum ForeignFormat: String, Hashable, Sendable, Codable, CaseIterable {
    /// Ours, which `PackFile` reads.
    case recoursePack = "recourse-pack"
    /// `actions/toolkit` docs, "Problem matchers".
    case githubMatcher = "github-matcher"
    /// `tasks.json`, or a `package.json` that contributes matchers.
    case vsCodeMatcher = "vscode-matcher"
    /// A value of 'errorformat', or a compiler file that sets it.
    case vimErrorFormat = "vim-errorformat"
    /// Jenkins Build Failure Analyzer: its configuration, and its knowledge base as JSON.
    case jenkinsXML = "jenkins-bfa-xml"
    case jenkinsJSON = "jenkins-bfa-json"
    /// The JSON of a dotnet "Known Build Error", alone or in its issue's Markdown.
    case dotnetKnownIssue = "dotnet-known-issue"
    case gitleaks

    /// Told by what stands in the file; its name decides only what its contents leave open.
    /// - Parameter fileName: with or without folders; may be `-`.
    /// - Returns: `nil` where it is none of them.
    public static func detect(_ bytes: [UInt8], fileName: String) -> ForeignFormat? {
        let marks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF]
        let body = bytes.drop { marks.contains($0) }
        let text = KeyScan(body)
        switch body.first {
        case UInt8(ascii: "<"): return text.holds("plugins.bfa.") ? .jenkinsXML : nil
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "/"):
            // `[[rules]]`, `[pack]` and `[extend]` begin so too.
            return json(text) ?? toml(text)
        default: break
        }
        if let format = toml(text) { return format }
        if fileName.hasSuffix(".vim") || text.holdsOption { return .vimErrorFormat }
        return text.holds("```") && text.holdsIssue ? .dotnetKnownIssue : nil
    }

    private static func json(_ text: KeyScan) -> ForeignFormat? {
        let isEditor =
            text.holds("\"problemMatchers\"") || text.holds("\"problemPatterns\"")
            || text.holds("\"tasks\"")
        if isEditor { return .vsCodeMatcher }
        if text.holds("\"problemMatcher\"") { return .githubMatcher }
        if text.holds("\"failureCauses\"") || text.holds("\"indications\"") { return .jenkinsJSON }
        if text.holdsIssue { return .dotnetKnownIssue }
        return text.holds("\"regexp\"") ? .vsCodeMatcher : nil
    }

    private static func toml(_ text: KeyScan) -> ForeignFormat? {
        if text.holds("recourse-pack/") || text.holds("[[pattern]]") { return .recoursePack }
        return text.holds("[[rules]]") ? .gitleaks : nil
    }
}

/// Whether words stand in a text, whatever its syntax.
private struct KeyScan {
    private let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    var holdsIssue: Bool { holds("\"ErrorMessage\"") || holds("\"ErrorPattern\"") }

    var holdsOption: Bool {
        holds("CompilerSet") || holds("errorformat=") || holds("errorformat+=") || holds("efm=")
            || holds("efm+=")
    }

    func holds(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        return bytes.withUnsafeBufferPointer { text in
            guard text.count >= length else { return false }
            return (0...(text.count - length)).contains { start in
                for index in 0..<length where text[start + index] != word.utf8Start[index] {
                    return false
                }
                return true
            }
        }
    }
}
