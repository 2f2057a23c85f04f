import RecourseText
import Testing

@Suite struct ShellTextTests {
    /// Commands joined by ` | `, assignments in front in brackets, an unknown value as `?`.
    private func summary(_ text: String) -> String? {
        ShellText(text)?.commands.map { command in
            (command.assignments.map { "[\($0.source)]" } + command.words.map { $0.value ?? "?" })
                .joined(separator: ",")
        }.joined(separator: " | ")
    }

    @Test(arguments: [
        ("", ""), ("   ", ""), ("ls -l", "ls,-l"), ("a  b\tc", "a,b,c"),
        ("echo 'a b' \"c d\" e\\ f", "echo,a b,c d,e f"), ("echo a'b'\"c\"d", "echo,abcd"),
        ("echo '' \"\"", "echo,,"),
        ("echo \"a\\\"b\\\\c\\$d\\`e\\f\"", "echo,a\"b\\c$d`e\\f"),
        ("echo 'it'\\''s'", "echo,it's"),
        ("a \\\n b", "a,b"), ("a b\\\nc", "a,bc"), ("a \"b\\\nc\"", "a,bc"),
        ("a 'b\\\nc'", "a,b\\\nc"),
        ("größe=1 echo ü", "größe=1,echo,ü"),
    ])
    func words(text: String, expected: String) {
        #expect(summary(text) == expected)
    }

    @Test(arguments: [
        ("a | b", "a | b"), ("a && b || c ; d & e", "a | b | c | d | e"), ("a\nb\n", "a | b"),
        ("a|b", "a | b"), ("a;b", "a | b"),
        ("(a; b) | c", "a | b | c"), ("{ a; b; }", "a | b"), ("! a", "a"),
        ("if a; then b; else c; fi", "a | b | c"),
        ("while a; do b; done", "a | b"), ("until a; do b; done", "a | b"),
        ("for f in x y; do gcc $f; done", "gcc,?"),
        ("for f in x y\ndo a; done", "a"), ("for f do a; done", "a"),
        ("a 'b;c' \"d|e\" f\\&g", "a,b;c,d|e,f&g"),
    ])
    func operators(text: String, expected: String) {
        #expect(summary(text) == expected)
    }

    @Test(arguments: [
        ("a > f", "a"), ("a >f b", "a,b"), ("a 2>&1", "a"), ("a 2>/dev/null b", "a,b"),
        ("a >& f", "a"), ("a &> f b", "a,b"),
        ("a &>> f b", "a,b"), ("a >| f", "a"), ("a <f >> g", "a"), ("> f a", "a"),
        ("a < f | b", "a | b"), ("a <&- b", "a,b"),
        ("a <> f", "a"), ("a 2 >f", "a,2"), ("a x2>f", "a,x2"), ("a '2'>f", "a,2"),
        ("a >f&&b", "a | b"),
    ])
    func redirections(text: String, expected: String) {
        #expect(summary(text) == expected)
    }

    @Test(arguments: [
        ("A=1 b", "[A=1],b"), ("A=1 B='x y' c d=e", "[A=1],[B='x y'],c,d=e"), ("A=1", "[A=1]"),
        ("1A=2 b", "1A=2,b"),
        ("A-B=1", "A-B=1"), ("=1 a", "=1,a"), ("'A'=1 b", "A=1,b"), ("A=$B c", "[A=$B],c"),
        ("A=\u{301}x b", "[A=\u{301}x],b"),
    ])
    func assignments(text: String, expected: String) {
        #expect(summary(text) == expected)
    }

    @Test(arguments: [
        ("a # b", "a"), ("# a", ""), ("a #b\nc", "a | c"), ("a b#c", "a,b#c"), ("a 'x'#y", "a,x#y"),
        ("a;#b", "a"), ("a \\#b", "a,#b"),
    ])
    func comments(text: String, expected: String) {
        #expect(summary(text) == expected)
    }

    @Test(arguments: [
        "echo $A", "echo ${A}", "echo \"$A\"", "echo \"x${A}y\"", "echo ~", "echo ~/x",
        "echo {a,b}", "echo x{a,b}", "echo a*$b",
        "echo ${A:-b}", "echo $", "echo \"$\"",
    ])
    func anExpansionHasNoValue(text: String) {
        let words = ShellText(text)?.commands.first?.words
        #expect(words?.count == 2 && words?[1].value == nil && words?[1].glob == nil)
        #expect(words?[1].source == String(text.dropFirst(5)))
    }

    @Test func globsAreToldApart() {
        let words = ShellText("rm *.o 'a b'?.c [ab] '*'")?.commands.first?.words ?? []
        #expect(words.map(\.glob) == [nil, "*.o", "a b?.c", "[ab]", nil])
        #expect(words.map(\.value) == ["rm", nil, nil, nil, "*"])
    }

    /// `find -exec rm {} \;`, `[ -f x ]`.
    @Test func signsThatStandForThemselves() {
        #expect(summary("find . -exec rm {} \\;") == "find,.,-exec,rm,{},;")
        #expect(summary("[ -f x ]") == "[,-f,x,]")
        #expect(summary("echo a} b") == "echo,a},b")
    }

    @Test(arguments: [
        ("ls -l", true), ("ls 'a b'", true), ("ls # x", true), ("ls; a", false), ("ls > x", false),
        ("A=1 ls", false), ("ls $A", false),
        ("ls *", false), ("! ls", false), ("", false), ("(ls)", false), ("ls &", false),
        ("{ ls; }", false), ("if", false),
    ])
    func isPlain(text: String, expected: Bool) {
        #expect(ShellText(text)?.isPlain == expected)
    }

    /// Each of these hides a command, or is no shell text at all.
    @Test(arguments: [
        "echo 'a", "echo \"a", "echo a\\", "echo \"a\\\"", "echo \"${A\"", "echo ${A", "`ls`",
        "echo \"`ls`\"", "echo $(ls)",
        "echo \"$(ls)\"", "echo $((1 + 2))", "cat <<E\nx\nE", "cat <<<x", "diff <(a) <(b)",
        "a > >(b)", "echo $'a\\'b'", "echo $\"a\"",
        "f() { a; }", "f () { a; }", "function f { a; }", "case x in a) b;; esac", "[[ a && b ]]",
        "((a = 1))", "for ((i=0;;)); do a; done",
        "a >", "a > ;", "a > | b", "a >\nb", "(a", "a)", "((a)", "a=(1 2)", "echo ${A:-b c}",
        "echo ${A:-$(ls)}", "echo ${A:-'}'}", "a\u{0}b",
        "a <",
    ])
    func whatIsNotUnderstood(text: String) {
        #expect(ShellText(text) == nil)
    }
}
