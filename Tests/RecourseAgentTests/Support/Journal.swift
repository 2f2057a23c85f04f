import Synchronization

/// What happened, in order, whoever did it.
final class Journal: Sendable {
    private let lines = Mutex<[String]>([])

    var entries: [String] { lines.withLock { $0 } }

    func note(_ line: String) { lines.withLock { $0.append(line) } }

    /// The index of the first entry that begins so.
    func index(of beginning: String) -> Int? { entries.firstIndex { $0.hasPrefix(beginning) } }

    func count(of beginning: String) -> Int { entries.count { $0.hasPrefix(beginning) } }
}
