import Foundation
import Testing

/// `recourse models` and `recourse context`.
@Suite struct ModelCommandTests {
    private static let off =
        "no model is configured; name one in ROOT/config/recourse/config.toml, by RECOURSE_MODEL or by --model\n"

    @Test func withoutAModel() async throws {
        let shop = try Workshop()
        #expect(try await shop.run("models", "show") == Ran(err: Self.off, status: 1))
        #expect(
            try await shop.run("models", "show", "--format", "json")
                == Ran(
                    out: #"{"is_configured":false,"schema":"recourse.models.show/1","settings":[]}"#
                        + "\n",
                    status: 1))
        #expect(
            try await shop.run("models", "test") == Ran(err: "recourse: " + Self.off, status: 1))
        #expect(
            try await shop.run("models", "show", "--no-model", environment: ["RECOURSE_MODEL": "m"])
                == Ran(err: Self.off, status: 1))
        #expect(try await shop.run("models", "cache") == Ran(out: "0 replies kept, 0 bytes\n"))
        #expect(!FileManager.default.fileExists(atPath: shop.database))
    }

    @Test func aModelThatAnswers() async throws {
        let shop = try Workshop()
        let model = try ScriptedModel("{}", in: shop)
        let key = "sk-planted-key-0123456789abcdef"
        let environment = model.environment.merging(["RECOURSE_MODEL_KEY": key]) { $1 }
        let shown = try await shop.run("models", "show", environment: environment)
        #expect(shown.status == 0, "\(shown)")
        #expect(shown.out.contains("environment RECOURSE_MODEL_ENDPOINT"))
        #expect(shown.out.contains("environment RECOURSE_MODEL_KEY"))
        #expect(model.count == 0)
        let tested = try await shop.run(
            "models", "test", "--format", "json", environment: environment)
        #expect(tested.status == 0, "\(tested)")
        #expect(tested.json["answers"] as? Bool == true)
        #expect(tested.json["follows_schema"] as? Bool == true)
        #expect(tested.json["model"] as? String == "scripted")
        #expect(model.count == 1)
        let text = try await shop.run("models", "test", environment: environment)
        #expect(text.out.contains("yes, as scripted"))
        for ran in [shown, tested, text] { #expect(!(ran.out + ran.err).contains(key)) }
        // `--no-model` wins over everything.
        #expect(
            try await shop.run("models", "test", "--no-model", environment: environment).status == 1
        )
        #expect(model.count == 2)
    }

    @Test func aModelThatIsNotThere() async throws {
        let shop = try Workshop()
        let ran = try await shop.run(
            "models", "test", "--format", "json", "--model", "m", "--model-endpoint",
            "http://127.0.0.1:9")
        #expect(ran.status == 1)
        #expect(ran.json["answers"] as? Bool == false)
        #expect(
            (ran.json["problem"] as? String)?.hasPrefix("the model cannot be reached: ") == true)
    }

    /// A key goes to the host that it is for, whatever that host says.
    @Test(arguments: [301, 302, 307, 308]) func aRedirectGetsNoKey(_ status: Int) async throws {
        let shop = try Workshop()
        let ran = try await shop.shell(
            """
            mkfifo hold; sleep 60 > hold & HOLD=$!
            python3 -B "$SERVER" < hold > ports & PID=$!
            n=0; until [ -s ports ] || [ $n -gt 200 ]; do n=$((n + 1)); sleep 0.1; done
            get() { python3 -c "import json, sys; print(json.load(open('ports'))['port'])"; }
            $R models test --model m --model-endpoint "http://127.0.0.1:$(get)/redirect=\(status)/it"
            echo "status $?"
            python3 -c "import sys, urllib.request as u; print(u.urlopen('http://127.0.0.1:' + sys.argv[1] + '/elsewhere').read().decode())" "$(get)"
            kill -9 $PID $HOLD
            """,
            environment: [
                "SERVER": ScriptedModel.server("fault_server.py"),
                "RECOURSE_MODEL_KEY": "sk-planted-key-0123456789abcdef",
            ])
        #expect(
            ran.out.contains(
                "says \(status): a redirection, which is not followed: the key is for"),
            "\(ran)")
        #expect(ran.out.hasSuffix("status 1\n[]\n"), "\(ran)")
        #expect(!(ran.out + ran.err).contains("sk-planted"))
    }

    @Test func settingsThatCannotBeUsed() async throws {
        let shop = try Workshop()
        let plain = try await shop.run(
            "models", "show", "--model", "m", "--model-endpoint", "http://example.org")
        #expect(plain.status == 2)
        #expect(plain.err.contains("is another machine and not encrypted"))
        let wire = try await shop.run("models", "show", "--model", "m", "--model-wire", "telex")
        #expect(wire.status == 2)
        #expect(wire.errLines.first == "recourse: the model's settings cannot be used")
    }

    static let mistakes = [
        "models bogus", "models show --format xml", "models test --bogus",
        "models cache --older-than 3h",
        "context show", "context show tasks.md", "context show tasks.md 1 --budget 0",
        "context show tasks.md 1 --format xml", "context bogus",
    ]

    @Test(arguments: mistakes) func aMistakeInTheWords(_ words: String) async throws {
        let shop = try Workshop()
        let ran = try await shop.shell("$R \(words)")
        #expect(ran.status == 64)
        #expect(ran.out == "")
        #expect(ran.errLines.first?.hasPrefix("Error: ") == true)
    }

    // MARK: Context

    @Test func whatWouldBeTold() async throws {
        let shop = try Workshop()
        try shop.write("README.md", "# Widgets\n\nMakes widgets.\n")
        try shop.write("widget.py", "def widget():\n    return 1\n")
        try shop.write("other.py", "TOKEN = 'ghp_abcdefghijklmnopqrstuvwxyz0123456789'\n")
        try shop.write("tasks.md", "- [ ] 1 Mend widget.py\n- [ ] 2 Rest\n")
        let ran = try await shop.run("context", "show", "tasks.md", "1")
        #expect(ran.status == 0)
        #expect(
            ran.errLines.contains {
                $0.hasPrefix("widget.py: whole, ")
                    && $0.hasSuffix("the task names the path widget.py")
                    || $0.hasSuffix("the task names the file widget.py")
            }, "\(ran)")
        #expect(ran.errLines.last?.hasSuffix(" of 3000 tokens, estimated") == true)
        #expect(ran.out.contains("## README.md\n# Widgets\n"))
        #expect(ran.out.contains("def widget():"))
        #expect(!ran.out.contains("ghp_"))

        let json = try await shop.run(
            "context", "show", "tasks.md", "1", "--format", "json", "--budget", "40")
        #expect(json.status == 0 && json.err == "")
        #expect(json.json["schema"] as? String == "recourse.context/1")
        #expect((json.json["tokens"] as? Int ?? 99) <= 40)
        let forms = (json.json["components"] as? [[String: Any]] ?? []).compactMap {
            $0["form"] as? String
        }
        #expect(forms.contains("left-out"))
        #expect(!FileManager.default.fileExists(atPath: shop.database), "looking keeps nothing")
    }

    @Test func noSuchTask() async throws {
        let shop = try Workshop()
        try shop.write("tasks.md", "- [ ] 1 A\n")
        #expect(
            try await shop.run("context", "show", "tasks.md", "9")
                == Ran(err: "recourse: tasks.md: has no task 9\n", status: 2))
        #expect(
            try await shop.run("context", "show", "none.md", "1")
                == Ran(err: "recourse: none.md: No such file or directory\n", status: 2))
    }
}
