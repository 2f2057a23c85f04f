import RecourseCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a model says of a failure, read strictly: data, of which nothing is believed that is not
/// checked.
struct RemedyReply: Hashable, Sendable {
    var title: String
    var category: FailureCategory
    /// Whole lines of the excerpt.
    var lines: [String]
    var fixes: [ProposedFix]
    /// Fixes that were dropped, and why.
    var refused: [ProposedFix.Refusal]
    /// 0 to 1.
    var confidence: Double

    /// Why the reply as a whole cannot be used; it is asked for once more.
    enum Flaw: Error, Hashable, Sendable {
        case tooLarge
        case notTheObject(String)
        case title
        case category(String)
        case tooManyFixes
        case confidence
        /// No quoted line stands in the excerpt.
        case notQuoted

        var text: String {
            switch self {
            case .tooLarge: "it is too long"
            case .notTheObject(let reason): "it is not the JSON object asked for (\(reason))"
            case .title: "\"title\" is empty, too long, or holds control characters"
            case .category(let said): "\"\(said.prefix(40))\" is no category"
            case .tooManyFixes: "it has more than \(RemedyReply.mostFixes) fixes"
            case .confidence: "\"confidence\" is not between 0 and 1"
            case .notQuoted: "no line of \"lines\" stands in OUTPUT word for word"
            }
        }
    }

    static let mostFixes = 3
    private static let mostLines = 3
    private static let mostBytes = 64 << 10
    private static let titleBytes = 160

    /// - Parameter excerpt: what the model was shown of the output.
    init(_ text: String, quoting excerpt: String) throws(Flaw) {
        guard text.utf8.count <= Self.mostBytes else { throw .tooLarge }
        let said: Said
        do {
            said = try JSONDecoder().decode(Said.self, from: Data(Self.object(in: text).utf8))
        } catch {
            throw .notTheObject(Self.reason(error))
        }
        let title = said.title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !title.isEmpty, title.utf8.count <= Self.titleBytes,
            ProposedFix.isHarmless(title)
        else { throw .title }
        self.title = title
        guard let category = FailureCategory(rawValue: said.category) else {
            throw .category(said.category)
        }
        self.category = category
        guard said.fixes.count <= Self.mostFixes else { throw .tooManyFixes }
        guard said.confidence >= 0, said.confidence <= 1 else { throw .confidence }
        confidence = said.confidence
        lines = Self.quoted(said.lines, in: excerpt)
        // Where nothing was printed there is nothing to quote.
        guard !lines.isEmpty || excerpt.allSatisfy(\.isWhitespace) else { throw .notQuoted }
        fixes = []
        refused = []
        for fix in said.fixes {
            do throws(ProposedFix.Refusal) {
                let fix = try ProposedFix(fix)
                if !fixes.contains(where: { $0.action == fix.action }) { fixes.append(fix) }
            } catch {
                refused.append(error)
            }
        }
    }

    /// The object as it stands in prose or between fences.
    private static func object(in text: String) -> Substring {
        guard let start = text.firstIndex(of: "{"), let end = text.lastIndex(of: "}"), start < end
        else { return text[...] }
        return text[start...end]
    }

    /// Lines of the excerpt that were quoted, whole; blanks around them do not count.
    private static func quoted(_ said: [String], in excerpt: String) -> [String] {
        let lines = excerpt.split(separator: "\n").map(String.init)
        var found: [String] = []
        for quote in said.prefix(mostLines) {
            let wanted = trimmed(quote)
            guard !wanted.isEmpty, let line = lines.first(where: { trimmed($0) == wanted }),
                !found.contains(line)
            else { continue }
            found.append(line)
        }
        return found
    }

    private static func trimmed(_ text: String) -> Substring {
        let start = text.firstIndex { !$0.isWhitespace } ?? text.endIndex
        let end = text.lastIndex { !$0.isWhitespace }.map { text.index(after: $0) } ?? start
        return text[start..<max(start, end)]
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, _): "\"\(key.stringValue)\" is missing"
        case DecodingError.typeMismatch(_, let context),
            DecodingError.valueNotFound(_, let context):
            "\"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" is of another type"
        case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
            context.debugDescription
        default: "no JSON"
        }
    }
}
