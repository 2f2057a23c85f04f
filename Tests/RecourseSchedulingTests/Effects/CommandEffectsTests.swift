import RecourseCore
import RecourseScheduling
import Testing

@Suite struct CommandEffectsTests {
    /// Claims sorted: `r:` and `w:`; a barrier is `!`.
    private func summary(_ effects: CommandEffects) -> String {
        if effects.isBarrier { return "!" }
        return
            (Set(effects.reads.map { "r:\($0)" }).sorted()
            + Set(effects.writes.map { "w:\($0)" }).sorted()).joined(separator: " ")
    }

    private func summary(_ text: String) -> String {
        summary(.inferred(shell: text, directory: "/w"))
    }

    @Test(arguments: [
        ("true", ""), ("echo a b", ""), ("echo \"$A\"", ""), ("sleep 1", ""),
        ("cat a ../b /c/./d", "r:/b r:/c/d r:/w/a"), ("cat", ""), ("cat < a > b", "r:/w/a w:/w/b"),
        ("cat a >> b 2>&1", "r:/w/a w:/w/b"), ("cat a > /dev/null", "r:/w/a"),
        ("cat *.c", "r:/w/*.c"), ("echo *", "r:/w/*"), ("cat a | sort -o b", "r:/w/a w:/w/b"),
        ("cat <<E > f\nx\nE", "w:/w/f"), ("> f", "w:/w/f"), ("a=1", "!"),
        ("LC_ALL=C sort a", "r:/w/a"),
        ("head -n 3 a", "r:/w/a"), ("head -n3 a", "r:/w/a"), ("wc -l a b", "r:/w/a r:/w/b"),
        ("grep -rn x src", "r:/w/src/**"), ("grep -e x a", "r:/w/a"),
        ("grep x a b", "r:/w/a r:/w/b"),
        ("grep -f p a", "r:/w/a r:/w/p"), ("diff -u a b", "r:/w/a/** r:/w/b/**"),
        ("tee -a l", "w:/w/l"), ("uniq a b", "r:/w/a w:/w/b"), ("sort a -o a", "r:/w/a w:/w/a"),
        ("sort --output=b a", "r:/w/a w:/w/b"), ("ls", "r:/w r:/w/*"), ("ls -R d", "r:/w/d/**"),
        ("sed s/a/b/ f", "r:/w/f"), ("sed -i 's/a/b/g; 3d' f", "r:/w/f w:/w/f"),
        ("sed -i.bak s,a,b, f", "r:/w/f w:/w/f w:/w/f.bak"), ("sed -n '/x[/]*/p' f", "!"),
        ("sed -n '/x[ab]*/p' f", "r:/w/f"), ("sed 'w x' f", "!"), ("sed s/a/b/w f", "!"),
        ("sed -f s f", "!"), ("date +%s", ""), ("date 1200", "!"),
        ("[ -f a ] && cat a", "r:/w/] r:/w/a r:/w/-f"), ("test -n \"$A\"", "r:/w/-n"),
        ("test -f \"$A\"", "!"),
        ("find src -name '*.c' -type f", "r:/w/src/**"), ("find . -delete", "!"),
        ("find . -exec rm {} \\;", "!"), ("find . -name *.c", "!"), ("grep x* a", "r:/w/a r:/w/x*"),
        ("tr a *", "r:/w/*"),
        ("head -n * a", "!"), ("uniq *", "!"), ("ls -l d", "r:/w/d r:/w/d/* r:/w/d/*/*"),
    ])
    func readers(text: String, expected: String) {
        let found = Set(summary(text).split(separator: " "))
        #expect(found == Set(expected.split(separator: " ")), "\(text)")
    }

    @Test(arguments: [
        ("touch a b", "w:/w/a w:/w/b"), ("rm -f a", "w:/w/a"),
        ("rm -rf a b/*", "w:/w/a/** w:/w/b/*/**"),
        ("mkdir a", "w:/w/a"), ("mkdir -p a/b", "w:/w/a w:/w/a/b"), ("mkdir -p /w", "r:/w"),
        ("mkdir -p /x/y", "w:/x w:/x/y"), ("cp a b", "r:/w/a w:/w/b w:/w/b/a"),
        ("cp a d/", "r:/w/a r:/w/d w:/w/d/a"),
        ("cp a b d", "r:/w/a r:/w/b r:/w/d w:/w/d/a w:/w/d/b"),
        ("cp -r a b", "r:/w/a/** w:/w/b/** w:/w/b/a/**"), ("cp -t d a", "r:/w/a r:/w/d w:/w/d/a"),
        ("cp *.c d", "r:/w/*.c w:/w/d w:/w/d/*.c"), ("cp -T a b", "r:/w/a w:/w/b"),
        ("mv a b", "r:/w/a/** w:/w/a/** w:/w/b/** w:/w/b/a/**"), ("ln -s a b", "!"),
        ("cp -s a b", "!"), ("cp *", "!"), ("cp a *", "!"), ("chmod +x a", "w:/w/a"),
        ("chmod -R u+w d", "w:/w/d/**"),
        ("install -m 755 a d/", "r:/w/a r:/w/d w:/w/d/a"), ("install -d a/b", "w:/w/a w:/w/a/b"),
        ("truncate -s 0 a", "w:/w/a"), ("rsync -a a/ b", "r:/w/a/** w:/w/b/**"),
        ("rsync -a a host:b", "!"), ("curl -sS -o f https://x.org/a", "w:/w/f"),
        ("curl -O https://x.org/a.tgz", "w:/w/a.tgz"), ("curl -d @f https://x.org", "!"),
        ("tar czf o.tgz src", "!"), ("tar -czf o.tgz src", "r:/w/src/** w:/w/o.tgz"),
        ("tar -xf o.tgz -C d", "r:/w/d r:/w/o.tgz w:/w/d/**"), ("tar -tf o.tar", "r:/w/o.tar"),
        ("tar -cf o.tar --checkpoint-action=exec=x a", "!"),
        ("gzip a", "r:/w/a w:/w/a w:/w/a.gz"), ("gunzip a.gz", "r:/w/a.gz w:/w/a w:/w/a.gz"),
        ("gzip -c a > b", "r:/w/a w:/w/b"), ("gunzip a.tgz", "!"),
        ("unzip -q a.zip -d d", "r:/w/a.zip r:/w/a.zip.zip w:/w/d w:/w/d/**"),
        ("gcc -c a.c", "r:/w/a.c r:headers w:/w/a.o"),
        ("gcc -O2 -Wall -Iinc -c s/a.c -o o/a.o", "r:/w/inc r:/w/s/a.c r:headers w:/w/o/a.o"),
        ("gcc a.o b.o -o p -lm", "r:/w/a.o r:/w/b.o r:headers w:/w/p"),
        ("clang -c -MMD a.c -o o/a.o", "r:/w/a.c r:headers w:/w/a.d w:/w/o/a.d w:/w/o/a.o"),
        ("gcc -fplugin=x a.c", "!"), ("gcc @args", "!"),
        ("ar rcs l.a a.o b.o", "r:/w/a.o r:/w/b.o r:/w/l.a w:/w/l.a"),
        ("git log", "r:/.git/** r:/w/.git/**"), ("git commit -m x", "!"),
        ("sudo ls", "!"), ("make", "!"), ("python3 x.py", "!"), ("./ls", "!"),
        ("apt-get update", "!"),
        ("rm -x a", "!"), ("rm \"$A\"", "!"), ("rm ~/a", "!"), ("rm {a,b}", "!"),
        ("cat $(ls)", "!"),
        ("cat a &", "!"), ("PATH=. cat a", "!"), ("eval cat a", "!"), ("cat a | xargs rm", "!"),
    ])
    func writers(text: String, expected: String) {
        #expect(
            Set(summary(text).split(separator: " ")) == Set(expected.split(separator: " ")),
            "\(text)")
    }

    @Test(arguments: [
        ("cd a && cat b", "r:/w/a r:/w/a/b"),
        ("cd a && cd ../c && cat b", "r:/w/a r:/w/c r:/w/c/b"),
        ("cd a; cat b", "r:/w/a r:/w/a/b r:/w/b"), ("cd a || cat b", "r:/w/a r:/w/a/b r:/w/b"),
        ("cd a && cat b || cat c", "r:/w/a r:/w/a/b r:/w/a/c r:/w/c"),
        ("! cd a && cat b", "r:/w/a r:/w/a/b r:/w/b"),
        ("true || cd a && cat b", "r:/w/a r:/w/a/b r:/w/b"),
        ("(cd a && cat b) && cat c", "r:/w/a r:/w/a/b r:/w/c"),
        ("(cd a; touch b) && cat c", "r:/w/a r:/w/c w:/w/a/b w:/w/b"),
        ("{ cd a && cat b; } && cat c", "r:/w/a r:/w/a/b r:/w/a/c r:/w/c"),
        ("cd a | cat b", "r:/w/a r:/w/b"), ("cd /x && cat b", "r:/x r:/x/b"), ("cd", "!"),
        ("cd -", "!"),
        ("cd \"$A\" && cat b", "!"),
        ("if test -d a; then cd a; fi; cat b", "r:/w/-d r:/w/a r:/w/a/b r:/w/b"),
        ("for f in a b; do cat x; done > y", "r:/w/x w:/w/y"),
        ("for f in *.c; do cat x; done", "r:/w/*.c r:/w/x"),
        ("for f in a; do cat $f; done", "!"), ("while true; do cd a; done", "!"),
        ("set -e; cat a", "r:/w/a"), ("sh -c 'cat a'", "r:/w/a"),
        ("sh -c 'cd x && cat a' && cat b", "r:/w/b r:/w/x r:/w/x/a"),
        ("sh script.sh", "!"), ("env LANG=C nice -n 5 timeout -k 1 5 cat a", "r:/w/a"),
        ("time cat a", "r:/w/a"),
        ("nohup cat a", "r:/w/a w:/w/nohup.out"), ("timeout --foreground 5 cat a", "!"),
        ("cat a && cat b || cat c; cat d", "r:/w/a r:/w/b r:/w/c r:/w/d"),
    ])
    func folders(text: String, expected: String) {
        #expect(
            Set(summary(text).split(separator: " ")) == Set(expected.split(separator: " ")),
            "\(text)")
    }

    @Test(arguments: [
        ("cat a", "cat a", false), ("cat a", "touch a", true), ("touch a", "touch b", false),
        ("touch a", "touch a", true), ("mkdir d", "touch d/f", true),
        ("touch d/f", "mkdir d", true),
        ("mkdir -p d", "mkdir -p d", true), ("mkdir -p d/a", "touch d/f", true),
        ("rm -rf d", "cat d/x/y", true), ("rm d", "cat d/x", true),
        ("rm -rf out*", "cat out1/f", true),
        ("cat *.c", "touch x.c", true), ("cat *.c", "touch x.h", false), ("rm *.o", "cat a*", true),
        ("rm *.o", "cat *.c", false), ("ls d", "touch d/f", true), ("ls d", "touch d/e/f", false),
        ("ls -R d", "touch d/e/f", true), ("grep -r x d", "touch d2/f", false),
        ("gcc -c a.c -o a.o", "gcc -c b.c -o b.o", false),
        ("gcc -c a.c -o a.o", "gcc a.o -o p", true),
        ("gcc -c a.c -o a.o", "touch inc/x.h", true),
        ("gcc -c a.c -o a.o", "touch inc/x.txt", false),
        ("gcc -c a.c -o a.o", "cp -r x inc", true), ("rm -r x", "rm -r y", false),
        ("cp x.h inc/", "cp y.h inc/", false), ("cat [ab]*", "touch ax", true),
        ("make", "true", true),
        ("git log", "git log", false), ("touch a", "git status", true),
        ("test -f a", "touch a", true),
        ("echo hi > l", "echo ho >> l", true), ("tar -xf a.tar -C d", "cat d/f", true),
        ("cd d && touch f", "cat d/f", true), ("cp ../x y", "touch /x", true),
    ])
    func conflicts(first: String, second: String, expected: Bool) {
        let left = CommandEffects.inferred(shell: first, directory: "/w")
        let right = CommandEffects.inferred(shell: second, directory: "/w")
        #expect(left.conflicts(with: right) == expected)
        #expect(right.conflicts(with: left) == expected)
    }

    @Test func declared() {
        let effects = CommandEffects.declared(
            reads: ["src/", "a", "x/**"], writes: ["build/*.o", "/tmp/f", "../y"],
            locks: ["port:8080"],
            directory: "/w")
        #expect(
            Set(summary(effects).split(separator: " "))
                == ["r:/w/src/**", "r:/w/a", "r:/w/x/**", "w:/w/build/*.o", "w:/tmp/f", "w:/y"])
        #expect(effects.isDeclared && effects.locks == ["port:8080"])
        let other = CommandEffects.declared(
            reads: [], writes: [], locks: ["port:8080"], directory: "/")
        #expect(effects.conflicts(with: other) && !effects.isOrdered(with: other))
    }

    @Test func locks() {
        #expect(
            CommandEffects.inferred(shell: "apt-get install x", directory: "/w").locks == ["dpkg"])
        #expect(
            CommandEffects.inferred(shell: "git add a", directory: "/w").locks == ["git-index:/w"])
    }

    @Test func linksAreResolvedByTheCaller() {
        let effects = CommandEffects.inferred(
            Command(argv: ["cat", "l/f"], directory: "/w"),
            resolved: { $0.replacing("/w/l", with: "/real") })
        #expect(summary(effects) == "r:/real/f")
    }

    @Test func argumentVectorsHaveNoShell() {
        let effects = CommandEffects.inferred(Command(argv: ["cat", "*.c", "$A"], directory: "/w"))
        #expect(summary(effects) == "r:/w/$A r:/w/*.c")
        let variable = Command(argv: ["cat", "a"], directory: "/w", environment: ["TMPDIR": "/x"])
        #expect(CommandEffects.inferred(variable).barrier == .variable("TMPDIR"))
    }
}
