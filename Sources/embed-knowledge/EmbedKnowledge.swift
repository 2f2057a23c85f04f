import Foundation
import RecourseCatalog
import RecourseCore
import RecourseMatching

/// Writes the files of `patterns/` or `migrations/` as Swift source: `embed-knowledge KIND OUTPUT
/// INPUT…`. What is wrong with a pack is an error of the build, with file and line.
@main
struct EmbedKnowledge {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count >= 2, let kind = arguments.first else {
            throw Usage()
        }
        let output = URL(fileURLWithPath: arguments[2])
        let inputs = arguments.dropFirst(2).map { URL(fileURLWithPath: $0) }
        let source = kind == "migrations" ? try migrations(inputs) : try patterns(inputs)
        try Data(source.utf8).write(to: output, options: .atomic)
    }

    struct Usage: Error, CustomStringConvertible {
        var description: String { "usage: embed-knowledge patterns|migrations OUTPUT INPUT..." }
    }

    static func patterns(_ files: [URL]) throws -> String {
        var packs: [Pack] = []
        var errors: [PackError] = []
        for file in files {
            do {
                packs.append(try PackFile([UInt8](Data(contentsOf: file)), file: file.path).pack)
            } catch let found as PackErrors {
                errors += found.errors
            }
        }
        guard errors.isEmpty else {
            for error in errors {
                FileHandle.standardError.write(
                    Data(
                        "\(error.file):\(max(1, error.line)): error: \(error.field): \(error.reason)\n"
                            .utf8))
            }
            exit(1)
        }
        var writer = IndexWriter()
        let bytes = try PatternArchive.encoded(packs) { writer.add($0, number: $1) }
        let index = writer.image(identity: .unnamed)
        // A string literal is read by the compiler in no time; bytes beyond ASCII take two.
        let text = String(String.UnicodeScalarView(index.map { UnicodeScalar($0) }))
        return """
            enum EmbeddedPatterns {
                static let archive: StaticString = \(literal(String(decoding: bytes, as: UTF8.self)))
                /// Each scalar is a byte.
                static let index: StaticString = \(literal(text))
            }

            """
    }

    static func migrations(_ files: [URL]) throws -> String {
        let entries = try files.map { file in
            let sql = try String(contentsOf: file, encoding: .utf8)
            return
                "        (\(literal(file.deletingPathExtension().lastPathComponent)), \(literal(sql))),"
        }
        return """
            enum EmbeddedMigrations {
                static let files: [(name: String, sql: String)] = [
            \(entries.joined(separator: "\n"))
                ]
            }

            """
    }

    /// One line whatever it holds, so that the compiler reads it fast.
    static func literal(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", "\"": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case " "..."~": result.unicodeScalars.append(scalar)
            default: result += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return result + "\""
    }
}
