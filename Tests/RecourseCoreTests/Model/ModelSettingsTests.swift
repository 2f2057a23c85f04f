import Testing

@testable import RecourseCore

@Suite("Model settings")
struct ModelSettingsTests {
    private func file(_ entries: [ModelSetting: String]) -> ModelSettingsLayer {
        ModelSettingsLayer(
            entries.mapValues { .init($0, from: .file("/c.toml", line: 1)) })
    }

    private func environment(_ variables: [String: String]) -> ModelSettingsLayer {
        ModelSettingsLayer(environment: { variables[$0] })
    }

    private func flags(_ entries: [ModelSetting: String]) -> ModelSettingsLayer {
        var layer = ModelSettingsLayer()
        for (setting, text) in entries { layer.set(setting, text, flag: "--\(setting.rawValue)") }
        return layer
    }

    @Test func offUntilConfigured() throws {
        #expect(try ModelSettings.resolved() == nil)
        #expect(
            try ModelSettings.resolved(
                file: file([.runCalls: "3", .keyVariable: "K"]),
                environment: environment(["RECOURSE_MODEL_KEY": "k"])) == nil)
        #expect(
            try ModelSettings.resolved(
                file: file([.model: "m"]), flags: flags([.enabled: "false"])) == nil)
    }

    @Test func laterLayersWin() throws {
        let settings = try #require(
            try ModelSettings.resolved(
                file: file([.model: "a", .wire: "anthropic", .wholeTimeout: "20s"]),
                environment: environment(["RECOURSE_MODEL": "b", "RECOURSE_MODEL_TIMEOUT": "30s"]),
                flags: flags([.model: "c"])))
        #expect(settings.model == "c" && settings.wire == .anthropic)
        #expect(settings.timeouts.whole == .seconds(30))
        #expect(settings.endpoint.description == "https://api.anthropic.com")
        #expect(
            settings.origins == [
                .model: .flag("--model"), .wire: .file("/c.toml", line: 1),
                .wholeTimeout: .environment("RECOURSE_MODEL_TIMEOUT"),
            ])
    }

    @Test func keyOfTheFileGoesToTheAddressOfTheFileOnly() throws {
        let stored = file([
            .endpoint: "https://good.example/v1", .model: "m", .keyVariable: "GOOD_KEY",
        ])
        let same = try ModelSettings.resolved(
            file: stored, flags: flags([.endpoint: "https://good.example/other"]))
        #expect(same?.key == .environment("GOOD_KEY"))
        let other = try ModelSettings.resolved(
            file: stored,
            environment: environment(["RECOURSE_MODEL_ENDPOINT": "https://bad.example"]))
        #expect(other?.endpoint.host == "bad.example" && other?.key == nil)
        let both = try ModelSettings.resolved(
            file: stored,
            environment: environment([
                "RECOURSE_MODEL_ENDPOINT": "https://bad.example", "RECOURSE_MODEL_KEY": "x",
            ]))
        #expect(both?.key == .environment("RECOURSE_MODEL_KEY"))
        let wire = try ModelSettings.resolved(
            file: file([.model: "m", .keyVariable: "OPENAI"]), flags: flags([.wire: "anthropic"]))
        #expect(wire?.endpoint.host == "api.anthropic.com" && wire?.key == nil)
    }

    @Test func keysAreNeverHeld() throws {
        let settings = try ModelSettings.resolved(
            environment: environment(["RECOURSE_MODEL": "m", "RECOURSE_MODEL_KEY": "sk-secret"]))
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!dumped.contains("sk-secret"))
        do {
            _ = try ModelSettings.resolved(file: file([.model: "m", .keyVariable: "sk-secret"]))
            Issue.record("a key was taken for a name")
        } catch {
            #expect(!error.text.contains("sk-secret"))
        }
    }

    @Test func moneyIsCountedInMillionths() throws {
        let settings = try #require(
            try ModelSettings.resolved(
                file: file([
                    .model: "m", .inputPrice: "0.15", .outputPrice: "0.6", .runCost: "0.5",
                    .dayCost: "2", .dayTokens: "1000", .runCalls: "7",
                ])))
        #expect(settings.budget.run == .init(calls: 7, micros: 500_000))
        #expect(settings.budget.day == .init(tokens: 1_000, micros: 2_000_000))
        #expect(settings.prices?.micros(of: .init(input: 1_000_000, output: 1)) == 150_001)
    }

    @Test(arguments: [
        (ModelSetting.wire, "grpc"), (.endpoint, "http://example.com"), (.endpoint, "nowhere"),
        (.wholeTimeout, "soon"), (.idleTimeout, "0s"), (.concurrency, "0"), (.runCalls, "-1"),
        (.inputPrice, "1"), (.runCost, "1"), (.schema, "yes"), (.enabled, "maybe"),
        (.model, "a\u{1b}b"), (.outputPrice, "nan"),
    ])
    func whatCannotBeUsedIsNamed(_ setting: ModelSetting, _ text: String) {
        #expect(throws: ModelSettingsError.self) {
            try ModelSettings.resolved(
                file: file([.model: "m"]).merging(file([setting: text])))
        }
    }

    @Test func errorsSayWhere() {
        do {
            _ = try ModelSettings.resolved(file: file([.model: "m", .schema: "yes"]))
            Issue.record("`yes` was taken")
        } catch {
            #expect(
                error.text == "/c.toml:1: schema: `yes` is not one of auto, json_schema, none")
        }
        do {
            _ = try ModelSettings.resolved(file: file([.wire: "openai"]))
            Issue.record("no model was named")
        } catch {
            #expect(error.setting == .model)
        }
    }

    @Test func otherMachinesNeedEncryption() throws {
        let entries: [ModelSetting: String] = [
            .model: "m", .endpoint: "http://10.0.0.1:8000", .allowsPlainHTTP: "true",
        ]
        #expect(try ModelSettings.resolved(file: file(entries))?.allowsPlainHTTP == true)
    }
}

extension ModelSettingsLayer {
    fileprivate func merging(_ other: ModelSettingsLayer) -> ModelSettingsLayer {
        ModelSettingsLayer(entries.merging(other.entries) { _, later in later })
    }
}
