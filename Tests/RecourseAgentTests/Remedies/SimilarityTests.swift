import Testing

@testable import RecourseAgent

@Suite("Similarity")
struct SimilarityTests {
    /// Straight from the definition of optimal string alignment, without a table.
    private func alignment(_ a: ArraySlice<Character>, _ b: ArraySlice<Character>) -> Double {
        guard let lastA = a.last, let lastB = b.last else { return Double(a.count + b.count) }
        let cost: Double = lastA == lastB ? 0 : lastA.lowercased() == lastB.lowercased() ? 0.5 : 1
        var best = min(
            alignment(a.dropLast(), b) + 1, alignment(a, b.dropLast()) + 1,
            alignment(a.dropLast(), b.dropLast()) + cost)
        if a.count > 1, b.count > 1, lastA == b.dropLast().last, lastB == a.dropLast().last {
            best = min(best, alignment(a.dropLast(2), b.dropLast(2)) + 1)
        }
        return best
    }

    @Test func equalsBruteForceOnEverySmallWord() {
        var words = [""]
        for length in 1...3 {
            words += words.filter { $0.count == length - 1 }.flatMap { word in
                ["a", "A", "b"].map { word + $0 }
            }
        }
        for left in words {
            for right in words where abs(left.count - right.count) <= 2 {
                let distance = Similarity.distance(left, right)
                #expect(
                    distance == alignment(Array(left)[...], Array(right)[...]), "\(left) \(right)")
                #expect(distance == Similarity.distance(right, left))
            }
        }
    }

    @Test func equalsBruteForceOnLongerWords() {
        let words = [
            "install", "isntall", "instal", "Install", "intsall", "nistall", "installs",
            "uninstall",
        ]
        for left in words {
            for right in words where abs(left.count - right.count) <= 2 {
                #expect(
                    Similarity.distance(left, right)
                        == alignment(Array(left)[...], Array(right)[...]))
            }
        }
    }

    @Test func lengthsThatAreFarApartAreNeverAligned() {
        #expect(Similarity.distance("a", "abcd") == .infinity)
    }

    @Test(
        arguments: [
            ("biuld", ["build", "test"], "build"), ("buil", ["build", "built"], nil),
            ("README", ["readme"], nil),
            ("Readme", ["readme", "reads"], "readme"), ("x", ["y"], "y"), ("ab", ["cd"], nil),
            ("build", ["build"], nil), ("build", ["build", "builds"], "builds"), ("abc", [], nil),
            ("abc", [""], nil),
            ("abcdefghi", ["abcdefxyz"], nil),
            ("test", ["test", "test", "tests", "tests"], "tests"),
        ] as [(String, [String], String?)])
    func closest(wanted: String, names: [String], expected: String?) {
        #expect(Similarity.closest(to: wanted, among: names) == expected)
    }

    @Test func theNextOfASeriesIsNotMistyped() {
        #expect(!Similarity.isNear("part-02", to: ["part-01", "part-10"]))
        #expect(!Similarity.isNear("p9", to: ["p10"]))
        #expect(Similarity.isNear("part-02", to: ["prat-02"]))
        #expect(Similarity.isNear("build", to: ["biuld"]))
        #expect(Similarity.isNear("report", to: ["report2"]))
    }

    @Test func versionsGoByTheirNumbers() {
        #expect(VersionOrder.isOlder("3.9.1", "3.10"))
        #expect(!VersionOrder.isOlder("v2", "2"))
        #expect(
            VersionOrder.closest(to: "3.10.9", among: ["3.9", "3.10.2", "3.10.11", "3.11"])
                == "3.10.11")
        #expect(VersionOrder.closest(to: "4", among: ["3.9"]) == nil)
    }
}
