import RecourseLearning
import Testing

@Suite struct SplitMix64Tests {
    /// The published sequence for the seed 1234567, as the C reference prints it.
    @Test func followsTheReference() {
        var generator = SplitMix64(seed: 1_234_567)
        let sequence = (0..<5).map { _ in generator.next() }
        #expect(
            sequence == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }

    @Test func seedsDiffer() {
        var first = SplitMix64(seed: 1)
        var second = SplitMix64(seed: 2)
        #expect(first.next() != second.next())
    }
}
