#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One JSON document on one line of stdout, keys sorted.
enum JSON {
    /// - Parameter isOurs: our keys are in snake case; a standard's stay as it spells them.
    static func text(_ value: some Encodable, isOurs: Bool = true) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if isOurs { encoder.keyEncodingStrategy = .convertToSnakeCase }
        return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }
}
