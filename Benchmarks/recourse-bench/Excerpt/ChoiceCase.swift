import Foundation
import RecourseText

/// The lines of a log among which the labelled ones are chosen.
struct ChoiceCase {
    private var traits: [UInt8] = []
    private var starts: [Int] = [0]
    private let labelled: [Int]

    init(_ log: ExcerptLog) {
        for line in 0..<log.training.lineCount {
            traits += log.training.traits(ofLine: line)
            starts.append(traits.count)
        }
        labelled = log.labelled
    }

    private func scores(_ weights: [Double]) -> [Double] {
        (0..<starts.count - 1).map { line in
            var sum = 0.0
            for index in starts[line]..<starts[line + 1] { sum += weights[Int(traits[index])] }
            return sum
        }
    }

    func logLikelihood(_ weights: [Double]) -> Double {
        guard !labelled.isEmpty else { return 0 }
        let scores = scores(weights)
        let top = scores.max() ?? 0
        let total = scores.reduce(0) { $0 + exp($1 - top) }
        let mean = labelled.reduce(0) { $0 + scores[$1] } / Double(labelled.count)
        return mean - top - log(total)
    }

    func add(to system: inout NewtonSystem, weights: [Double], share: Double) {
        guard !labelled.isEmpty else { return }
        let scores = scores(weights)
        let top = scores.max() ?? 0
        let total = scores.reduce(0) { $0 + exp($1 - top) }
        let dimension = weights.count
        var mean = [Double](repeating: 0, count: dimension)
        for line in scores.indices {
            let probability = exp(scores[line] - top) / total
            guard probability > 1e-8 else { continue }
            let own = traits[starts[line]..<starts[line + 1]]
            for first in own {
                mean[Int(first)] += probability
                for second in own {
                    system.hessian[Int(first) * dimension + Int(second)] += share * probability
                }
            }
        }
        for line in labelled {
            for trait in traits[starts[line]..<starts[line + 1]] {
                system.gradient[Int(trait)] += share / Double(labelled.count)
            }
        }
        for first in 0..<dimension where mean[first] > 0 {
            system.gradient[first] -= share * mean[first]
            for second in 0..<dimension {
                system.hessian[first * dimension + second] -= share * mean[first] * mean[second]
            }
        }
    }
}
