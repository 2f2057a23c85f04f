import RecourseCore
import TOMLKit

/// One file of a pack in our format, to and from values. Reading files from disk is the caller's.
public struct PackFile: Sendable {
    public static let format = "recourse-pack/1"
    public static let maximumBytes = 16 << 20
    /// Tables of one file, and keys and items together: what is more takes hundreds of megabytes.
    static let maximumTables = 100_000
    static let maximumValues = 800_000

    public let pack: Pack

    /// - Parameters:
    ///   - bytes: the file's contents.
    ///   - file: its name, for errors.
    ///   - manifest: the pack's manifest where this file is one of a folder's `patterns/`.
    /// - Throws: `PackErrors`, all of what is wrong.
    public init(_ bytes: [UInt8], file: String, manifest: Pack? = nil) throws {
        let text = try Self.text(of: bytes, file: file)
        let document = TOMLStatements(bytes)
        try Self.checkSize(of: document, file: file)
        let root: TOMLNode
        do {
            root = try TOMLNode(parsing: text)
        } catch let error as TOMLParseError {
            throw PackErrors([
                PackError(file: file, line: error.source.begin.line, reason: error.description)
            ])
        }
        guard case .table(let fields) = root else {
            throw PackErrors([PackError(file: file, reason: "expected a table")])
        }
        // TOMLKit hands over C strings: what stands behind a NUL would silently be lost.
        if let line = document.escapedNUL {
            throw PackErrors([PackError(file: file, line: line, reason: "an escaped NUL")])
        }
        let findings = FieldReader.Findings()
        let reader = FieldReader(path: "", fields: fields, findings: findings)
        var pack = Self.manifest(reader, inherited: manifest)
        pack.patterns = reader.tables("pattern").map(Pattern.init)
        Self.noteRepeatedNames(in: pack, reader: reader)
        guard findings.problems.isEmpty else {
            let locator = LineLocator(document)
            throw PackErrors(
                findings.problems.map { problem in
                    PackError(
                        file: file, line: locator.line(of: problem.field), field: problem.field,
                        reason: problem.reason)
                })
        }
        self.pack = pack
    }

    private static func checkSize(of document: TOMLStatements, file: String) throws {
        if let line = document.deepKey {
            throw PackErrors([
                PackError(
                    file: file, line: line,
                    reason: "a key of more than \(TOMLStatements.deepestKey) parts")
            ])
        }
        guard document.tables <= maximumTables, document.values <= maximumValues else {
            throw PackErrors([
                PackError(
                    file: file,
                    reason:
                        "has \(document.tables) tables and \(document.values) values; at most \(maximumTables) and \(maximumValues) are read"
                )
            ])
        }
    }

    private static func text(of bytes: [UInt8], file: String) throws -> String {
        guard bytes.count <= maximumBytes else {
            throw PackErrors([
                PackError(file: file, reason: "larger than \(maximumBytes >> 20) MiB")
            ])
        }
        if let index = bytes.firstIndex(of: 0) {
            let line = bytes[..<index].count { $0 == 0x0A } + 1
            throw PackErrors([PackError(file: file, line: line, reason: "a NUL byte")])
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw PackErrors([PackError(file: file, reason: "is not UTF-8")])
        }
        return text
    }

    private static func manifest(_ reader: FieldReader, inherited: Pack?) -> Pack {
        reader.allowOnly(["format", "pack", "pattern"])
        if let inherited, !reader.has("pack") { return inherited }
        let format = reader.required("format")
        if !format.isEmpty, format != Self.format {
            reader.note("format", "`\(format)` is not `\(Self.format)`")
        }
        guard let table = reader.table("pack") else {
            reader.note("pack", "is missing; expected a table with id, version and licence")
            return Pack(
                id: "", version: "", licence: "", maximumRisk: .inspect, programs: [], patterns: [])
        }
        table.allowOnly(["id", "version", "licence", "max-risk", "programs", "title", "homepage"])
        return Pack(
            id: PackID(table.required("id")), version: table.required("version"),
            licence: table.required("licence"),
            maximumRisk: table.choice("max-risk", of: Risk.self) ?? .workspace,
            programs: table.strings("programs"), patterns: [])
    }

    private static func noteRepeatedNames(in pack: Pack, reader: FieldReader) {
        var seen: Set<PatternID> = []
        for (index, pattern) in pack.patterns.enumerated() {
            if !seen.insert(pattern.id).inserted {
                reader.note("pattern[\(index)].id", "`\(pattern.id)` stands twice in the file")
            }
            var fixes: Set<FixID> = []
            for (number, fix) in pattern.fixes.enumerated() where !fixes.insert(fix.id).inserted {
                reader.note(
                    "pattern[\(index)].fix[\(number)].id", "two fixes are called `\(fix.id)`")
            }
        }
    }
}
