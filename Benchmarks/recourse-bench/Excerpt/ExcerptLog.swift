import Foundation
import RecourseCore
import RecourseText

/// A log with the lines that people marked as the reason of its failure.
struct ExcerptLog {
    let name: String
    /// Logs of one project resemble each other, so that no fold may hold some of them.
    let project: String
    let training: ExcerptTraining
    /// Clean lines.
    let labelled: [Int]

    /// `name` is a key of the labels' file, a path below `directory` that ends in
    /// `PROJECT-NUMBER.log`; `spans` are the first and the last of labelled raw lines, 1-based;
    /// `marked` are clean lines that patterns matched.
    init(name: String, spans: [[Int]], directory: URL, marked: [ClosedRange<Int>] = [])
        throws
    {
        let raw = try Data(contentsOf: directory.appending(path: name))
        let text = FailureText(CapturedOutput(Array(raw)))
        let file = name.split(separator: "/").last ?? ""
        self.name = name
        project = String(file[..<(file.lastIndex(of: "-") ?? file.endIndex)])
        training = ExcerptTraining(text, marked: marked)
        let count = text.lineCount
        labelled = spans.flatMap { ($0[0] - 1)...($0[1] - 1) }.filter { $0 < count }
    }

    /// The share of the labelled lines among the kept ones.
    func share(of kept: [ClosedRange<Int>]) -> Double {
        let found = labelled.count { line in kept.contains { $0.contains(line) } }
        return labelled.isEmpty ? 0 : Double(found) / Double(labelled.count)
    }
}
