/// The traits of one line, from its bytes alone.
///
/// One pass; every word is hashed as it goes by and looked up once. Of a line at most the first
/// `longestLine` bytes are read, so that one line of 10 MB costs what any long line does.
struct LineScan {
    static let longestLine = 600

    private let bytes: UnsafeBufferPointer<UInt8>
    private let vocabulary: ExcerptVocabulary.Tables

    private var facts = LineFacts()
    private var previousWord: UInt64 = 0
    private var previousOpens = false
    private var firstWord: UInt64 = 0
    private var awaitsExitCode = false
    /// Of the last number: its being zero, and how many words ago; `nil` before any.
    private var numberIsZero = false
    private var wordsSinceNumber = 9
    private var awaitsCount = false
    private var digits = 0
    private var quotes = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ vocabulary: ExcerptVocabulary.Tables) {
        self.bytes = bytes
        self.vocabulary = vocabulary
    }

    mutating func facts(of whole: Range<Int>) -> LineFacts {
        reset()
        var end = min(whole.upperBound, whole.lowerBound + Self.longestLine)
        while end > whole.lowerBound, bytes[end - 1] <= 0x20 { end -= 1 }
        var (start, indent) = skippingBlanks(whole.lowerBound..<end)
        guard start < end else {
            facts.traits.insert(.blank)
            return facts
        }
        let body = LineOpening.skippingTime(bytes, start..<end)
        if body.lowerBound > start {
            facts.traits.insert(.startsTime)
            let (inner, columns) = skippingBlanks(body.lowerBound..<end)
            (start, indent) = (inner, indent + columns)
        }
        facts.indent = UInt16(min(indent, 200))
        if indent > 0 { facts.traits.insert(indent < 4 ? .indented : .indentedDeep) }
        if whole.count > 300 { facts.traits.insert(.long) }
        if whole.count <= 12 { facts.traits.insert(.short) }
        words(start..<end)
        var opening = LineOpening(bytes, start..<end, indent: indent, vocabulary)
        opening.read(into: &facts.traits)
        finish(start..<end)
        return facts
    }

    /// The first byte that is no blank, and how many columns stand before it.
    private func skippingBlanks(_ range: Range<Int>) -> (start: Int, columns: Int) {
        var (start, columns) = (range.lowerBound, 0)
        while start < range.upperBound, bytes[start] == 0x20 || bytes[start] == 0x09 {
            columns += bytes[start] == 0x09 ? 4 : 1
            start += 1
        }
        return (start, columns)
    }

    private mutating func reset() {
        facts = LineFacts()
        (previousWord, previousOpens, firstWord) = (0, false, 0)
        (awaitsExitCode, awaitsCount) = (false, false)
        (numberIsZero, wordsSinceNumber, digits, quotes) = (false, 9, 0, 0)
    }

    /// The invariant: everything before `index` has gone into the template and the traits, and no
    /// index reaches `range.upperBound`, which is at most `bytes.count`.
    private mutating func words(_ range: Range<Int>) {
        var template = ExcerptVocabulary.offsetBasis
        var index = range.lowerBound
        let end = range.upperBound
        while index < end {
            let byte = bytes[index]
            if Self.isLetter(byte) {
                let begin = index
                var hash = ExcerptVocabulary.offsetBasis
                repeat {
                    hash = (hash ^ UInt64(bytes[index] | 0x20)) &* ExcerptVocabulary.prime
                    index &+= 1
                } while index < end && continuesWord(index, end)
                template = (template ^ hash) &* ExcerptVocabulary.prime
                word(hash, begin..<index, in: range)
            } else if Self.isDigit(byte) {
                var isZero = true
                let begin = index
                repeat {
                    if bytes[index] != UInt8(ascii: "0") { isZero = false }
                    index &+= 1
                } while index < end && Self.isDigit(bytes[index])
                digits &+= index &- begin
                template = (template ^ 0x23) &* ExcerptVocabulary.prime
                number(isZero: isZero, begin..<index, in: range)
            } else {
                template = (template ^ UInt64(byte)) &* ExcerptVocabulary.prime
                if byte != 0x20, byte != UInt8(ascii: "."), byte != UInt8(ascii: "-") {
                    symbol(byte, at: index, in: range)
                }
                index &+= 1
            }
        }
        facts.template = template
    }

    /// A letter, or the apostrophe of `can't`.
    @inline(__always)
    private func continuesWord(_ index: Int, _ end: Int) -> Bool {
        let byte = bytes[index]
        return Self.isLetter(byte)
            || byte == UInt8(ascii: "'") && index + 1 < end && Self.isLetter(bytes[index + 1])
    }

    private mutating func word(_ hash: UInt64, _ place: Range<Int>, in line: Range<Int>) {
        if firstWord == 0 { firstWord = hash }
        let before = place.lowerBound > line.lowerBound ? bytes[place.lowerBound - 1] : 0x20
        let after = place.upperBound < line.upperBound ? bytes[place.upperBound] : 0x20
        let isInName =
            Self.joins(before)
            || Self.joins(after)
            || after == UInt8(ascii: ".") && place.upperBound + 1 < line.upperBound
                && Self.isLetter(bytes[place.upperBound + 1])
        let code = vocabulary.entry(hash)
        if let trait = code.trait { add(trait, place, isInName: isInName, after: after) }
        if previousOpens {
            let pair = ExcerptVocabulary.pair(previousWord, hash)
            let meaning = vocabulary.entry(pair)
            if let trait = meaning.trait, !isInName { facts.traits.insert(trait) }
            if meaning.awaitsExitCode { awaitsExitCode = true }
        }
        if code.trait == nil { namedError(place) }
        previousWord = hash
        previousOpens = code.opensPair
        wordsSinceNumber += 1
    }

    private mutating func add(
        _ trait: ExcerptTrait, _ place: Range<Int>, isInName: Bool, after: UInt8
    ) {
        let counts =
            trait == .failWord || trait == .errorWord || trait == .exceptionWord
            || trait == .refusalWord
        guard !isInName else {
            if counts || trait == .absenceWord { facts.traits.insert(.signalInName) }
            return
        }
        facts.traits.insert(trait)
        guard counts else { return }
        if wordsSinceNumber <= 1 { count(isZero: numberIsZero) }
        awaitsCount = true
        if place.count >= 4, bytes[place.upperBound - 1] & 0x20 == 0,
            bytes[place.lowerBound] & 0x20 == 0
        {
            facts.traits.insert(.shout)
        }
    }

    private mutating func count(isZero: Bool) {
        facts.traits.insert(isZero ? .zeroFailures : .countedFailure)
    }

    /// `TypeError`, `IOException`, `AssertionFailure`: the last part of a name in camel case.
    private mutating func namedError(_ place: Range<Int>) {
        guard place.count > 5 else { return }
        let last = bytes[place.upperBound - 1]
        let isEnding =
            switch (bytes[place.upperBound - 2], last) {
            case (0x6F, 0x72), (0x6F, 0x6E), (0x72, 0x65), (0x6C, 0x74): true
            default: false
            }
        guard isEnding else { return }
        for name in Self.errorNames where place.count > name.utf8CodeUnitCount {
            let start = place.upperBound - name.utf8CodeUnitCount
            if holds(name, at: start, in: place) {
                facts.traits.insert(.namedError)
                return
            }
        }
    }

    private mutating func number(isZero: Bool, _ place: Range<Int>, in line: Range<Int>) {
        if awaitsExitCode { facts.traits.insert(isZero ? .exitSuccess : .exitFailure) }
        let between = place.lowerBound - line.lowerBound > 2 ? bytes[place.lowerBound - 1] : 0
        if awaitsCount, between == 0x20 || between == 0x3D || between == 0x3A {
            count(isZero: isZero)
        }
        awaitsExitCode = false
        awaitsCount = false
        let isWhole = place.lowerBound == line.lowerBound || !Self.joins(between)
        numberIsZero = isZero
        wordsSinceNumber = isWhole ? 0 : 9
    }

    private mutating func symbol(_ byte: UInt8, at index: Int, in line: Range<Int>) {
        switch byte {
        case UInt8(ascii: ":"):
            location(at: index, in: line)
            if holds(":in `", at: index, in: line) || holds(":in '", at: index, in: line)
                || holds(": in function", at: index, in: line)
            {
                facts.traits.insert(.traceFrame)
            }
            if index + 2 < line.upperBound, bytes[index + 1] == 0x2F, bytes[index + 2] == 0x2F {
                facts.traits.insert(.link)
            }
        case UInt8(ascii: "("):
            let inner = index + 1
            if inner < line.upperBound, Self.isDigit(bytes[inner]), index > line.lowerBound,
                Self.isLetter(bytes[index - 1]), hasDot(before: index, in: line)
            {
                facts.traits.insert(.location)
                if hasNoBlank(line.lowerBound..<index) { facts.traits.insert(.startsLocation) }
            }
        case UInt8(ascii: "%"):
            if index > line.lowerBound, Self.isDigit(bytes[index - 1]) {
                facts.traits.insert(.percent)
            }
        case UInt8(ascii: "!"):
            if index + 1 < line.upperBound, bytes[index + 1] == byte {
                facts.traits.insert(.exclamation)
            }
            if previousWord == Self.aborted { facts.traits.insert(.stop) }
        case UInt8(ascii: "*"):
            if index >= line.lowerBound + 2, holds("*** ", at: index, in: line),
                bytes[index - 2] == UInt8(ascii: ":")
            {
                facts.traits.insert(.stop)
            }
        case UInt8(ascii: "+"):
            if holds("+0x", at: index, in: line) { facts.traits.insert(.traceFrame) }
        case UInt8(ascii: "/"):
            facts.traits.insert(.path)
        case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"), 0x98, 0x9C:
            quotes += 1
        default:
            break
        }
    }

    /// `name.ext:12`, and `", line 12`.
    private mutating func location(at colon: Int, in line: Range<Int>) {
        var next = colon + 1
        if next < line.upperBound, bytes[next] == 0x20 { next += 1 }
        guard next < line.upperBound, Self.isDigit(bytes[next]), colon > line.lowerBound,
            Self.isLetter(bytes[colon - 1]), hasDot(before: colon, in: line)
        else { return }
        facts.traits.insert(.location)
        if hasNoBlank(line.lowerBound..<colon) { facts.traits.insert(.startsLocation) }
    }

    /// A file name's extension of at most 8 letters ends there.
    private func hasDot(before index: Int, in line: Range<Int>) -> Bool {
        var back = index - 1
        while back > line.lowerBound, index - back <= 9 {
            if bytes[back] == UInt8(ascii: ".") { return true }
            guard Self.isLetter(bytes[back]) || bytes[back] == UInt8(ascii: "+") else {
                return false
            }
            back -= 1
        }
        return false
    }

    private func hasNoBlank(_ range: Range<Int>) -> Bool {
        for index in range where bytes[index] == 0x20 { return false }
        return true
    }

    private mutating func finish(_ line: Range<Int>) {
        if facts.traits.contains(.zeroFailures), !facts.traits.contains(.countedFailure) {
            facts.traits.remove(.errorWord)
            facts.traits.remove(.failWord)
            facts.traits.remove(.startsFail)
            facts.traits.remove(.startsError)
            facts.traits.remove(.refusalWord)
        }
        if facts.traits.contains(.startsPass), !facts.traits.contains(.countedFailure) {
            facts.traits.subtract(Self.words)
        }
        if digits * 3 > line.count { facts.traits.insert(.manyDigits) }
        if quotes >= 2 { facts.traits.insert(.quoted) }
        let last = bytes[line.upperBound - 1]
        if last == UInt8(ascii: ":") || last == UInt8(ascii: "{") || last == UInt8(ascii: "(") {
            facts.traits.insert(.opensBlock)
        }
        if last == UInt8(ascii: "."), line.count > 20 { facts.traits.insert(.sentence) }
        if firstWord == 0, line.count >= 3, digits == 0 { facts.traits.insert(.rule) }
        let lead = UInt64(bytes[line.lowerBound])
        let mixed =
            (firstWord ^ (Self.isLetter(UInt8(lead)) ? 0 : lead) ^ UInt64(facts.indent) << 40)
            &* 0x9E37_79B9_7F4A_7C15
        facts.starter = UInt32(truncatingIfNeeded: mixed >> 32)
    }

    /// Words that mean nothing in the name of a test that passed.
    private static let words = TraitSet.of(
        .errorWord, .fatalWord, .failWord, .exceptionWord, .namedError, .assertWord, .expectWord,
        .absenceWord, .refusalWord, .timeWord, .networkWord, .signalInName)

    private static let errorNames: [StaticString] = ["Error", "Exception", "Failure", "Fault"]

    private static let aborted = ExcerptVocabulary.hash("aborted")

    @inline(__always)
    private func holds(_ text: StaticString, at start: Int, in line: Range<Int>) -> Bool {
        let count = text.utf8CodeUnitCount
        guard start + count <= line.upperBound else { return false }
        let letters = UnsafeBufferPointer(start: text.utf8Start, count: count)
        for offset in 0..<count where bytes[start + offset] != letters[offset] { return false }
        return true
    }

    /// `_`, `/`, `-` and `.` make a word a part of a name or a path.
    @inline(__always)
    private static func joins(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "\\")
    }

    @inline(__always)
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
