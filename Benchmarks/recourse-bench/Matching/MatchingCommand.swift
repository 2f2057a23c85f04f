import ArgumentParser
import RecourseMatching

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One regex a line over one log, through the index: the first match of each, with its groups. Times
/// are processor seconds of the thread.
struct MatchingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: "Regexes, one a line, over a log, through the index; one JSON line.")

    @Argument(help: "A file with one PCRE2 regex a line, compiled as bytes, multi-line.")
    var patterns: String
    @Argument(help: "The text to search.") var log: String
    @Option(help: "How often; scan_s is the median, scan_min_s the least.") var reps = 5
    @Option(help: "Opens this index, or writes it where it is not there or of another file.")
    var index: String?
    @Flag(help: "One pass in a new process, everything on the way to it counted.") var cold = false
    @Flag(help: "Every match, not only the first.") var all = false
    @Flag(help: "Every regex over the whole text, without the index.") var linear = false

    func run() throws {
        let begun = ProcessorTime.now
        guard let file = MappedFile(path: patterns) else {
            throw ValidationError("\(patterns): cannot be read, or is empty")
        }
        guard let text = MappedFile(path: log) else {
            throw ValidationError("\(log): cannot be read, or is empty")
        }
        let identity = IndexIdentity.of(file.bytes)
        var figures = MatchingFigures(bytes: text.bytes.count)
        figures.inputSeconds = ProcessorTime.now - begun
        let opened = ProcessorTime.now
        var set: RegexLines
        if let index, let known = MappedFile(path: index),
            let image = try? PatternIndex(known, of: identity)
        {
            set = RegexLines(file: file, index: image)
        } else {
            set = try RegexLines(file: file, identity: identity)
            figures.buildSeconds = ProcessorTime.now - opened
            if let index { try IndexFile.write(set.image, to: index) }
        }
        figures.openSeconds = ProcessorTime.now - opened - figures.buildSeconds
        figures.count = set.count
        figures.indexBytes = set.index.byteCount
        for _ in 0..<(cold ? 1 : max(1, reps)) {
            let start = ProcessorTime.now
            let found = set.matches(
                in: text.bytes.bindMemory(to: UInt8.self), all: all, linear: linear)
            figures.scans.append(ProcessorTime.now - start)
            figures.found = found
            if figures.scans.last ?? 0 > 20 { break }
        }
        figures.totalSeconds = ProcessorTime.now - begun
        if !cold { figures.addSeconds = try set.secondsToAddOne() }
        print(figures.line)
    }
}

enum ProcessorTime {
    /// Of this thread, in seconds.
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
