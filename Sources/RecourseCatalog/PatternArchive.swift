import RecourseCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Packs as one text that is cheap to open: what matching needs of a pattern first, the rest as
/// JSON that is decoded only when the pattern matched. Fields are netstrings (D. J. Bernstein,
/// 1997): `LENGTH:BYTES,`.
public enum PatternArchive {
    public struct Damaged: Error {}

    /// - Parameter requiredTexts: what is known of a pattern's literals, so that nobody has to look
    ///   when it is opened.
    /// - Throws: `EncodingError`.
    public static func encoded(
        _ packs: [Pack], requiredTexts: (Pattern) -> PatternRecord.RequiredTexts = { _ in .unknown }
    ) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var bytes: [UInt8] = []
        func write(_ field: some Collection<UInt8>) {
            bytes += Array("\(field.count):".utf8) + field + [UInt8(ascii: ",")]
        }
        for pack in packs {
            for pattern in pack.patterns where pattern.status != .deprecated {
                write(Array(pack.id.rawValue.utf8))
                write(Array(pattern.id.rawValue.utf8))
                switch pattern.scope {
                case .line: write(Array("line".utf8))
                case .tail: write(Array("tail".utf8))
                case .block(let steps):
                    write(Array(steps.map { "\($0.within)" }.joined(separator: " ").utf8))
                }
                for regex in pattern.scope.regexes { write(Array(regex.utf8)) }
                write(field(requiredTexts(pattern)))
                write([UInt8](try encoder.encode(pattern)))
            }
        }
        return bytes
    }

    /// `?`, `-`, or the texts after an equals sign, one a line: folded bytes hold no line end.
    private static func field(_ texts: PatternRecord.RequiredTexts) -> [UInt8] {
        switch texts {
        case .unknown: [UInt8(ascii: "?")]
        case .none: [UInt8(ascii: "-")]
        case .anyOf(let texts): [UInt8(ascii: "=")] + texts.joined(separator: [0x0A])
        }
    }

    private static func requiredTexts(in field: ArraySlice<UInt8>) -> PatternRecord.RequiredTexts {
        switch field.first {
        case UInt8(ascii: "="): .anyOf(field.dropFirst().split(separator: 0x0A).map(Array.init))
        case UInt8(ascii: "-"): .none
        default: .unknown
        }
    }

    /// - Throws: `Damaged` where it was not written by `encoded`.
    public static func records(in bytes: [UInt8]) throws -> [PatternRecord] {
        var records: [PatternRecord] = []
        var position = 0
        func read() throws -> ArraySlice<UInt8> {
            var length = 0
            while position < bytes.count, (0x30...0x39).contains(bytes[position]), length < 1 << 30
            {
                length = length * 10 + Int(bytes[position] - 0x30)
                position += 1
            }
            guard position + length + 1 < bytes.count, bytes[position] == UInt8(ascii: ":"),
                bytes[position + 1 + length] == UInt8(ascii: ",")
            else { throw Damaged() }
            defer { position += length + 2 }
            return bytes[(position + 1)..<(position + 1 + length)]
        }
        func text() throws -> String { String(decoding: try read(), as: UTF8.self) }

        while position < bytes.count {
            let pack = PackID(try text())
            let id = PatternID(try text())
            let scope: PatternScope
            switch try text() {
            case "line": scope = .line(try text())
            case "tail": scope = .tail(try text())
            case let distances:
                scope = .block(
                    try distances.split(separator: " ").map { distance in
                        guard let within = Int(distance) else { throw Damaged() }
                        return PatternStep(regex: try text(), within: within)
                    })
            }
            records.append(
                PatternRecord(
                    id: id, pack: pack, origin: .builtIn, scope: scope,
                    requiredTexts: requiredTexts(in: try read()), body: .encoded(try read())))
        }
        return records
    }
}
