import RecourseCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Packs as one text that is cheap to open: what matching needs of a pattern first, the rest as
/// JSON that is decoded only when the pattern matched. Fields are netstrings (D. J. Bernstein,
/// 1997): `LENGTH:BYTES,`. A pattern's number is where its record begins.
public struct PatternArchive: PatternSource {
    public struct Damaged: Error {}

    /// `@unchecked Sendable`: memory that nobody writes, and that is never freed.
    private struct Text: @unchecked Sendable {
        let bytes: UnsafeRawBufferPointer
    }

    private let text: Text
    public let count: Int

    /// - Parameter text: what `encoded` wrote, for as long as the process runs.
    public init(_ text: UnsafeRawBufferPointer, count: Int) {
        self.text = Text(bytes: text)
        self.count = count
    }

    /// - Parameter note: is told the regexes and the number of each pattern.
    /// - Throws: `EncodingError`.
    public static func encoded(
        _ packs: [Pack], note: (_ regexes: [String], _ number: UInt32) -> Void = { _, _ in }
    ) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var bytes: [UInt8] = []
        func write(_ field: some Collection<UInt8>) {
            bytes += Array("\(field.count):".utf8) + field + [UInt8(ascii: ",")]
        }
        for pack in packs {
            for pattern in pack.patterns where pattern.status != .deprecated {
                note(pattern.scope.regexes, UInt32(bytes.count))
                write(Array(pack.id.rawValue.utf8))
                write(Array(pattern.id.rawValue.utf8))
                switch pattern.scope {
                case .line: write(Array("line".utf8))
                case .tail: write(Array("tail".utf8))
                case .block(let steps):
                    write(Array(steps.map { "\($0.within)" }.joined(separator: " ").utf8))
                }
                for regex in pattern.scope.regexes { write(Array(regex.utf8)) }
                write([UInt8](try encoder.encode(pattern)))
            }
        }
        return bytes
    }

    /// - Throws: `Damaged` where no record begins there.
    public func record(number: UInt32) throws -> PatternRecord? {
        var position = Int(number)
        return try record(at: &position)
    }

    /// All of them, in order.
    /// - Throws: `Damaged` where it was not written by `encoded`.
    public func records() throws -> [PatternRecord] {
        var records: [PatternRecord] = []
        var position = 0
        while position < text.bytes.count { records.append(try record(at: &position)) }
        return records
    }

    private func record(at position: inout Int) throws -> PatternRecord {
        let pack = PackID(try string(at: &position))
        let id = PatternID(try string(at: &position))
        let scope: PatternScope
        switch try string(at: &position) {
        case "line": scope = .line(try string(at: &position))
        case "tail": scope = .tail(try string(at: &position))
        case let distances:
            var steps: [PatternStep] = []
            for distance in distances.split(separator: " ") {
                guard let within = Int(distance) else { throw Damaged() }
                steps.append(PatternStep(regex: try string(at: &position), within: within))
            }
            guard !steps.isEmpty else { throw Damaged() }
            scope = .block(steps)
        }
        return PatternRecord(
            id: id, pack: pack, origin: .builtIn, scope: scope,
            body: .encoded(Array(try field(at: &position))[...]))
    }

    private func string(at position: inout Int) throws -> String {
        String(decoding: try field(at: &position), as: UTF8.self)
    }

    private func field(at position: inout Int) throws -> UnsafeRawBufferPointer {
        let bytes = text.bytes
        var length = 0
        while position < bytes.count, (0x30...0x39).contains(bytes[position]), length < 1 << 30 {
            length = length * 10 + Int(bytes[position] - 0x30)
            position += 1
        }
        guard position + length + 1 < bytes.count, bytes[position] == UInt8(ascii: ":"),
            bytes[position + 1 + length] == UInt8(ascii: ",")
        else { throw Damaged() }
        defer { position += length + 2 }
        return UnsafeRawBufferPointer(rebasing: bytes[(position + 1)..<(position + 1 + length)])
    }
}
