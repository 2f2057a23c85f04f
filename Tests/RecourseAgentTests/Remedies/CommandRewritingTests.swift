import RecourseCore
import Testing

@testable import RecourseAgent

@Suite("Command rewriting")
struct CommandRewritingTests {
    /// The command's text after the changes, or why it cannot be changed.
    static func text(
        _ argv: [String], of program: String? = nil, _ changes: Rewrite.Change...,
        captures: [String: String] = [:], rules: [String: CaptureRule] = [:],
        workspace: TableWorkspace = TableWorkspace()
    ) throws -> String {
        let rewriting = CommandRewriting(
            command: Command(argv: argv, directory: "/project"),
            values: BoundValues(match: .test(captures, rules: rules), workspace: workspace),
            workspace: workspace)
        return try rewriting.rewritten(by: Rewrite(program: program, changes: changes)).command.text
    }

    @Test func everyChange() throws {
        typealias Own = Self
        #expect(
            try Own.text(["mkdir", "a"], .insert(try templates("-p"), after: nil)) == "mkdir -p a")
        #expect(
            try Own.text(
                ["git", "push", "x"], .insert(try templates("-u", "o"), after: try template("push"))
            )
                == "git push -u o x")
        #expect(try Own.text(["ls"], .append(try templates("a b"))) == "ls 'a b'")
        #expect(
            try Own.text(
                ["cat", "a", "b", "a"], .replace(try template("a"), with: try template("c")))
                == "cat c b c")
        #expect(try Own.text(["cp", "-z", "a", "-z"], .remove(try template("-z"))) == "cp a")
        #expect(try Own.text(["python", "x.py"], .program("python3")) == "python3 x.py")
        #expect(try Own.text(["git", "psuh"], .set(try templates("git", "push"))) == "git push")
        #expect(
            try Own.text(["sort", "x"], .environment(["LC_ALL": try template("C")]))
                == "LC_ALL=C sort x")
    }

    @Test(arguments: [
        (["tar", "xzf", "a.tar"], "tar xf a.tar"), (["tar", "-xzf", "a.tar"], "tar -xf a.tar"),
        (["tar", "-z", "-xf", "a"], "tar -xf a"), (["tar", "--fuzz", "-xz"], "tar --fuzz -x"),
    ])
    func dropsALetter(argv: [String], expected: String) throws {
        #expect(try Self.text(argv, .dropLetter("z")) == expected)
    }

    @Test func aLetterThatIsNoOptionStays() {
        #expect(throws: Inapplicable.self) {
            try Self.text(["tar", "-xf", "zoo"], .dropLetter("z"))
        }
    }

    @Test(arguments: [
        (["timeout", "30s", "make"], #"\d+[smh]?"#, "timeout 300s make"),
        (["java", "-Xmx512m", "-jar", "a"], #"-Xmx\d+[mg]"#, "java -Xmx5120m -jar a"),
        (["ping", "-c", "3", "4"], #"\d+"#, "ping -c 30 4"),
    ])
    func multiplies(argv: [String], regex: String, expected: String) throws {
        #expect(try Self.text(argv, of: argv[0], .multiply(10, operand: regex)) == expected)
    }

    @Test func whatCannotBeMultiplied() {
        #expect(throws: Inapplicable.self) {
            try Self.text(["a", "x"], .multiply(10, operand: #"\d+"#))
        }
        #expect(throws: Inapplicable.self) {
            try Self.text(["a", "\(Int.max)"], .multiply(10, operand: #"\d+"#))
        }
    }

    @Test func variablesGoOnlyWhereOneIsSet() throws {
        var workspace = TableWorkspace()
        workspace.variables = ["http_proxy": "x"]
        #expect(
            try Self.text(
                ["curl", "u"], .withoutEnvironment(["http_proxy", "ALL_PROXY"]),
                workspace: workspace)
                == "env -u http_proxy curl u")
        #expect(throws: Inapplicable.self) {
            try Self.text(["curl"], .withoutEnvironment(["http_proxy"]))
        }
    }

    @Test func directory() async throws {
        let workspace = TableWorkspace(["sub/Makefile": "all:", "file": ""])
        let fix = Fix.rewrite("move", .directory(try template("sub")))
        let moved = try await resolved(fix, in: workspace, command: ["make"]).get()
        #expect(moved.command?.directory == "/project/sub")
        #expect(moved.text == "cd sub && make")
        for place in ["..", "file", "none", "/etc"] {
            let fix = Fix.rewrite("move", .directory(try template(place)))
            #expect(await resolved(fix, in: workspace, command: ["make"]).refusal != nil)
        }
        // Already there: it would be the same command again.
        let same = Fix.rewrite("move", .directory(try template(".")))
        #expect(
            await resolved(same, in: workspace, command: ["make"]).refusal
                == .rewrite("nothing would change"))
    }

    @Test func behindWrappers() throws {
        let insert = Rewrite.Change.insert(try templates("-p"), after: nil)
        #expect(
            try Self.text(["env", "A=1", "mkdir", "a"], of: "mkdir", insert) == "env A=1 mkdir -p a"
        )
        #expect(
            try Self.text(["timeout", "-k", "5", "30", "mkdir", "a"], insert)
                == "timeout -k 5 30 mkdir -p a")
        #expect(
            try Self.text(["sudo", "-u", "me", "mkdir", "a"], insert) == "sudo -u me mkdir -p a")
        #expect(
            try Self.text(["timeout", "5", "sh", "-c", "mkdir a"], of: "mkdir", insert)
                == "timeout 5 sh -c 'mkdir -p a'")
    }

    @Test func assignmentsOfTheCommandAreReplaced() throws {
        let change = Rewrite.Change.environment([
            "A": try template("long value"), "B": try template("3"),
        ])
        #expect(
            try Self.text(["env", "A=1", "B=2", "run"], change) == "env 'A=long value' B=3 run")
        #expect(
            try Self.text(["sh", "-c", "A=1 other; A=1 B=2 run x"], of: "run", change)
                == ShellQuoting.joined(["sh", "-c", "A=1 other; A='long value' B=3 run x"]))
    }

    @Test func programThatDoesNotStandOnce() throws {
        let insert = Rewrite.Change.insert(try templates("-p"), after: nil)
        #expect(throws: Inapplicable.self) { try Self.text(["ls"], of: "mkdir", insert) }
        #expect(throws: Inapplicable.self) {
            try Self.text(["sh", "-c", "mkdir a && mkdir b"], of: "mkdir", insert)
        }
        #expect(throws: Inapplicable.self) {
            try Self.text(["sh", "-c", "mkdir a && mkdir b"], insert)
        }
        #expect(throws: Inapplicable.self) { try Self.text(["env"], of: "mkdir", insert) }
    }

    @Test func argumentsThatAreNotThere() throws {
        let absent = try template("absent")
        #expect(throws: Inapplicable.self) { try Self.text(["a"], .replace(absent, with: absent)) }
        #expect(throws: Inapplicable.self) { try Self.text(["a"], .remove(absent)) }
        #expect(throws: Inapplicable.self) {
            try Self.text(["a"], .insert([absent], after: absent))
        }
    }

    @Test func capturesAreComparedAsTheyAreAndFilledInAsTheyFit() throws {
        let replace = Rewrite.Change.replace(try template("{old}"), with: try template("{new}"))
        #expect(
            try Self.text(
                ["cat", "a b"], replace, captures: ["old": "a b", "new": "c"],
                rules: ["new": CaptureRule(type: .identifier)]) == "cat c")
        #expect(throws: Inapplicable.refusedCapture(name: "new")) {
            try Self.text(["cat", "a"], replace, captures: ["old": "a", "new": "-rf"])
        }
    }
}
