/// What can be told of a line of a log, true or false; each has one weight.
///
/// The names are the keys of `Benchmarks/excerpt/weights.tsv`.
public enum ExcerptTrait: UInt8, CaseIterable, Sendable {
    // Words, whatever the tool; see `ExcerptVocabulary`.
    case errorWord, fatalWord, failWord, exceptionWord, namedError, assertWord, expectWord
    case absenceWord, refusalWord, timeWord, networkWord, styleWord, warningWord, deprecationWord
    case passWord, skipWord, progressWord, packageWord, summaryWord, reasonWord, adviceWord
    case levelWord, signalInName, shout

    // How a line begins.
    case startsError, startsFail, startsWarning, startsInfo, startsPass, startsCommand
    case startsProgram, startsProgress, startsTime, startsPrompt
    case numberedItem, bulletItem, traceHead, traceFrame, causedBy, caret, codeFrame
    case diffLine, markedMessage, testFailure

    // What it looks like.
    case location, startsLocation, blank, rule, indented, indentedDeep, long, short, quoted, link
    case percent, manyDigits, exclamation, opensBlock, sentence, path

    // What ends a step.
    case exitFailure, exitSuccess, stepFailure, stop, verdict, countedFailure, zeroFailures
    case environment

    // How often its like is in the log, digits folded.
    case templateOnce, templateFew, templateSome, templateMany
    case starterOnce, starterFew, starterSome, starterMany
    case repeatsEarlier

    // Where it stands.
    case exitWithin3, exitWithin10, exitWithin30, exitWithin100, exitWithin300, exitFar
    case afterFirstExit, afterLastExit
    case stopWithin1, stopWithin3, stopWithin8, stopWithin20, stopWithin60, stopFar
    case inFailedStep, inFirstFailedStep, inPassedStep, stepStartWithin3
    case firstSignal, earlySignal, firstFailure, firstTestFailure, afterFirstTestFailure

    // What stands beside it.
    case afterSignal, beforeSignal, signalWithin3, signalWithin8
    case afterFailure, beforeFailure, failureWithin3, failureWithin8
    case afterTrace, beforeTrace, insideTrace, afterBlank, beforeBlank, afterRule, beforeRule
    case afterNoise, beforeNoise, amongNoise, afterLocation, beforeLocation, afterMessage
    case amongRepeats, surprise

    // What the patterns told.
    case marked, besideMarked
}

/// A set of traits.
struct TraitSet: Sendable {
    private(set) var words = SIMD2<UInt64>(repeating: 0)

    static func of(_ traits: ExcerptTrait...) -> TraitSet {
        var set = TraitSet()
        for trait in traits { set.insert(trait) }
        return set
    }

    @inline(__always)
    mutating func insert(_ trait: ExcerptTrait) {
        let raw = Int(trait.rawValue)
        words[raw >> 6] |= 1 << UInt64(raw & 63)
    }

    @inline(__always)
    mutating func remove(_ trait: ExcerptTrait) {
        let raw = Int(trait.rawValue)
        words[raw >> 6] &= ~(1 << UInt64(raw & 63))
    }

    @inline(__always)
    func contains(_ trait: ExcerptTrait) -> Bool {
        let raw = Int(trait.rawValue)
        return words[raw >> 6] & 1 << UInt64(raw & 63) != 0
    }

    mutating func subtract(_ other: TraitSet) { words &= ~other.words }

    @inline(__always)
    func meets(_ other: TraitSet) -> Bool { words & other.words != SIMD2(repeating: 0) }

    /// Calls with the raw value of every trait, ascending.
    @inline(__always)
    func visit(_ body: (Int) -> Void) {
        for part in 0..<2 {
            var rest = words[part]
            while rest != 0 {
                body(part << 6 | rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
    }
}
