import Foundation
import Testing

/// A failure that no pattern explains: a model is asked once, and what it said is known from then on.
@Suite struct UnknownFailureTests {
    private static let secret = "ghp_abcdefghijklmnopqrstuvwxyz0123456789"
    private static let key = "sk-planted-key-0123456789abcdef"

    /// Fails until the folder of its profile is there, and prints a secret while it does.
    private static let tool = """
        #!/bin/sh
        [ -d "$2" ] && echo "deployed $2" && exit 0
        echo "frobctl: using token \(secret)" >&2
        echo "frobctl: unknown profile \\"$2\\"" >&2
        exit 2

        """

    private static func script(_ steps: String) -> String {
        #"{"remedies": [{"regex": "^frobctl: unknown profile \"(\\w+)\"$", "steps": \#(steps)}]}"#
    }

    private static func stage(
        _ steps: String = #"[["mkdir", "-p", "\\1"]]"#
    ) throws -> (shop: Workshop, model: ScriptedModel) {
        let shop = try Workshop()
        try shop.write("frobctl", tool, mode: 0o755)
        return (shop, try ScriptedModel(script(steps), in: shop))
    }

    private func exec(
        _ shop: Workshop, _ model: ScriptedModel, _ profile: String, _ options: String...
    ) async throws -> Ran {
        let running = try await shop.start(
            Binary.path,
            ["exec", "--report", "r.json"] + options + ["--", "./frobctl", "deploy", profile],
            environment: model.environment.merging(["RECOURSE_MODEL_KEY": Self.key]) { $1 })
        return await running.ended()
    }

    @Test func askedOnceAndLearned() async throws {
        let (shop, model) = try Self.stage()
        let first = try await exec(shop, model, "dev7", "--mode", "auto")
        #expect(first.status == 0, "\(first)")
        #expect(first.out == "deployed dev7\n")
        #expect(first.err.contains("recourse: trying mkdir -p dev7\n"))
        #expect(
            first.err.contains(
                "recourse: learned model.frobctl-unknown-profile: next time without a model (recourse patterns review)\n"
            ))
        #expect(model.count == 1)
        #expect(shop.document("r.json")["model_calls"] as? Int == 1)

        // The same again, and another value: what was learned knows both.
        try await shop.shell("rmdir dev7")
        for profile in ["dev7", "web"] {
            let next = try await exec(shop, model, profile, "--mode", "auto")
            #expect(next.status == 0, "\(next)")
            #expect(next.err.contains("model.frobctl-unknown-profile, line 2\n"))
            #expect(!next.err.contains("asking"))
            #expect(shop.document("r.json")["model_calls"] as? Int == 0)
        }
        #expect(model.count == 1)
        let queue = try await shop.run("patterns", "review", "--format", "csv")
        #expect(queue.out.contains("model,open,model.frobctl-unknown-profile,"))
    }

    @Test func suggestShowsAndRunsNothing() async throws {
        let (shop, model) = try Self.stage()
        let ran = try await exec(shop, model, "dev7", "--mode", "suggest")
        #expect(ran.status == 2)
        #expect(ran.err.contains("    fix: mkdir -p dev7  (workspace"), "\(ran)")
        #expect(!shop.exists("dev7"))
        #expect(model.count == 1)
    }

    @Test func aFixAboveTheCeilingDoesNotRun() async throws {
        let (shop, model) = try Self.stage(#"[["mkdir", "-p", "/tmp/recourse-\\1"]]"#)
        let ran = try await exec(shop, model, "dev7", "--mode", "auto")
        #expect(ran.status == 2)
        #expect(ran.err.contains("system is above the ceiling workspace"), "\(ran)")
        #expect(!FileManager.default.fileExists(atPath: "/tmp/recourse-dev7"))
    }

    @Test func theMostCalls() async throws {
        let (shop, model) = try Self.stage()
        let none = try await exec(shop, model, "dev7", "--mode", "auto", "--max-calls", "0")
        #expect(none.status == 2)
        #expect(none.err.contains("recourse: no answer: the budget is used up: max-calls\n"))
        let off = try await exec(shop, model, "dev7", "--mode", "auto", "--no-model")
        #expect(off.status == 2 && !off.err.contains("asking"))
        #expect(model.count == 0)
    }

    @Test func aTaskListAsksOnceForTheSame() async throws {
        let (shop, model) = try Self.stage()
        try shop.write(
            "tasks.md",
            "- [ ] 1 A\n  - Run: `./frobctl deploy one`\n- [ ] 2 B\n  - Run: `./frobctl deploy two`\n"
        )
        let running = try await shop.start(
            Binary.path, ["run", "tasks.md", "--mode", "auto"], environment: model.environment)
        let ran = await running.ended()
        #expect(ran.status == 0, "\(ran)")
        #expect(ran.out == "deployed one\ndeployed two\n")
        #expect(model.count == 1)
    }

    // MARK: Secrets

    /// Every file below the test's folder, but for the tool that holds the secret and what the model
    /// was told.
    private func files(_ shop: Workshop) -> [(name: String, bytes: Data)] {
        let names =
            FileManager.default.enumerator(atPath: shop.root)?.compactMap { $0 as? String } ?? []
        return names.filter { $0 != "tree/frobctl" && !$0.hasSuffix(".log") }.compactMap { name in
            FileManager.default.contents(atPath: "\(shop.root)/\(name)").map { (name, $0) }
        }
    }

    /// What was learned is promoted while the run goes on, and stays in use.
    @Test func whatIsLearnedOutlivesItsPromotion() async throws {
        let (shop, model) = try Self.stage()
        let names = ["one", "two", "three", "four", "five", "six"]
        let tasks = names.enumerated().map { index, name in
            "- [ ] \(index + 1) T\n  - Run: `./frobctl deploy \(name)`\n"
        }
        try shop.write("tasks.md", tasks.joined())
        let running = try await shop.start(
            Binary.path, ["run", "tasks.md", "--mode", "auto"], environment: model.environment)
        let ran = await running.ended()
        #expect(ran.status == 0, "\(ran)")
        #expect(model.count == 1)
        #expect(ran.out == names.map { "deployed \($0)\n" }.joined())
    }

    @Test func whatIsSecretStays() async throws {
        let (shop, model) = try Self.stage()
        let ran = try await exec(shop, model, "dev7", "--mode", "auto")
        #expect(ran.status == 0, "\(ran)")
        let question = try #require(model.questions.first)
        #expect(question.contains("frobctl: using token") && question.contains("unknown profile"))
        #expect(!question.contains(Self.secret))
        // The key is the server's to see, in its header alone, and nobody else's.
        #expect(question.contains("\"Authorization\": \"Bearer \(Self.key)\""))
        #expect(question.components(separatedBy: Self.key).count == 2)
        #expect(!(ran.out + ran.err).contains(Self.key))
        let written = files(shop)
        #expect(written.contains { $0.name.hasSuffix("knowledge.db") })
        #expect(written.contains { $0.name == "tree/r.json" })
        for (name, bytes) in written {
            #expect(bytes.range(of: Data(Self.key.utf8)) == nil, "\(name)")
            // What the command itself printed is its own.
            if !name.hasSuffix(".err") {
                #expect(bytes.range(of: Data(Self.secret.utf8)) == nil, "\(name)")
            }
        }
    }
}
