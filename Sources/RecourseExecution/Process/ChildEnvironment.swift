#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    // `environ` is a variable that nobody here writes; setenv(3) after the start is not ours.
    @preconcurrency import Glibc
#endif

/// The environment of a child: ours, byte for byte, with changes.
struct ChildEnvironment {
    private var inherited: [(name: String, entry: [CChar])] = []
    private var changes: [String: String?]

    init(changes: [String: String?]) {
        self.changes = changes
        #if canImport(Darwin)
            var next = _NSGetEnviron().pointee
        #else
            var next: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = environ
        #endif
        while let current = next, let entry = current.pointee {
            let bytes = Array(UnsafeBufferPointer(start: entry, count: strlen(entry) + 1))
            let name = bytes.prefix { $0 != CChar(UInt8(ascii: "=")) && $0 != 0 }
            inherited.append(
                (String(decoding: name.map(UInt8.init(bitPattern:)), as: UTF8.self), bytes))
            next = current + 1
        }
    }

    /// The value that the child sees.
    subscript(name: String) -> String? {
        if let change = changes[name] { return change }
        guard let entry = inherited.first(where: { $0.name == name })?.entry else { return nil }
        let value = entry.dropLast().drop { $0 != CChar(UInt8(ascii: "=")) }.dropFirst()
        return String(decoding: value.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    mutating func set(_ name: String, _ value: String) { changes[name] = .some(value) }

    /// `NAME=value` entries, each ending in NUL.
    var entries: [[CChar]] {
        let kept = inherited.filter { changes[$0.name] == nil }.map(\.entry)
        let changed = changes.sorted { $0.key < $1.key }.compactMap { name, value in
            value.map { Array("\(name)=\($0)".utf8CString) }
        }
        return kept + changed
    }

    /// Makes `PWD` say where the child is, where it would say where we are; tools prefer it to
    /// asking the system. A name that leads to the same place by a link is left.
    mutating func correctWorkingDirectory(_ directory: String) {
        var here = stat()
        var there = stat()
        guard self["PWD"] != nil, changes["PWD"] == nil, stat(".", &here) == 0,
            stat(directory, &there) == 0,
            here.st_dev != there.st_dev || here.st_ino != there.st_ino
        else { return }
        set("PWD", directory)
    }
}
