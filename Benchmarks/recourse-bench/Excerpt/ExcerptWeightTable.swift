import ArgumentParser
import Foundation
import RecourseText

/// `Benchmarks/excerpt/weights.tsv`: of every trait its name, the weight that was expected of it
/// before any log was seen, and the learned one.
struct ExcerptWeightTable {
    var priors: [Double]
    var weights: [Double]

    private static let header = "trait\tprior\tweight"

    init(contentsOf file: URL) throws {
        let body = try String(contentsOf: file, encoding: .utf8)
        let traits = Dictionary(
            uniqueKeysWithValues: ExcerptTrait.allCases.map { ("\($0)", Int($0.rawValue)) })
        priors = Array(repeating: 0, count: traits.count)
        weights = priors
        for line in body.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: "\t")
            guard fields.count == 3, let trait = traits[String(fields[0])],
                let prior = Double(fields[1]), let weight = Double(fields[2])
            else { throw ValidationError("\(file.path): not a row of weights: \(line)") }
            priors[trait] = prior
            weights[trait] = weight
        }
    }

    var text: String {
        let rows = ExcerptTrait.allCases.map { trait in
            let index = Int(trait.rawValue)
            return "\(trait)\t\(priors[index])\t\(Self.digits(weights[index]))"
        }
        return ([Self.header] + rows).joined(separator: "\n") + "\n"
    }

    /// The source of `LearnedWeights.swift`.
    var source: String {
        let rows = ExcerptTrait.allCases.map { trait in
            "        .\(trait): \(Self.digits(weights[Int(trait.rawValue)])),"
        }
        return """
            // Written by `recourse-bench excerpt --write` from Benchmarks/excerpt/weights.tsv: do not
            // edit.

            extension ExcerptWeights {
                /// Learned from the logs of 19 projects, close to what is known of the tools.
                public static let learned = ExcerptWeights([
            \(rows.joined(separator: "\n"))
                ])
            }

            """
    }

    private static func digits(_ weight: Double) -> String {
        "\((weight * 100).rounded() / 100 + 0)"
    }
}
