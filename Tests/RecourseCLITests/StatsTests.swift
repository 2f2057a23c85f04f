import Testing

@Suite struct StatsTests {
    /// One recovery and one unknown failure.
    private func lived() async throws -> Workshop {
        let shop = try await Workshop.withTeam(approved: true)
        try await shop.run("exec", "--mode", "auto", "--seed", "1", "--", "./teamtool")
        try await shop.run("exec", "--", "sh", "-c", "echo '=odd'; exit 5")
        return shop
    }

    @Test func tables() async throws {
        let shop = try await lived()
        let summary = try await shop.run("stats")
        #expect(summary.status == 0)
        #expect(
            summary.out.split(separator: "\n").map {
                $0.split(separator: " ").joined(separator: " ")
            }.dropLast(2) == [
                "failures 2", "explained by a pattern 1", "resolved 1", "attempts 1",
                "inconclusive attempts 0",
            ])
        #expect(
            try await shop.run("stats", "fixes")
                == Ran(
                    out: """
                        fix                       trials  resolved  shifted  unchanged  worse   rate   mean  last tried
                        team.cache-missing/mkdir       1         1        0          0      0  100 %  # s  DATE

                        """))
        #expect(
            try await shop.run("stats", "patterns")
                == Ran(
                    out: """
                        pattern             failures  resolved  last seen
                        team.cache-missing         1         1  DATE

                        """))
        #expect(
            try await shop.run("stats", "failures")
                == Ran(
                    out: """
                        when              exit  pattern             attempts  resolved  command
                        DATE     5  unknown                    0  no        sh -c 'echo '"'"'=odd'"'"'; exit 5'
                        DATE     7  team.cache-missing         1  yes       ./teamtool

                        """))
        let unknown = try await shop.run("stats", "unknown")
        #expect(unknown.out.split(separator: "\n").count == 2)
    }

    @Test func forPrograms() async throws {
        let shop = try await lived()
        for topic in ["summary", "fixes", "patterns", "failures", "unknown"] {
            let json = try await shop.run("stats", topic, "--format", "json")
            #expect(json.status == 0)
            #expect(json.json["schema"] as? String == "recourse.stats.\(topic)/1")
            #expect(json.json["rows"] != nil)
            let csv = try await shop.run("stats", topic, "--format", "csv")
            #expect(csv.status == 0)
            #expect(csv.out.split(separator: "\n").count >= 2)
        }
        let patterns = try await shop.run("stats", "patterns", "--format", "csv")
        #expect(
            patterns
                == Ran(out: "pattern,failures,resolved,last_seen\nteam.cache-missing,1,1,TIME\n"))
        // A spreadsheet must not take what a program printed for a formula.
        let unknown = try await shop.run("stats", "unknown", "--format", "csv")
        #expect(unknown.out.hasPrefix("fingerprint,failures,last_seen,program,command,excerpt\n"))
        #expect(!unknown.out.contains(",="))
    }

    @Test(arguments: ["1h", "90m", "30d", "2026-01-31"])
    func since(_ time: String) async throws {
        let shop = try await lived()
        #expect(
            try await shop.run("stats", "patterns", "--since", time)
                == (try await shop.run("stats", "patterns")))
    }

    @Test func sinceNow() async throws {
        let shop = try await lived()
        #expect(
            try await shop.run("stats", "patterns", "--since", "0m")
                == Ran(out: "pattern  failures  resolved  last seen\n"))
        #expect(
            try await shop.run("stats", "--since", "2999-01-01").out.hasPrefix(
                "failures                     0\n"))
    }

    @Test func nothingStoredYet() async throws {
        let shop = try Workshop()
        #expect(
            try await shop.run("stats", "fixes", "--format", "json")
                == Ran(out: "{\"rows\":[],\"schema\":\"recourse.stats.fixes/1\"}\n"))
        for topic in ["fixes", "patterns", "failures", "unknown"] {
            let ran = try await shop.run("stats", topic)
            #expect(ran.status == 0)
            #expect(ran.out.split(separator: "\n").count == 1)
        }
        #expect(try await shop.run("stats").out.hasPrefix("failures                     0\n"))
        #expect(try await shop.shell("ls ../data") == Ran())
    }

    /// A database may come with a cloned project: any figure in it is shown, and none ends us.
    @Test func absurdFigures() async throws {
        let shop = try await lived()
        let ran = try await shop.shell(
            #"""
            cat > absurd.py <<'END'
            import sqlite3, sys
            c = sqlite3.connect("../data/recourse/knowledge.db")
            for (table,) in c.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall():
                for column in c.execute(f"PRAGMA table_info('{table}')").fetchall():
                    if column[2] in ("REAL", "DOUBLE"):
                        try: c.execute(f"UPDATE {table} SET {column[1]} = 1e300")
                        except sqlite3.Error: pass
            c.commit()
            END
            python3 absurd.py
            for topic in summary fixes patterns failures unknown; do
              for format in table json csv; do $R stats $topic --format $format > /dev/null 2>&1; printf '%s ' $?; done
            done
            """#)
        #expect(ran == Ran(out: String(repeating: "0 ", count: 15)))
    }
}
