import Foundation
import RecourseLearning
import RecourseText
import Testing

@testable import RecourseMatching

/// A blob that is damaged, of another version or of another set is told apart, and none makes the
/// reader leave it.
@Suite struct IndexImageTests {
    private static let regexes = [
        "^error: (?<what>\\w+) is not known$", "(?i)permission denied", "\\d{3}-\\d{4} [A-Z]{3}",
        "short", "a|b", "\\s*", "Traceback:\\n(?:  .*\\n)+(?<kind>\\w+Error): ",
        "^(?<file>[^:\\n]+):(?<line>\\d+): undefined reference to `(?<name>[^']+)'",
        "(?:unknown|missing) (?:option|argument) '-(?<flag>\\w)'",
    ]
    private static let text = Array(
        """
        error: widget is not known
        src/a.c:12: undefined reference to `main'
        555-1234 ABC, PERMISSION denied, short; missing argument '-x'
        Traceback:
          line one
          line two
        ValueError: no

        """.utf8)

    private func image(_ identity: IndexIdentity = .unnamed) -> [UInt8] {
        var writer = IndexWriter()
        for (number, regex) in Self.regexes.enumerated() {
            writer.add([regex], number: UInt32(100 + number))
        }
        return writer.image(identity: identity)
    }

    private func candidates(_ index: PatternIndex) -> [Int] {
        var found: Set<Int> = []
        Self.text.withUnsafeBufferPointer { text in
            _ = index.forEachCandidate(in: text) { candidate in
                found.insert(candidate.pattern)
                return false
            }
        }
        return found.sorted()
    }

    @Test func isReadBack() throws {
        let index = try PatternIndex(image())
        #expect(index.patternCount == Self.regexes.count && index.identity == .unnamed)
        #expect(index.number(of: 2) == 102 && index.number(of: 1_000) == 0)
        #expect(candidates(index) == Array(Self.regexes.indices))
        #expect(index.unindexed == [4, 5])
    }

    @Test func isTheSameEveryTime() { #expect(image() == image()) }

    @Test func everyDamagedByteIsNoticed() {
        let whole = image()
        // The padding of the header and between sections is covered, too.
        for index in stride(from: 0, to: whole.count, by: whole.count > 20_000 ? 7 : 1) {
            var damaged = whole
            damaged[index] ^= 0x10
            #expect(throws: PatternIndex.Fault.self, "byte \(index)") {
                try PatternIndex(damaged)
            }
        }
    }

    @Test func everyLengthIsNoticed() {
        let whole = image()
        for length in [0, 1, 7, 8, 63, 64, 255, 256, 257, whole.count / 2, whole.count - 1] {
            #expect(throws: PatternIndex.Fault.damaged) {
                try PatternIndex(Array(whole[..<length]))
            }
        }
        #expect(throws: PatternIndex.Fault.damaged) { try PatternIndex(whole + [0]) }
    }

    @Test func anotherVersionIsForeign() {
        var other = image()
        other[IndexLayout.Header.version] += 1
        #expect(throws: PatternIndex.Fault.foreign) { try PatternIndex(other) }
        #expect(throws: PatternIndex.Fault.foreign) {
            try PatternIndex(Array(repeating: UInt8(ascii: "x"), count: 5_000))
        }
    }

    /// With a checksum that fits, so that only the reader's own care is left.
    @Test func forgedImagesAreReadWithinBounds() throws {
        let whole = image()
        var generator = SplitMix64(seed: 11)
        var accepted = 0
        for _ in 0..<4_000 {
            var forged = whole
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(
                    in: IndexLayout.Header.identity..<forged.count, using: &generator)
                forged[place] = UInt8.random(in: 0...255, using: &generator)
            }
            guard let index = try? PatternIndex(PatternIndex.sealed(forged)) else { continue }
            accepted += 1
            _ = candidates(index)
            _ = index.anchorOffsetsForTest(in: Self.text)
        }
        #expect(accepted > 1_000, "\(accepted)")
    }

    @Test func filesAreReplacedWhole() throws {
        let path = "/tmp/recourse-index-\(UInt64.random(in: 0...UInt64.max))"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let (one, two) = (IndexIdentity([1]), IndexIdentity([2]))
        #expect(MappedFile(path: path) == nil)
        try IndexFile.write(image(one), to: path)
        let first = try #require(MappedFile(path: path, isOwned: true))
        let index = try PatternIndex(first, of: one)
        #expect(throws: PatternIndex.Fault.stale) { try PatternIndex(first, of: two) }
        try IndexFile.write(image(two), to: path)
        // Who still reads the older one reads it whole.
        #expect(candidates(index) == Array(Self.regexes.indices))
        let second = try #require(MappedFile(path: path, isOwned: true))
        #expect(try PatternIndex(second, of: two).patternCount == Self.regexes.count)
        #expect(throws: IndexFile.Failure.self) {
            try IndexFile.write(image(), to: "/nowhere/at/all")
        }
    }

    @Test(
        arguments: [
            ("", 0xEF46_DB37_51D8_E999), ("a", 0xD24E_C4F1_A98C_6E5B),
            ("abc", 0x44BC_2CF5_AD77_0999),
        ] as [(String, UInt64)])
    func checksumsAreThoseOfXXH64(text: String, expected: UInt64) {
        Array(text.utf8).withUnsafeBytes { #expect(Checksum.of($0) == expected) }
    }
}

extension PatternIndex {
    func anchorOffsetsForTest(in text: [UInt8]) -> [Int] {
        text.withUnsafeBufferPointer { anchorOffsets(in: $0) }
    }
}
