import RecourseCatalog
import RecourseCore
import Testing

/// Each construct in which a dialect and PCRE2 differ.
@Suite struct RegexTranslatorTests {
    struct Case: CustomStringConvertible {
        var dialect: RegexDialect
        var extent: RegexUse.Extent
        var regex: String
        /// `nil`: refused.
        var pcre2: String?
        var grade: RegexGrade

        init(
            _ dialect: RegexDialect, _ extent: RegexUse.Extent, _ regex: String, _ pcre2: String?,
            _ grade: RegexGrade
        ) {
            self.dialect = dialect
            self.extent = extent
            self.regex = regex
            self.pcre2 = pcre2
            self.grade = grade
        }

        var description: String { "\(dialect.rawValue) \(regex)" }
    }

    static let cases = [
        // JavaScript: one line, no flags.
        Case(.javascript, .line, #"^a\d+: .*$"#, #"^a\d+: .*$"#, .exact),
        Case(.javascript, .line, #"\s"#, #"[\t\x0B-\r\p{Z}\x{FEFF}]"#, .adapted),
        Case(.javascript, .line, #"\S"#, #"[^\t\x0B-\r\p{Z}\x{FEFF}\n]"#, .adapted),
        Case(.javascript, .line, "[^a]", #"[^a\n]"#, .adapted),
        Case(.javascript, .line, #"[^a\n]"#, #"[^a\n]"#, .exact),
        Case(.javascript, .line, #"\D\W"#, #"[^\d\n][^\w\n]"#, .adapted),
        Case(.javascript, .line, "[^]", #"[^\n]"#, .adapted),
        Case(.javascript, .line, "a[]", "a(?!)", .adapted),
        Case(.javascript, .line, #"[\s\S]*"#, #"[^\n]*"#, .adapted),
        Case(.javascript, .line, #"a\nb"#, "a(?!)b", .adapted),
        Case(.javascript, .line, #"[\t-~]"#, #"[\t-\t\x0B-~]"#, .adapted),
        Case(.javascript, .line, #"\u0041\x42\cI\0\v"#, #"AB\t\x{0}\x{B}"#, .adapted),
        Case(.javascript, .line, #"\uD83D\uDE00"#, "\u{1F600}", .adapted),
        Case(.javascript, .line, #"\uD83D"#, nil, .refused),
        Case(.javascript, .line, #"\u{41}"#, "A", .review),
        Case(.javascript, .line, #"\/\-\""#, #"/-""#, .exact),
        Case(.javascript, .line, #"\h\A\z"#, "hAz", .review),
        Case(.javascript, .line, #"(a)?\1"#, #"(a)?(?(1)\1)"#, .adapted),
        Case(.javascript, .line, #"(?<n>a)\k<n>"#, #"(?<n>a)(?(1)\1)"#, .adapted),
        Case(.javascript, .line, "a++", nil, .refused),
        Case(.javascript, .line, "(?>a)", nil, .refused),
        Case(.javascript, .line, "[[:x]", #"[\[:x]"#, .exact),
        Case(.javascript, .line, "a{x", #"a\{x"#, .exact),
        Case(.javascript, .line, "(?<a$>x)", "(?<a_>x)", .adapted),
        Case(
            .javascript, .line, "(?<abcdefghijklmnopqrstuvwxyz0123456789>x)",
            "(?<abcdefghijklmnopqrstuvwxyz012345>x)", .adapted),
        Case(.javascript, .line, "(?:a+)+b", "(?:a+)+b", .review),
        Case(.javascript, .line, "(?:(?<n>a)b)*", "(?:(?<n>a)b)*", .review),
        Case(.javascript, .line, "(?<=a+)b", nil, .refused),
        Case(.javascript, .line, "", nil, .refused),
        // .NET, as GitHub's runner uses it, and as it is.
        Case(.dotnetECMAScript, .line, #"^\s*(.+)$"#, #"^[^\S\n]*(.+)$"#, .adapted),
        Case(.dotnetECMAScript, .line, #"\S+\w\d"#, #"\S+\w\d"#, .exact),
        Case(.dotnetECMAScript, .line, #"\A.\Z"#, "^.$", .adapted),
        Case(.dotnetECMAScript, .line, "[]a]", #"[\]a]"#, .exact),
        Case(.dotnet, .line, #"\d"#, #"[\p{Nd}]"#, .adapted),
        Case(.dotnet, .line, "(?<a-b>x)", nil, .refused),
        Case(.dotnet, .line, "(?'n'x)", "(?<n>x)", .adapted),
        Case(.dotnet, .line, "[a-z-[aeiou]]", "(?:(?![aeiou])[a-z])", .adapted),
        Case(.dotnet, .line, #"(?<n>a)(b)\1"#, #"(?<n>a)(b)\g{2}"#, .adapted),
        Case(.dotnet, .line, #"\p{IsGreek}"#, nil, .refused),
        Case(.dotnet, .line, "(?(a)b|c)", nil, .refused),
        Case(.dotnet, .line, "a(?#why)b", "ab", .adapted),
        Case(.dotnet, .text, "a$", #"a\Z"#, .adapted),
        // Java.
        Case(.java, .wholeLine, ".*foo.*", "foo", .adapted),
        Case(.java, .wholeLine, "foo.*", "^foo", .adapted),
        Case(.java, .wholeLine, "foo|bar.*", "^(?:foo|bar.*)$", .adapted),
        Case(.java, .wholeLine, "(?i).*foo.*", "(?i)foo", .adapted),
        Case(.java, .wholeLine, ".*+foo", "^.*+foo$", .adapted),
        Case(.java, .wholeLine, #"foo\.*"#, #"^foo\.*$"#, .adapted),
        Case(.java, .line, "[a-z&&[^aeiou]]", #"(?:(?=[^aeiou\n])[a-z])"#, .adapted),
        Case(.java, .line, "[a[b-c]]", "(?:[a]|[b-c])", .adapted),
        Case(.java, .line, #"\h\d++"#, #"\h\d++"#, .exact),
        Case(.java, .line, #"\Qa.b\E"#, #"a\.b"#, .exact),
        Case(.java, .line, #"\p{Lower}\p{L}"#, #"[a-z][\p{L}]"#, .adapted),
        Case(.java, .line, #"\p{javaMirrored}"#, nil, .refused),
        Case(.java, .line, #"(?U)\w"#, #"[\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}]"#, .adapted),
        Case(.java, .line, #"\G"#, nil, .refused),
        Case(.java, .text, "a$", #"a\Z"#, .adapted),
        // Go.
        Case(.go, .text, "(?P<n>a)$", #"(?<n>a)\z"#, .adapted),
        Case(.go, .text, "(?m)^a$", "^a$", .adapted),
        Case(.go, .text, #"\s"#, #"[\t\n\f\r ]"#, .adapted),
        Case(.go, .text, #"[[:alpha:]]\pN"#, #"[[:alpha:]][\p{N}]"#, .exact),
        Case(.go, .text, "(?U)a+", "(?U)a+", .exact),
        Case(.go, .text, #"\x{41}\z"#, #"A\z"#, .exact),
        Case(.go, .text, #"(a)\1"#, nil, .refused),
        // Oniguruma.
        Case(.oniguruma, .line, #"\h\H"#, #"[0-9A-Fa-f][^0-9A-Fa-f\n]"#, .adapted),
        Case(.oniguruma, .text, "(?m:.)^", "(?s:.)^", .adapted),
        Case(.oniguruma, .line, "a{,3}", "a{0,3}", .exact),
        Case(.oniguruma, .line, #"\g<n>"#, nil, .refused),
    ]

    @Test(arguments: cases) func isTranslated(example: Case) {
        let result = TranslatedRegex(
            example.regex, RegexUse(example.dialect, over: example.extent),
            compiles: ForeignFixtures.error)
        #expect(result.pcre2 == example.pcre2)
        #expect(result.grade == example.grade, "\(result.reasons)")
        #expect(result.grade == .exact || !result.reasons.isEmpty)
        #expect(result.original == example.regex)
    }

    @Test(arguments: RegexDialect.allCases) func whatNobodyMeansWell(dialect: RegexDialect) {
        let long = String(repeating: "a", count: 900 << 10)
        let deep = String(repeating: "(", count: 100_000)
        for regex in [long, deep, #"a\Cb"#, "a(?C1)b", "(*COMMIT)a"] {
            let result = TranslatedRegex(regex, RegexUse(dialect, over: .line))
            #expect(result.isHostile && result.pcre2 == nil, "\(result.reasons)")
            #expect(result.original.count <= 200)
        }
    }

    @Test func groupsAreNamedByTheirNumbers() {
        let use = RegexUse(.javascript, over: .line)
        #expect(TranslatedRegex("(a)(b)", use, roles: [2: "x"]).pcre2 == "(a)(?<x>b)")
        #expect(TranslatedRegex("(?<n>a)", use, roles: [1: "x"]).pcre2 == "(?<x>a)")
        #expect(TranslatedRegex("a|b", use, roles: [0: "x"]).pcre2 == "(?<x>a|b)")
        #expect(TranslatedRegex("(a)", use, roles: [2: "x"]).grade == .refused)
        // .NET counts groups with names last.
        let dotnet = RegexUse(.dotnetECMAScript, over: .line)
        #expect(TranslatedRegex("(?<n>a)(b)", dotnet, roles: [1: "x"]).pcre2 == "(?<n>a)(?<x>b)")
    }
}
