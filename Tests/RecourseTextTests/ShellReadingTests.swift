import RecourseText
import Testing

@Suite struct ShellReadingTests {
    private func text(_ list: ShellList) -> String {
        list.items.map { item in
            let sign =
                switch item.connector {
                case .sequence: ";"
                case .and: " &&"
                case .or: " ||"
                case .background: " &"
                }
            return (item.pipeline.isNegated ? "!" : "")
                + item.pipeline.stages.map(text).joined(separator: "|") + sign
        }.joined()
    }

    private func text(_ stage: ShellStage) -> String {
        let body =
            switch stage.body {
            case .simple(let command):
                (command.assignments + command.words).map(\.source).joined(separator: " ")
                    + command.redirections.map(text).joined()
            case .group(let list): "{\(text(list))}"
            case .subshell(let list): "(\(text(list)))"
            case .conditional(let lists): "if[\(lists.map(text).joined(separator: " / "))]"
            case .loop(let condition, let body): "while[\(text(condition)) / \(text(body))]"
            case .iteration(let words, let body):
                "for[\(words.map(\.source).joined(separator: ",")) / \(text(body))]"
            }
        return body + stage.redirections.map(text).joined()
    }

    private func text(_ redirection: ShellText.Redirection) -> String {
        let sign =
            switch redirection.kind {
            case .input: "<"
            case .output: ">"
            case .append: ">>"
            case .inputAndOutput: "<>"
            case .bothStreams(let appends): appends ? "&>>" : "&>"
            case .duplicate: ">&"
            case .hereDocument: "<<"
            }
        return
            " \(redirection.descriptor.map(String.init) ?? "")\(sign)\(redirection.target.source)"
    }

    @Test(arguments: [
        ("", ""), ("a", "a;"), ("a; b", "a;b;"), ("a\n\n b\n", "a;b;"),
        ("a && b || c", "a &&b ||c;"),
        ("a &&\n b", "a &&b;"), ("a & b", "a &b;"), ("a | b |& c", "a|b|c;"), ("! a | b", "!a|b;"),
        ("(a; b) > f | c", "(a;b;) >f|c;"), ("{ a; b; } 2>> f", "{a;b;} 2>>f;"),
        ("if a; then b; elif c; then d; else e; fi <f", "if[a; / b; / c; / d; / e;] <f;"),
        ("while a\ndo b\ndone > f", "while[a; / b;] >f;"),
        ("for f in x *.c; do gcc $f; done && b", "for[x,*.c / gcc $f;] &&b;"),
        ("for f do a; done", "for[ / a;];"), ("for f; do a; done", "for[ / a;];"),
        ("A=1 b c <d >e 2>&1", "A=1 b c <d >e 2>&1;"), ("a &> f", "a &>f;"), ("a >& f", "a &>f;"),
        ("a <&3", "a >&3;"), ("a >&-", "a >&-;"), ("a >| f", "a >f;"), ("> f", " >f;"),
        ("cat <<E > f\nx $A\nE\nb", "cat <<E >f;b;"), ("cat <<'E'\n$(rm x)\nE", "cat <<'E';"),
        ("cat <<-E\n\tx\n\tE\n", "cat <<E;"),
        ("a <<A <<B\n1\nA\n2\nB", "a <<A <<B;"), ("((a) | b)", nil),
        ("( (a) | b)", "((a;)|b;);"),
    ])
    func trees(source: String, expected: String?) {
        #expect(ShellReading(source).map { text($0.list) } == expected)
    }

    @Test(arguments: [
        "a &&", "&& a", "a | ", "| a", "a ;; b", "a & & b", "if", "if a; then fi", "if a; fi",
        "if a then b; fi", "( )", "{ }", "{ a", "a }; }", "(a) b", "for x in a do b; done",
        "for x y; do a; done", "while a; done", "do a; done", "then", "cat <<E\nx", "cat <<E",
        "cat <<E\n$(x)\nE", "cat <<E\n`x`\nE", "cat <<<x", "f() { a; }", "case x in a) b;; esac",
        "a $(b)",
    ])
    func notUnderstood(source: String) {
        #expect(ShellReading(source) == nil)
    }

    @Test func depthIsBounded() {
        let text =
            String(repeating: "( ", count: 100_000) + "a" + String(repeating: ")", count: 100_000)
        #expect(ShellReading(text) == nil)
    }
}
