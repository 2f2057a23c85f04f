import RecourseCatalog
import RecourseCore
import Testing

/// Each kind of mistake is an error with its line and field, and nothing is loaded. The usual head
/// has five lines, the usual pattern is lines 6 to 10.
@Suite struct MistakeTests {
    @Test(arguments: [
        ("rev = 'one'", "11 pattern[0].rev", "expected a whole number, found a string"),
        ("rev = 1.0", "11 pattern[0].rev", "expected a whole number, found a number"),
        ("rev = 0", "11 pattern[0].rev", "expected 1 or more"),
        ("status = 3", "11 pattern[0].status", "expected a string, found a whole number"),
        (
            "status = 'good'", "11 pattern[0].status",
            "`good` is not one of experimental, test, stable, deprecated"
        ),
        (
            "severity = 'bad'", "11 pattern[0].severity",
            "`bad` is not one of fatal, error, warning, note"
        ),
        ("specificity = 0", "11 pattern[0].specificity", "expected 1 to 100"),
        ("specificity = 101", "11 pattern[0].specificity", "expected 1 to 100"),
        (
            "yields-to = 'a.b'", "11 pattern[0].yields-to",
            "expected an array of strings, found a string"
        ),
        (
            "refs = [2020-01-01]", "11 pattern[0].refs",
            "expected an array of strings, found an array"
        ),
        (
            "refs = 2020-01-01", "11 pattern[0].refs",
            "expected an array of strings, found a date or time"
        ),
        ("scope = 'page'", "11 pattern[0].scope", "`page` is not one of line, tail, block"),
        ("step = []", "11 pattern[0].step", "only a block has steps"),
        ("when = true", "11 pattern[0].when", "expected a table, found true or false"),
        (
            "when = { exit = ['x'] }", "11 pattern[0].when.exit",
            "`x` is not a condition on an exit status"
        ),
        (
            "[pattern.when]\nexit = ['5..2']", "12 pattern[0].when.exit",
            "`5..2` is not a condition on an exit status"
        ),
        (
            "[pattern.when]\nexit = 1", "12 pattern[0].when.exit",
            "expected an array of strings, found a whole number"
        ),
        (
            "[pattern.when]\nstreams = ['tty']", "12 pattern[0].when.streams",
            "`tty` is not one of stdout, stderr"
        ),
        (
            "[pattern.captures.x]\ntype = 'word'", "12 pattern[0].captures.x.type",
            "`word` is not one of int, version, identifier, path, package, host, port, enum, text"
        ),
        (
            "[pattern.captures]\nx = 'int'", "12 pattern[0].captures.x",
            "expected a table, found a string"
        ),
        (
            "[pattern.captures.x]\nmap.a = { b = 1 }", "12 pattern[0].captures.x.map.a",
            "expected a table of strings, found a table"
        ),
        (
            "[[pattern.example]]\ncommand = 'a'", "11 pattern[0].example[0].text",
            "is missing; expected a string"
        ),
        (
            "[[pattern.example]]\ntext = 'a'\n[[pattern.example]]\ntext = 1",
            "14 pattern[0].example[1].text",
            "expected a string, found a whole number"
        ),
        (
            "[[pattern.counter]]\ntext = 'a'\nexit = '1'", "13 pattern[0].counter[0].exit",
            "expected a whole number, found a string"
        ),
        (
            "[pattern.fix]\nid = 'a'", "11 pattern[0].fix",
            "expected an array of tables, found a table"
        ),
        ("fix = [1]", "11 pattern[0].fix", "expected an array of tables, found an array"),
    ])
    func inAPattern(lines: String, place: String, reason: String) {
        let errors = Packs.errors(Packs.head + Packs.pattern + lines + "\n")
        #expect(errors.map { "\($0.line) \($0.field)" } == [place])
        #expect(errors.map(\.reason) == [reason])
        #expect(errors.allSatisfy { $0.file == "made.toml" })
    }

    @Test(arguments: [
        ("", "11 pattern[0].fix[0]"),
        ("argv = ['ls']\nadvice = 'a'", "11 pattern[0].fix[0]"),
        ("retry = {}\nadvice = 'a'", "11 pattern[0].fix[0]"),
        ("argv = []", "13 pattern[0].fix[0].argv"),
        ("argv = 'ls -l'", "13 pattern[0].fix[0].argv"),
        ("argv = ['{x}', 'a']", "13 pattern[0].fix[0].argv"),
        ("argv = ['', 'a']", "13 pattern[0].fix[0].argv"),
        ("argv = ['ls', 'a{x}']", "13 pattern[0].fix[0].argv"),
        ("argv = ['ls', '-x={x}']", "13 pattern[0].fix[0].argv"),
        ("argv = ['ls', '{x}{x}']", "13 pattern[0].fix[0].argv"),
        ("argv = ['ls', '--a={x}b']", "13 pattern[0].fix[0].argv"),
        ("argv = ['ls', '{x']", "13 pattern[0].fix[0].argv"),
        ("argv = ['ls', 'x}']", "13 pattern[0].fix[0].argv"),
        ("argv = ['ls', '{}']", "13 pattern[0].fix[0].argv"),
        ("argv = ['ls', '{a b}']", "13 pattern[0].fix[0].argv"),
        ("steps = []", "13 pattern[0].fix[0].steps"),
        ("steps = ['ls']", "13 pattern[0].fix[0].steps"),
        ("steps = [['ls'], ['{x}']]", "13 pattern[0].fix[0].steps"),
        ("edit = []", "13 pattern[0].fix[0].edit"),
        ("rewrite = {}", "13 pattern[0].fix[0].rewrite.do"),
        ("rewrite = { do = [{ set = ['{x}', 'a'] }] }", "13 pattern[0].fix[0].rewrite.do[0].set"),
        (
            "rewrite = { do = [{ set = ['sh', '-c', 'rm {x}'] }] }",
            "13 pattern[0].fix[0].rewrite.do[0].set"
        ),
        ("rewrite = { do = [{ insert = ['a{x}'] }] }", "13 pattern[0].fix[0].rewrite.do[0].insert"),
        (
            "rewrite = { do = [{ append = ['a'] }, { append = ['a{x}'] }] }",
            "13 pattern[0].fix[0].rewrite.do[1].append"
        ),
        ("rewrite = { do = [{ program = '{x}' }] }", "13 pattern[0].fix[0].rewrite.do[0].program"),
        ("rewrite = { do = [{ multiply = 2 }] }", "13 pattern[0].fix[0].rewrite.do[0].operand"),
        ("rewrite = { do = [{ replace = 'a' }] }", "13 pattern[0].fix[0].rewrite.do[0].with"),
        ("rewrite = { do = [{ frobnicate = 'a' }] }", "13 pattern[0].fix[0].rewrite.do[0]"),
        (
            "rewrite = { do = [{ append = ['a'], after = 'b' }] }",
            "13 pattern[0].fix[0].rewrite.do[0].after"
        ),
        ("edit = [{ file = 'a', op = 'explode' }]", "13 pattern[0].fix[0].edit[0].op"),
        ("edit = [{ op = 'strip-bom' }]", "13 pattern[0].fix[0].edit[0].file"),
        (
            "edit = [{ file = 'a', op = 'strip-bom', line = '1' }]",
            "13 pattern[0].fix[0].edit[0].line"
        ),
        ("edit = [{ file = 'a', op = 'indent-with-tab' }]", "13 pattern[0].fix[0].edit[0].line"),
        (
            "edit = [{ file = 'a', op = 'delete-line', line = '1' }]",
            "13 pattern[0].fix[0].edit[0].containing"
        ),
        (
            "edit = [{ file = 'a', op = 'replace-in-line', line = '1', to = 'b' }]",
            "13 pattern[0].fix[0].edit[0].from"
        ),
        ("retry = { after = 'soon' }", "13 pattern[0].fix[0].retry.after"),
        ("retry = '1s'", "13 pattern[0].fix[0].retry"),
        ("advice = '{'", "13 pattern[0].fix[0].advice"),
        ("argv = ['ls']\nrisk = 'none'", "14 pattern[0].fix[0].risk"),
        ("argv = ['ls']\ntimeout = 120", "14 pattern[0].fix[0].timeout"),
        ("argv = ['ls']\ntimeout = '2 days'", "14 pattern[0].fix[0].timeout"),
        (
            "argv = ['ls']\nprior = { success = 11, trials = 10 }",
            "14 pattern[0].fix[0].prior.success"
        ),
        (
            "argv = ['ls']\nprior = { success = nan, trials = 10 }",
            "14 pattern[0].fix[0].prior.success"
        ),
        (
            "argv = ['ls']\nprior = { success = 1, trials = inf }",
            "14 pattern[0].fix[0].prior.success"
        ),
        ("argv = ['ls']\nlet = { a = {} }", "14 pattern[0].fix[0].let.a"),
        (
            "argv = ['ls']\nlet = { a = { similar = '{x}', among = 'people' } }",
            "14 pattern[0].fix[0].let.a.among"
        ),
        ("argv = ['ls']\nlet = { a = { similar = '{x}' } }", "14 pattern[0].fix[0].let.a.among"),
        (
            "argv = ['ls']\n[pattern.fix.let]\nb = { name = 'b' }\na = { stem = '{' }",
            "16 pattern[0].fix[0].let.a.stem"
        ),
        (
            "argv = ['ls']\n[pattern.fix.let]\na = { stem = 'a', name = 'b' }",
            "15 pattern[0].fix[0].let.a.stem"
        ),
        ("argv = ['ls']\nwhen = { platform = 'windows' }", "14 pattern[0].fix[0].when.platform"),
        ("argv = ['ls']\nwhen = { root = 'yes' }", "14 pattern[0].fix[0].when.root"),
        (
            "argv = ['ls']\nwhen = { contains = [{ file = 'a', name = 'b' }] }",
            "14 pattern[0].fix[0].when.contains[0].name"
        ),
        ("argv = ['ls']\n[pattern.fix.when]\nfile = ['a']", "15 pattern[0].fix[0].when.file"),
    ])
    func inAFix(lines: String, place: String) {
        let places = Packs.places(
            Packs.head + Packs.pattern + "[[pattern.fix]]\nid = 'f'\n" + lines + "\n")
        #expect(places.contains(place), "\(places)")
    }

    @Test func missingKeysStandWhereTheirTableBegins() {
        #expect(
            Packs.places(Packs.head + "\n[[pattern]]\n").prefix(2)
                == ["7 pattern[0].id", "7 pattern[0].id"])
        let places = Packs.places(Packs.head + "\n[[pattern]]\nid = 'a.b'\n")
        #expect(
            Set(places) == ["7 pattern[0].category", "7 pattern[0].title", "7 pattern[0].regex"])
    }

    @Test func everyMistakeIsToldAtOnce() {
        let text = Packs.head + Packs.pattern + "rev = 'a'\nfoo = 1\n" + Packs.pattern + "bar = 2\n"
        let places = Packs.places(text)
        #expect(
            places == [
                "12 pattern[0].foo", "11 pattern[0].rev", "18 pattern[1].bar", "14 pattern[1].id",
            ])
    }

    @Test func repeatedIdsOfPatternsAndFixes() {
        let fixes = "[[pattern.fix]]\nid = 'f'\nargv = ['ls']\n"
        let errors = Packs.errors(Packs.head + Packs.pattern + fixes + fixes + Packs.pattern)
        #expect(
            errors.map { "\($0.line) \($0.field)" } == [
                "15 pattern[0].fix[1].id", "18 pattern[1].id",
            ])
        #expect(
            errors.map(\.reason) == [
                "two fixes are called `f`", "`made.one` stands twice in the file",
            ])
    }

    @Test(arguments: [
        "Made.one", "made", "made.", ".one", "made.one.two", "made.-one", "made_x.one", "mäde.one",
    ])
    func malformedIds(id: String) {
        let text = Packs.head + Packs.pattern.replacing("made.one", with: id)
        #expect(Packs.places(text) == ["7 pattern[0].id"])
    }

    @Test func aBlockHasItsRegexesInSteps() {
        let text = Packs.head + Packs.pattern + "scope = 'block'\n"
        #expect(Set(Packs.places(text)) == ["6 pattern[0].step", "10 pattern[0].regex"])
    }

    @Test func wordsOfAnError() {
        #expect(PackError(file: "a", line: 3, field: "f", reason: "r").text == "a:3: f: r")
        #expect(PackError(file: "a", reason: "r").text == "a: r")
    }
}
