import RecourseCore
import RecourseLearning
import RecourseScheduling
import Testing

@Suite struct OrderedOutputTests {
    private func text(_ pieces: [OrderedOutput<Int>.Piece]) -> String {
        pieces.map { piece in
            switch piece {
            case .begins(let id): "<\(id)"
            case .bytes(let bytes, _): String(decoding: bytes, as: UTF8.self)
            case .omitted(let count): "~\(count)~"
            case .ends(let id): "\(id)>"
            }
        }.joined()
    }

    private func append(_ text: String, _ id: Int, _ output: inout OrderedOutput<Int>) -> String {
        self.text(output.append(Array(text.utf8), .stdout, of: id))
    }

    @Test func theFirstIsShownAsItComes() {
        var output = OrderedOutput<Int>()
        for id in 1...3 { output.expect(id, position: id) }
        #expect(append("b", 2, &output) == "")
        #expect(append("a", 1, &output) == "<1a")
        #expect(append("a", 1, &output) == "a")
        #expect(text(output.ended(3)) == "")
        #expect(text(output.ended(1)) == "1><2b")
        #expect(append("b", 2, &output) == "b")
        #expect(text(output.ended(2)) == "2><33>")
        #expect(output.keptBytes == 0)
    }

    @Test func whatDoesNotRunMakesRoom() {
        var output = OrderedOutput<Int>()
        for id in 1...3 { output.expect(id, position: id) }
        #expect(append("c", 3, &output) == "")
        #expect(text(output.skip(2)) == "")
        #expect(text(output.skip(1)) == "<3c")
        #expect(text(output.ended(3)) == "3>")
    }

    @Test func aLateOneDoesNotInterrupt() {
        var output = OrderedOutput<Int>()
        output.expect(5, position: 5)
        #expect(append("x", 5, &output) == "<5x")
        output.expect(1, position: 1)
        output.expect(9, position: 9)
        #expect(append("y", 1, &output) == "")
        #expect(append("x", 5, &output) == "x")
        #expect(text(output.ended(5)) == "5><1y")
    }

    /// Whatever the order of events, each one's output is whole, and they come in order.
    @Test func everyOrderOfEvents() {
        for seed in UInt64(0)..<2_000 {
            var generator = SplitMix64(seed: seed)
            var output = OrderedOutput<Int>(limit: 1_000)
            for id in 0..<4 { output.expect(id, position: id) }
            var left = [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3].shuffled(using: &generator)
            var counts: [Int: Int] = [:]
            var shown = ""
            while let id = left.popLast() {
                counts[id, default: 0] += 1
                shown += append("\(id)\(counts[id]!),", id, &output)
                if counts[id] == 3 { shown += text(output.ended(id)) }
            }
            let expected = (0..<4).map { "<\($0)\($0)1,\($0)2,\($0)3,\($0)>" }.joined()
            #expect(shown == expected)
        }
    }

    @Test func memoryIsBounded() {
        var output = OrderedOutput<Int>(limit: 8)
        output.expect(1, position: 1)
        output.expect(2, position: 2)
        for number in 0..<1_000 {
            #expect(append("\(number % 10)", 2, &output) == "")
            #expect(output.keptBytes <= 8)
        }
        #expect(text(output.ended(1)) == "<11><20123~992~6789")
    }
}
