import Foundation
import Testing

/// A database that cannot be used costs the memory, never the command.
@Suite struct ExecDatabaseTests {
    private func check(
        _ shop: Workshop, _ path: String, _ reason: String, hint: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let ran = try await shop.run("exec", "--db", path, "--", "sh", "-c", "echo out; exit 5")
        let warned = Ran(
            out: "out\n",
            err: """
                recourse: \(reason); nothing will be remembered
                recourse: the command ended with status 5
                  no known cause

                """, status: 5)
        #expect(ran == warned, sourceLocation: sourceLocation)
        let passing = try await shop.run("exec", "--db", path, "--", "true")
        #expect(passing == Ran(), sourceLocation: sourceLocation)
        let refused = Ran(
            err: "recourse: \(reason)\n" + (hint.map { "  \($0)\n" } ?? ""), status: 3)
        #expect(
            try await shop.run("stats", "--db", path) == refused, sourceLocation: sourceLocation)
        #expect(
            try await shop.run("db", "check", "--db", path) == refused,
            sourceLocation: sourceLocation)
    }

    @Test func aFolder() async throws {
        let shop = try Workshop()
        try await shop.shell("mkdir folder")
        try await check(shop, "folder", "folder is a folder, not a database")
    }

    @Test func aTextFile() async throws {
        let shop = try Workshop()
        try shop.write("text", "a text and nothing else\n")
        try await check(
            shop, "text", "text is not a knowledge database: file is not a database",
            hint: "restore a backup, or name another file with --db")
        #expect(shop.text("text") == "a text and nothing else\n")
    }

    @Test func anotherProgramsDatabase() async throws {
        let shop = try Workshop()
        try await shop.shell(
            "python3 -c \"import sqlite3; c = sqlite3.connect('other'); c.execute('CREATE TABLE mine(a)'); c.commit()\""
        )
        try await check(
            shop, "other", "other is not a knowledge database: it is not a Recourse database",
            hint: "restore a backup, or name another file with --db")
    }

    @Test func aNewerSchema() async throws {
        let shop = try await Workshop.withTeam()
        try await shop.shell(
            """
            $R db backup newer
            python3 -c "import sqlite3; c = sqlite3.connect('newer'); c.execute(\\"INSERT INTO grdb_migrations VALUES ('9999_future')\\"); c.commit()"
            """)
        let ran = try await shop.run("exec", "--db", "newer", "--", "sh", "-c", "exit 5")
        #expect(
            ran
                == Ran(
                    err: """
                        recourse: newer was written by a later version of Recourse; nothing will be remembered
                        recourse: the command ended with status 5
                          no known cause

                        """, status: 5))
        #expect(
            try await shop.run("stats", "--db", "newer")
                == Ran(
                    err: """
                        recourse: newer was written by a later version of Recourse
                          it has 9999_future, which this one does not know
                          use that version, or another file with --db

                        """, status: 3))
    }

    /// Where the system keeps us out: not so for root, whom rights do not bind.
    @Test(.enabled(if: geteuid() != 0))
    func readOnly() async throws {
        let shop = try await Workshop.withTeam()
        try await shop.shell("chmod a-w ../data/recourse/knowledge.db ../data/recourse")
        let ran = try await shop.run("exec", "--", "sh", "-c", "exit 5")
        #expect(ran.status == 5)
        #expect(
            ran.errLines.first?.hasSuffix("may not be written; nothing will be remembered") == true)
        try await shop.shell("chmod u+w ../data/recourse")
    }

    @Test func aPlaceThatCannotBe() async throws {
        let shop = try Workshop()
        let ran = try await shop.run("exec", "--db", "/proc/none/x.db", "--", "sh", "-c", "exit 5")
        #expect(ran.status == 5)
        #expect(ran.errLines.first?.hasSuffix("; nothing will be remembered") == true)
        #expect(ran.errLines.count == 3)
    }

    /// Nothing is written where nothing failed.
    @Test func aPassingCommandLeavesNoTrace() async throws {
        let shop = try Workshop()
        try await shop.run("exec", "--", "true")
        #expect(!FileManager.default.fileExists(atPath: shop.database))
        try await shop.run("exec", "--", "false")
        let mode = try FileManager.default.attributesOfItem(atPath: shop.database)[
            .posixPermissions]
        #expect(mode as? Int == 0o600)
    }
}
