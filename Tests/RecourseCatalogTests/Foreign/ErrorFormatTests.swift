import RecourseCatalog
import RecourseCore
import Testing

@Suite struct ErrorFormatTests {
    private func patterns(_ value: String) throws -> ForeignImport {
        try ForeignReading.read(errorFormat: value, pack: "made", compiles: ForeignFixtures.error)
    }

    @Test(arguments: [
        ("%f:%l:%c: %m", "(?i)^(?<file>.+?):(?<line>\\d+):(?<column>\\d+): (?<message>.+)$"),
        ("%*[^\"]\"%f\"%*\\D%l", "(?i)^[^\"\\n]+\"(?<file>.+?)\"[^\\d\\n]+(?<line>\\d+)$"),
        ("%.%#at %f", "(?i)^.*at (?<file>.+)$"),
        (
            "%f%\\s%\\+%m",
            "(?i)^(?<file>[0-9A-Za-z\\/.\\-_+,#$%~=\\x{A0}-\\x{10FFFF}]+)[ \\t]+(?<message>.+)$"
        ),
        ("%\\%%(a%\\|b%\\)%m", "(?i)^(?:a|b)(?<message>.+)$"),
        ("[%[A-Z]%#] %m", "(?i)^\\[[A-Z]*\\] (?<message>.+)$"),
        ("a\\,b%m", "(?i)^a,b(?<message>.+)$"), ("%p^", "(?i)^(?<pointer>[\\- \\t.]*)\\^$"),
        ("a%\\=b%m", "(?i)^a?b(?<message>.+)$"), ("%\\Ca%m", "^a(?<message>.+)$"),
        ("%t%n%r%%", nil), ("%f%f", nil), ("%q", nil), ("%*q", nil), ("%m%\\%d65", nil),
        ("%m%\\v", nil), ("%m~%~", nil),
    ])
    func aFormatIsARegex(format: String, regex: String?) throws {
        let result = try patterns(format)
        #expect(result.grades.count == 1)
        if let regex {
            #expect(result.grades[0].pcre2 == regex)
            #expect(result.grades[0].grade == .adapted)
        } else if format != "%t%n%r%%" {
            #expect(result.grades[0].grade == .refused && result.pack.patterns.isEmpty)
        }
    }

    @Test func severitiesAndLines() throws {
        let result = try patterns("%f:%tarning: %m,%Wnote %m,%Inever %f,%-G%.%#,%Dmake %f")
        #expect(result.pack.patterns.map(\.severity) == [.warning, .warning, .note])
        #expect(
            result.pack.patterns.map(\.id) == [
                "made.file-warning-message", "made.note-message", "made.never-file",
            ])
        #expect(result.notes.map(\.line) == [4, 5])
    }

    @Test func linesThatBelongTogetherAreABlock() throws {
        let result = try patterns("%EError: %m,%C at %f,%C%.%#,%Zline %l")
        guard case .block(let steps) = try #require(result.pack.patterns.first).scope else {
            Issue.record("no block")
            return
        }
        #expect(
            steps.map(\.regex) == [
                "(?i)^Error: (?<message>.+)$", "(?i)^ at (?<file>.+)$", "(?i)^line (?<line>\\d+)$",
            ])
        #expect(result.pack.patterns[0].origin?.grade == .review)
    }

    @Test func theSameAgainIsTheSame() throws {
        let value = "%f:%l: %m,%f:%l: %m,%f %m"
        #expect(
            try patterns(value).pack.patterns.map(\.id) == [
                "made.file-line-message", "made.file-message",
            ])
        #expect(try patterns(value).pack == patterns(value).pack)
    }
}
