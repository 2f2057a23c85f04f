/// File-name patterns: `*` any run of characters, `?` one character (POSIX.1-2017, 2.13.1, without
/// brackets).
public struct Glob: Hashable, Sendable {
    private let pattern: [Character]

    public init(_ pattern: String) { self.pattern = Array(pattern) }

    public func matches(_ text: String) -> Bool {
        let text = Array(text)
        var (position, index) = (0, 0)
        var retry: (position: Int, index: Int)?
        while index < text.count {
            if position < pattern.count, pattern[position] == "*" {
                retry = (position, index)
                position += 1
            } else if position < pattern.count,
                pattern[position] == "?" || pattern[position] == text[index]
            {
                position += 1
                index += 1
            } else if let last = retry {
                retry = (last.position, last.index + 1)
                position = last.position + 1
                index = last.index + 1
            } else {
                return false
            }
        }
        return pattern[position...].allSatisfy { $0 == "*" }
    }
}
