import RecoursePCRE2

/// Whether the engine takes a regex.
public enum RegexCompilation {
    /// The engine's words, with the place; `nil` for a regex that it takes.
    public static func complaint(_ regex: String) -> String? {
        do throws(RegexError) {
            _ = try Regex(regex)
            return nil
        } catch {
            return "\(error.message) at \(error.offset)"
        }
    }
}
