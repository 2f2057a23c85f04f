import RecourseMatching

/// A libFuzzer target for what reads bytes that others may have made: the extractor, and the reader
/// of the index. `make fuzz` builds and runs it.
///
/// Of the input, the first byte chooses. A regex is indexed and looked for in the rest of the input;
/// or the rest says which bytes of an index to change, its checksum mended, before a fixed text is
/// searched through it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let input = UnsafeBufferPointer(start: start, count: count)
    guard let first = input.first else { return 0 }
    let rest = UnsafeBufferPointer(rebasing: input.dropFirst())
    if first & 1 == 0 { search(rest) } else { open(rest) }
    return 0
}

/// libFuzzer's own driver. It would bring a `main` as well, but the package manager names the one of
/// an executable after its target.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

@_cdecl("index_fuzzer_main")
public func main(
    _ count: Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> Int32 {
    var (count, arguments) = (count, arguments)
    return runDriver(&count, &arguments, fuzz)
}

/// Up to the first NUL the input is a regex; behind it, a text.
private func search(_ input: UnsafeBufferPointer<UInt8>) {
    let end = input.firstIndex(of: 0) ?? input.count
    var writer = IndexWriter()
    writer.add([String(decoding: input[..<end], as: UTF8.self)], number: 0)
    writer.add(["error: (?<what>\\w+) failed"], number: 1)
    let text = UnsafeBufferPointer(rebasing: input[end...])
    PatternIndex(writer).forEachCandidate(in: text) { candidate in
        if case .within(let ranges) = candidate.starts {
            // Ascending, apart from each other, and inside of the text.
            precondition(ranges.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= text.count })
            precondition(
                zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
        }
        return false
    }
}

private let image = {
    var writer = IndexWriter()
    for regex in [
        "^error: (?<what>\\w+) failed$", "(?i)denied", "\\d{2}-\\d{2} [A-Z]{3}", "a|b",
        "Traceback:\\n(?:  .*\\n)+(?<kind>\\w+Error): ", "^[^:\\n]+:\\d+:(?: fatal)? error: it",
    ] {
        writer.add([regex], number: UInt32(writer.count))
    }
    return writer.image(identity: .unnamed)
}()

/// Three bytes of input are one change: where, and to what.
private func open(_ input: UnsafeBufferPointer<UInt8>) {
    var forged = image
    for start in stride(from: 0, to: input.count - 2, by: 3) {
        let place = Int(input[start]) << 8 | Int(input[start + 1])
        forged[place % forged.count] = input[start + 2]
    }
    guard let index = try? PatternIndex(PatternIndex.sealed(forged)) else { return }
    Array("error: it failed\nTraceback:\n  x\nKeyError: 12-34 ABC /a/b.c:1:2\n".utf8)
        .withUnsafeBufferPointer { text in _ = index.forEachCandidate(in: text) { _ in false } }
}
