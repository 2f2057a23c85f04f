import RecoursePCRE2
import Synchronization

/// Small searches for conditions and look-ups of packs. A regex that cannot be run matches nothing:
/// a fix that depends on it does not apply.
public enum TextSearch {
    /// Fixes of one pack ask the same few regexes again and again.
    private static let compiled = Mutex<[String: Regex?]>([:])
    private static let mostCompiled = 512

    private static func regex(_ text: String) -> Regex? {
        if let known = compiled.withLock({ $0[text] }) { return known }
        let regex = try? Regex(text)
        compiled.withLock { compiled in
            if compiled.count >= mostCompiled { compiled.removeAll() }
            compiled[text] = .some(regex)
        }
        return regex
    }

    public static func matches(_ regex: String, _ text: String) -> Bool {
        guard let regex = Self.regex(regex),
            case .match = Searcher().firstMatch(of: regex, in: text)
        else {
            return false
        }
        return true
    }

    /// The text where the regex matches all of it, by any of its alternatives, or what its group
    /// `value` holds.
    public static func wholeMatch(_ regex: String, _ text: String) -> String? {
        guard let regex = Self.regex(regex),
            case .match(let match) = Searcher().wholeMatch(of: regex, in: text)
        else { return nil }
        guard let group = match.groups["value"] else { return text }
        return String(decoding: Array(text.utf8)[group], as: UTF8.self)
    }
}
