import Foundation

/// One `import` of a source file.
struct Import: CustomStringConvertible {
    var target: String
    var file: String
    var module: String

    var description: String { "\(file) imports \(module)" }
}

/// Every import below `Sources` and `Benchmarks`.
enum Imports {
    static let root = URL(fileURLWithPath: #filePath)
        .resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// - Throws: what reading a file throws.
    static func all() throws -> [Import] {
        var found: [Import] = []
        for folder in ["Sources", "Benchmarks"] {
            let base = root.appendingPathComponent(folder)
            let walk = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil)
            while let file = walk?.nextObject() as? URL {
                guard file.pathExtension == "swift" else { continue }
                let path = file.resolvingSymlinksInPath().path.dropFirst(
                    base.resolvingSymlinksInPath().path.count + 1)
                guard let target = path.split(separator: "/").first else { continue }
                for module in modules(in: try String(contentsOf: file, encoding: .utf8)) {
                    found.append(
                        Import(target: String(target), file: "\(folder)/\(path)", module: module))
                }
            }
        }
        return found
    }

    /// The modules that a source text imports, attributes, access levels and kinds (`import struct
    /// M.T`) left off.
    static func modules(in source: String) -> [String] {
        source.split(whereSeparator: \.isNewline).compactMap { line in
            var words = line.split(separator: " ")
            while let first = words.first,
                first.hasPrefix("@")
                    || ["public", "package", "internal", "private", "fileprivate"].contains(first)
            {
                words.removeFirst()
            }
            guard words.first == "import", words.count > 1 else { return nil }
            let kinds: Set<Substring> = [
                "struct", "class", "enum", "protocol", "typealias", "func", "let", "var",
            ]
            let name = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
            return name.split(separator: ".").first.map(String.init)
        }
    }
}
