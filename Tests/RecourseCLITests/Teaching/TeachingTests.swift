import Foundation
import RecourseCore
import RecourseStore
import Testing

@testable import RecourseCLI

/// From what a model's answer showed to a pattern that is used, reviewed, promoted and retired.
@Suite struct TeachingTests {
    /// Fails until the folder of its profile is there.
    private static let tool = """
        #!/bin/sh
        [ -d "$2" ] && echo "deployed $2" && exit 0
        echo "frobctl: unknown profile \\"$2\\"" >&2
        exit 2

        """
    private static let learned: PatternID = "model.frobctl-unknown-profile"

    private static func shop() throws -> Workshop {
        let shop = try Workshop()
        try shop.write("frobctl", tool, mode: 0o755)
        return shop
    }

    private static func lesson(
        of profile: String = "dev7", cure: Lesson.Cure? = nil
    ) -> Lesson {
        let line = "frobctl: unknown profile \"\(profile)\""
        return Lesson(
            command: Command(argv: ["./frobctl", "deploy", profile], directory: "/project"),
            exit: 2, fingerprint: "feed", excerpt: line + "\n", decisiveLines: [line],
            title: "The profile is unknown", category: .configuration,
            cure: cure ?? .steps([["mkdir", "-p", profile]]), cureTitle: "makes the profile",
            risk: .workspace, teacher: "scripted", at: 1_000)
    }

    private static func teach(_ lesson: Lesson, in shop: Workshop) async throws -> LessonOutcome {
        let folder = (shop.database as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let store = try KnowledgeStore(path: shop.database, access: .writing)
        let trust = CurrentApprovals(path: shop.root + "/config/recourse/trust.json")
        return await Teaching(store: store, approvals: trust).learn(lesson)
    }

    private func exec(_ shop: Workshop, _ profile: String) async throws -> Ran {
        try await shop.run(
            "exec", "--mode", "auto", "--report", "report.json", "--", "./frobctl", "deploy",
            profile)
    }

    @Test func whatWasLearnedIsUsedAtOnceAndPromotedAfterThree() async throws {
        let shop = try Self.shop()
        #expect(try await Self.teach(Self.lesson(), in: shop) == .learned(Self.learned))
        for (number, profile) in ["stage-1", "web", "db_2", "x9"].enumerated() {
            let ran = try await exec(shop, profile)
            #expect(ran.status == 0, "\(ran.err)")
            #expect(ran.err.contains("trying mkdir -p \(profile)"))
            #expect(
                ran.err.contains("\(Self.learned) has proved itself") == (number == 2),
                "told once, after the third")
            let report = shop.document("report.json")
            #expect(report["model_calls"] as? Int == 0 && report["resolved"] as? Bool == true)
        }
        let shown = try await shop.run("patterns", "show", Self.learned.rawValue)
        #expect(shown.out.contains("status = \"stable\"") && shown.out.contains("\"{name}\""))
        let history = try await shop.run("patterns", "history", Self.learned.rawValue)
        #expect((history.out + history.err).contains("promoted to stable after 3 verified"))
    }

    @Test func reviewShowsItAndRejectingRetiresIt() async throws {
        let shop = try Self.shop()
        _ = try await Self.teach(Self.lesson(), in: shop)
        let queue = try await shop.run("patterns", "review", "--format", "csv")
        #expect(queue.out.contains("1,1,model,open,\(Self.learned),"))
        let rejected = try await shop.run("patterns", "review", "reject", "1")
        #expect(rejected.status == 0 && rejected.err == "retired \(Self.learned)\n")
        let ran = try await exec(shop, "web")
        #expect(ran.status == 2 && ran.err.contains("no known cause"))
        let again = Self.lesson(of: "web")
        #expect(
            try await Self.teach(again, in: shop) == .refused(.rejectedBefore),
            "whatever varies in it")
    }

    @Test func acceptingMakesItStableAndKeepsItsApproval() async throws {
        let shop = try Self.shop()
        _ = try await Self.teach(Self.lesson(), in: shop)
        let renamed = try await shop.run("patterns", "review", "accept", "1", "--id", "frob.other")
        #expect(renamed.status == 2)
        let accepted = try await shop.run("patterns", "review", "accept", "1")
        #expect(accepted.status == 0, "\(accepted.err)")
        let shown = try await shop.run("patterns", "show", Self.learned.rawValue)
        #expect(shown.out.contains("status = \"stable\""))
        #expect(try await exec(shop, "web").status == 0)
    }

    @Test func promotingKeepsItsApproval() async throws {
        let shop = try Self.shop()
        _ = try await Self.teach(Self.lesson(), in: shop)
        #expect(
            try await shop.run("patterns", "promote", Self.learned.rawValue).status == 0)
        #expect(try await exec(shop, "web").status == 0)
    }

    /// A row of the database approves nothing.
    @Test func withoutTheApprovalItOnlyNamesTheCause() async throws {
        let shop = try Self.shop()
        _ = try await Self.teach(Self.lesson(), in: shop)
        let trust = try await shop.run("trust", "list", "--format", "csv")
        #expect(trust.out.contains("\(Self.learned),local,yes"))
        #expect(try await shop.run("trust", "revoke", Self.learned.rawValue).status == 0)
        let ran = try await exec(shop, "web")
        #expect(ran.status == 2 && ran.err.contains("not approved") && !shop.exists("web"))
    }

    @Test func theCeilingStillHolds() async throws {
        let shop = try Self.shop()
        let cure = Lesson.Cure.steps([["frobctl-admin", "add", "dev7"]])
        #expect(
            try await Self.teach(Self.lesson(cure: cure), in: shop) == .learned(Self.learned))
        let ran = try await exec(shop, "web")
        #expect(ran.status == 2 && ran.err.contains("system is above the ceiling workspace"))
    }

    @Test func whatPassingRunsPrintIsNotLearned() async throws {
        let shop = try Self.shop()
        _ = try await Self.teach(Self.lesson(), in: shop)
        let store = try KnowledgeStore(path: shop.database, access: .writing)
        try await store.record(
            PassingRun(
                command: "frobctl list", program: "frobctl",
                excerpt: "frobctl: unknown region \"tmp\" is skipped\n", at: 900))
        var lesson = Self.lesson()
        lesson.excerpt = "frobctl: unknown region \"dev7\" is skipped\n"
        lesson.decisiveLines = ["frobctl: unknown region \"dev7\" is skipped"]
        #expect(
            try await Self.teach(lesson, in: shop) == .refused(.matchesPassingRuns(1)))
    }
}
