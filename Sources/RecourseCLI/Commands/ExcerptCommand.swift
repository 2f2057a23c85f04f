import ArgumentParser
import RecourseCore
import RecourseExecution
import RecourseMatching
import RecourseStore
import RecourseText

struct ExcerptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "excerpt",
        abstract: "The lines of a long output that say why it failed, within a line budget.",
        discussion: """
            Lines that patterns recognise are kept first; what says most, by weights learned from labelled logs, fills the \
            rest. Stack traces and blocks stay whole where they fit.

            EXAMPLES
              recourse excerpt build.log
              make 2>&1 | recourse excerpt --lines 20
              recourse excerpt --format json --lines 50 build.log
            """)

    @Argument(help: "The output; - or nothing for standard input.") var file = "-"
    @Option(help: ArgumentHelp("At most so many lines.", valueName: "number")) var lines = 50
    @Option(help: "text, or json with line numbers of the file.") var format = TextFormat.text
    @OptionGroup var store: StoreOptions

    private struct Document: Encodable {
        var schema = "recourse.excerpt/1"
        /// First and last, 1-based lines of the raw file.
        var lines: [[Int]]
    }

    func validate() throws {
        if lines < 1 { throw ValidationError("--lines is at least 1.") }
    }

    func run() throws {
        let patterns = try PatternLibrary(store: store.existingStore()).patternSet
        let text = FailureText(try output(patterns))
        let excerpt = Excerpt.of(
            text, budget: lines, marked: patterns.recognised(in: text).lines(in: text))
        switch format {
        case .json:
            Console.output(
                try JSON.text(
                    Document(lines: excerpt.lines.flatMap { Self.rawLines($0, of: text) })))
        case .text: tell(excerpt, of: text)
        }
    }

    /// All of it, up to a size at which only what a command's output keeps of it is looked at.
    private func output(_ patterns: PatternSet) throws -> CapturedOutput {
        var whole: [UInt8]? = []
        var capture = OutputDigest(screen: PatternScreen { patterns })
        try InputFile.chunks(of: file) { chunk in
            whole?.append(contentsOf: chunk)
            guard let bytes = whole else { return capture.append(chunk) }
            guard bytes.count > Self.wholeBytes else { return }
            bytes.withUnsafeBytes { capture.append($0) }
            whole = nil
        }
        return whole.map { CapturedOutput($0) } ?? capture.finished()
    }

    private static let wholeBytes = 16 << 20

    /// A range is cut where lines of a very long output were not kept.
    private static func rawLines(_ range: ClosedRange<Int>, of text: FailureText) -> [[Int]] {
        var found: [[Int]] = []
        for line in range {
            let raw = text.rawLine(line)
            if let last = found.last, last[1] + 1 == raw {
                found[found.count - 1][1] = raw
            } else {
                found.append([raw, raw])
            }
        }
        return found
    }

    /// What is left out is counted, so that nobody takes the pieces for the whole.
    private func tell(_ excerpt: Excerpt, of text: FailureText) {
        var next = 0
        func skip(to line: Int) {
            guard line > next else { return }
            let count = text.rawLine(line - 1) - text.rawLine(next) + 1
            Console.output("[\(count) line\(count == 1 ? "" : "s") left out]\n")
        }
        for range in excerpt.lines {
            skip(to: range.lowerBound)
            for line in range {
                Console.output(
                    text.text(ofLine: line).escapedForTerminal(keepingLines: true) + "\n")
            }
            next = range.upperBound + 1
        }
        skip(to: text.lineCount)
    }
}
