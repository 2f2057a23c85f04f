import RecourseCatalog
import RecourseCore
import Testing

@Suite struct FixReadingTests {
    private func template(_ text: String) throws -> Template { try Template(parsing: text) }

    @Test func everyKeyOfACommand() throws {
        let fix = try Packs.fix(
            """
            argv = ["mkdir", "-p", "--", "{x}", "--mode={x.key}"]
            title = "Make it"
            risk = "overwrite"
            timeout = "2m"
            prior = { success = 7.5, trials = 10 }
            refs = ["https://example.org"]
            """)
        let words = try ["mkdir", "-p", "--", "{x}", "--mode={x.key}"].map(template)
        #expect(
            fix
                == Fix(
                    id: "f", title: "Make it", action: .remedy(Remedy(steps: [words])),
                    declaredRisk: .overwrite, timeout: .seconds(120),
                    prior: Prior(success: 7.5, trials: 10),
                    references: ["https://example.org"]))
    }

    @Test func editsStepsAndRewriteTogether() throws {
        let fix = try Packs.fix(
            """
            steps = [["ls"], ["touch", "{x}"]]
            edit = [{ file = "{x}", op = "crlf-to-lf" }]
            rewrite = { of = "make", do = [{ append = ["all"] }] }
            """)
        let remedy = Remedy(
            edits: [Edit(file: try template("{x}"), operation: .crlfToLF)],
            steps: [[Template(literal: "ls")], [Template(literal: "touch"), try template("{x}")]],
            rewrite: Rewrite(program: "make", changes: [.append([Template(literal: "all")])]))
        #expect(fix.action == .remedy(remedy))
        #expect(fix.action.kind == .rewrite)
    }

    @Test func retryAndAdvice() throws {
        #expect(
            try Packs.fix("retry = { after = \"500ms\" }").action
                == .retry(after: .milliseconds(500)))
        #expect(try Packs.fix("retry = {}").action == .retry(after: .seconds(1)))
        let advice = try Packs.fix("advice = \"See {x.key}, or {{braces}}\"")
        #expect(advice.action == .advice(try template("See {x.key}, or {{braces}}")))
    }

    @Test func everyEdit() throws {
        let fix = try Packs.fix(
            """
            edit = [
              { file = "{x}", op = "strip-bom" },
              { file = "Makefile", op = "indent-with-tab", line = "{n}" },
              { file = "a", op = "delete-line", line = "3", containing = "{x}" },
              { file = "a", op = "replace-in-line", line = "{n}", from = "{x}", to = "" },
            ]
            """)
        let (x, n, a) = (try template("{x}"), try template("{n}"), Template(literal: "a"))
        let edits = [
            Edit(file: x, operation: .stripBOM),
            Edit(file: Template(literal: "Makefile"), operation: .indentWithTab(line: n)),
            Edit(file: a, operation: .deleteLine(line: Template(literal: "3"), containing: x)),
            Edit(file: a, operation: .replaceInLine(line: n, from: x, to: Template(literal: ""))),
        ]
        #expect(fix.action == .remedy(Remedy(edits: edits)))
    }

    @Test func everyChangeOfARewrite() throws {
        let fix = try Packs.fix(
            """
            rewrite = { do = [
              { insert = ["-u", "{x}"], after = "push" }, { insert = ["-p"] }, { append = ["{x}"] },
              { replace = "{x}", with = "host:{near}" }, { remove = "--flag" }, { drop-letter = "z" },
              { multiply = 10, operand = '''\\d+''' }, { program = "g++" }, { set = ["git", "push", "{x}"] },
              { environment = { LC_ALL = "C.UTF-8", "X" = "{x}" } }, { without-environment = ["http_proxy"] },
              { directory = "{dir}" },
            ] }
            """)
        func words(_ texts: String...) throws -> [Template] { try texts.map(template) }
        let changes: [Rewrite.Change] = [
            .insert(try words("-u", "{x}"), after: try template("push")),
            .insert(try words("-p"), after: nil),
            .append(try words("{x}")),
            .replace(try template("{x}"), with: try template("host:{near}")),
            .remove(try template("--flag")), .dropLetter("z"), .multiply(10, operand: "\\d+"),
            .program("g++"), .set(try words("git", "push", "{x}")),
            .environment(["LC_ALL": try template("C.UTF-8"), "X": try template("{x}")]),
            .withoutEnvironment(["http_proxy"]), .directory(try template("{dir}")),
        ]
        #expect(fix.action == .remedy(Remedy(rewrite: Rewrite(changes: changes))))
    }
}
