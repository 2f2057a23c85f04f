/// The traits that the first bytes of a line give.
struct LineOpening {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let line: Range<Int>
    private let indent: Int
    private let vocabulary: ExcerptVocabulary.Tables

    init(
        _ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, indent: Int,
        _ vocabulary: ExcerptVocabulary.Tables
    ) {
        self.bytes = bytes
        self.vocabulary = vocabulary
        self.line = line
        self.indent = indent
    }

    /// The line without a date, a time or a number in front, as far as the first blank behind it.
    static func skippingTime(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Range<Int>
    {
        var index = line.lowerBound
        var digits = 0
        var hasColon = false
        while index < line.upperBound, index - line.lowerBound < 40 {
            switch bytes[index] {
            case 0x30...0x39: digits += 1
            case UInt8(ascii: ":"):
                hasColon = hasColon || digits > 0
            case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "T"),
                UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "["), UInt8(ascii: "]"),
                UInt8(ascii: "/"):
                break
            case 0x20:
                let next = index + 1
                if digits >= 4, hasColon { return next..<max(next, line.upperBound) }
                if digits < 4 { return line }
            default: return line
            }
            index += 1
        }
        return line
    }

    mutating func read(into traits: inout TraitSet) {
        guard !line.isEmpty else { return }
        marks(&traits)
        if let trait = openingWord() { traits.insert(trait) }
        frames(&traits)
        steps(&traits)
        if isTestFailure(traits) {
            traits.insert(.testFailure)
            traits.remove(.passWord)
        }
    }

    /// The line with which a test framework names a test that failed.
    private func isTestFailure(_ traits: TraitSet) -> Bool {
        if traits.contains(.startsFail) {
            return begins("--- FAIL") || begins("not ok") || begins("[  FAILED  ]")
                || begins("FAIL: ") || begins("FAILED: ") || begins("[FAIL]") || begins("FAIL ")
                || bytes[line.lowerBound] >= 0x80
        }
        if traits.contains(.startsError) {
            return begins("ERROR: test") || begins("Error: test")
        }
        if begins("● ") || begins("Failure: ") { return true }
        if traits.contains(.failWord) || traits.contains(.errorWord) {
            return ends(" FAILED") || ends("... FAILED") || ends("<<< FAILURE!")
                || ends("<<< ERROR!") || ends("...FAILED") || ends(" (FAILED)")
                || ends("... FAIL") || ends("... ERROR") || ends(": FAILED")
        }
        return false
    }

    private func ends(_ text: StaticString) -> Bool {
        line.count > text.utf8CodeUnitCount
            && matches(text, at: line.upperBound - text.utf8CodeUnitCount)
    }

    /// Signs that stand for a word: crosses, ticks, bullets, prompts.
    private func marks(_ traits: inout TraitSet) {
        switch bytes[line.lowerBound] {
        case 0xE2:
            if begins("✗") || begins("✘") || begins("✖") || begins("✕") || begins("❌") {
                traits.insert(.startsFail)
            } else if begins("✓") || begins("✔") {
                traits.insert(.startsPass)
            } else if begins("●") || begins("•") || begins("◦") {
                traits.insert(.bulletItem)
            }
        case 0xC3: if begins("× ") { traits.insert(.startsFail) }
        case 0xF0: if begins("🔴") || begins("🚨") { traits.insert(.startsFail) }
        case UInt8(ascii: "*"):
            traits.insert(.bulletItem)
            if begins("*** FAILED") || begins("*** [") || begins("**Error") {
                traits.insert(.startsFail)
            }
        case UInt8(ascii: "-"):
            if begins("--- FAIL") {
                traits.insert(.startsFail)
            } else if begins("--- PASS") || begins("--- SKIP") {
                traits.insert(.startsPass)
            } else if begins("-->") {
                traits.insert(.startsLocation)
            } else if begins("- ") {
                traits.insert(.bulletItem)
                traits.insert(.diffLine)
            } else if !begins("--") {
                traits.insert(.diffLine)
            }
        case UInt8(ascii: "+"):
            if begins("+ ") { traits.insert(.startsPrompt) }
            traits.insert(.diffLine)
        case UInt8(ascii: "@"): if begins("@@") { traits.insert(.diffLine) }
        case UInt8(ascii: ">"):
            traits.insert(begins("> Task") ? .startsProgress : .startsPrompt)
            if isCodeFrame(line.lowerBound + 1) { traits.insert(.codeFrame) }
        case UInt8(ascii: "$"):
            if begins("$ ") { traits.insert(.startsCommand) }
        case UInt8(ascii: "#"):
            if begins("##[error]") || begins("#error") { traits.insert(.startsError) }
            if begins("##[group]") || begins("##[section]") { traits.insert(.startsCommand) }
            if line.count > 2, LineScan.isDigit(bytes[line.lowerBound + 1]) {
                traits.insert(.traceFrame)
            }
        case UInt8(ascii: "^"), UInt8(ascii: "~"):
            traits.insert(.caret)
        case UInt8(ascii: "|"):
            traits.insert(.codeFrame)
            if contains("^") { traits.insert(.caret) }
        case UInt8(ascii: "["):
            if begins("[  FAILED  ]") || begins("[FAIL") || begins("[ERR") {
                traits.insert(.startsFail)
            } else if begins("[       OK") || begins("[ RUN") || begins("[-----")
                || begins("[  PASSED")
            {
                traits.insert(.startsPass)
            }
        case 0x30...0x39:
            if isNumberedItem() { traits.insert(.numberedItem) }
            if isCodeFrame(line.lowerBound) { traits.insert(.codeFrame) }
        default: break
        }
    }

    /// `12 | let x`.
    private func isCodeFrame(_ from: Int) -> Bool {
        var index = from
        while index < line.upperBound, bytes[index] == 0x20 { index += 1 }
        let begin = index
        while index < line.upperBound, LineScan.isDigit(bytes[index]) { index += 1 }
        guard index > begin else { return false }
        while index < line.upperBound, bytes[index] == 0x20 { index += 1 }
        return index < line.upperBound && bytes[index] == UInt8(ascii: "|")
    }

    /// `3) a test's name`.
    private func isNumberedItem() -> Bool {
        var index = line.lowerBound
        while index < line.upperBound, LineScan.isDigit(bytes[index]) { index += 1 }
        return index + 1 < line.upperBound && bytes[index] == UInt8(ascii: ")")
            && bytes[index + 1] == 0x20
    }

    /// The first word, behind brackets, stars and blanks.
    private func openingWord() -> ExcerptTrait? {
        var index = line.lowerBound
        while index < line.upperBound, index - line.lowerBound < 12,
            bytes[index] == 0x5B || bytes[index] == 0x2A || bytes[index] == 0x20
                || bytes[index] == 0x3C || bytes[index] == 0x3D || bytes[index] == 0x21
                || bytes[index] == 0x23
        {
            index += 1
        }
        let begin = index
        var hash = ExcerptVocabulary.offsetBasis
        while index < line.upperBound, LineScan.isLetter(bytes[index]) {
            hash = (hash ^ UInt64(bytes[index] | 0x20)) &* ExcerptVocabulary.prime
            index += 1
        }
        guard index > begin else { return nil }
        if begins("E  ") { return .markedMessage }
        if begins("npm ERR!") || begins("npm error") || begins("npm warn") || begins("npm WARN") {
            return .environment
        }
        let after = index < line.upperBound ? bytes[index] : 0x20
        guard
            after == 0x20 || after == 0x3A || after == 0x5D || after == 0x5B || after == 0x2C
                || after == 0x21 || after == 0x3E || after == 0x28
        else { return nil }
        if begins("not ok") { return .startsFail }
        // One letter is a level only in brackets or before a colon.
        if index - begin == 1, after == 0x20 { return nil }
        return vocabulary.entry(hash).start
    }

    private func frames(_ traits: inout TraitSet) {
        switch bytes[line.lowerBound] | 0x20 {
        case UInt8(ascii: "t"):
            if begins("Traceback (") || begins("Traceback:") { traits.insert(.traceHead) }
            if begins("The above exception was") { traits.insert(.causedBy) }
        case UInt8(ascii: "s"):
            if begins("stack traceback") || begins("Stack trace") || begins("stack backtrace")
                || begins("Stacktrace")
            {
                traits.insert(.traceHead)
            }
            if begins("Suppressed: ") { traits.insert(.causedBy) }
        case UInt8(ascii: "e"):
            if begins("Exception in thread") { traits.insert(.traceHead) }
        case UInt8(ascii: "b"): if begins("Backtrace") { traits.insert(.traceHead) }
        case UInt8(ascii: "g"): if begins("goroutine ") { traits.insert(.traceHead) }
        case UInt8(ascii: "d"):
            if begins("Debugger entered--Lisp error") { traits.insert(.traceHead) }
            if begins("During handling of the above") { traits.insert(.causedBy) }
        case UInt8(ascii: "c"):
            if begins("Call stack") { traits.insert(.traceHead) }
            if begins("Caused by") || begins("caused by") || begins("Cause:") {
                traits.insert(.causedBy)
            }
        default: break
        }
        if isFrame() { traits.insert(.traceFrame) }
    }

    private func isFrame() -> Bool {
        if indent > 0 {
            if begins("at ") || begins("File \"") || begins("from ") || begins("in ") {
                return bytes[line].contains {
                    $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: ".")
                        || $0 == UInt8(ascii: "\"")
                }
            }
            if begins("... "), contains(" more") { return true }
            if begins("[C]:") { return true }
            if LineScan.isDigit(bytes[line.lowerBound]), line.count > 6 {
                var index = line.lowerBound
                while index < line.upperBound, LineScan.isDigit(bytes[index]) { index += 1 }
                return index + 1 < line.upperBound && bytes[index] == UInt8(ascii: ":")
                    && bytes[index + 1] == 0x20
            }
        }
        return false
    }

    /// Lines with which a step or the whole build ends, and those of the build machine itself.
    private func steps(_ traits: inout TraitSet) {
        switch bytes[line.lowerBound] {
        case UInt8(ascii: "t"):
            if begins("travis_") { traits.insert(.environment) }
        case UInt8(ascii: "s"):
            if begins("section_start:") || begins("section_end:") { traits.insert(.environment) }
        case UInt8(ascii: "S"):
            if begins("Step "), contains(" : ") { traits.insert(.startsCommand) }
        case UInt8(ascii: "T"):
            if begins("The command \""), traits.contains(.exitFailure) {
                traits.insert(.stepFailure)
            }
        case UInt8(ascii: "P"):
            if begins("Process completed with exit code"), traits.contains(.exitFailure) {
                traits.insert(.stepFailure)
            }
        case UInt8(ascii: "D"):
            if begins("Done. Your build exited") { traits.insert(.verdict) }
        case UInt8(ascii: "n"):
            if begins("npm ERR!") || begins("npm error") || begins("ninja: build stopped") {
                traits.insert(.stop)
            }
        case UInt8(ascii: "#"):
            if begins("##[error]") {
                traits.insert(.stop)
                if traits.contains(.exitFailure) { traits.insert(.stepFailure) }
            }
        case UInt8(ascii: "e"), UInt8(ascii: "E"):
            if begins("ERROR: Job failed") || begins("Exited with code") {
                traits.insert(.stepFailure)
            }
            if begins("error Command failed") || begins("error: Recipe")
                || begins("Error: Process completed")
                || begins("Execution halted") || begins("error: could not compile")
                || begins("error: aborting due to") || begins("error: build failed")
            {
                traits.insert(.stop)
            }
        case UInt8(ascii: "C"), UInt8(ascii: "c"):
            if begins("Command failed") { traits.insert(.stop) }
        case UInt8(ascii: "B"), UInt8(ascii: "F"), UInt8(ascii: "*"), UInt8(ascii: "["):
            if begins("BUILD FAIL") || begins("FAILURE: Build failed") || begins("** BUILD FAILED")
                || begins("** TEST FAILED") || begins("[INFO] BUILD FAILURE")
                || begins("FAILED (") || begins("FAILURES!")
            {
                traits.insert(.verdict)
                traits.insert(.stop)
            }
        default: break
        }

    }

    private func begins(_ text: StaticString) -> Bool { matches(text, at: line.lowerBound) }

    private func matches(_ text: StaticString, at start: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard start + count <= line.upperBound else { return false }
        let letters = UnsafeBufferPointer(start: text.utf8Start, count: count)
        for offset in 0..<count where bytes[start + offset] != letters[offset] { return false }
        return true
    }

    /// Within the first 200 bytes.
    private func contains(_ text: StaticString) -> Bool {
        let first = text.utf8Start[0]
        for start in line.lowerBound..<min(line.upperBound, line.lowerBound + 200)
        where bytes[start] == first && matches(text, at: start) {
            return true
        }
        return false
    }
}
