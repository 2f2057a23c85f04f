import Testing

/// Imported patterns name causes; they act only as they were when a person approved them.
@Suite struct TrustTests {
    private static let inert = Ran(
        err: TeamPack.told("workspace; its pack `team` is not approved")
            + "recourse: no fix was run; why is said beside each\n", status: 7)

    private func exec(_ shop: Workshop) async throws -> Ran {
        try await shop.run(
            "exec", "--mode", "auto", "--seed", "1", "--ceiling", "system", "--", "./teamtool")
    }

    private func list(_ approved: String) -> Ran {
        Ran(out: "pattern             pack  approved\nteam.cache-missing  team  \(approved)\n")
    }

    @Test func inertUntilApproved() async throws {
        let shop = try await Workshop.withTeam()
        #expect(try await exec(shop) == Self.inert)
        #expect(try await shop.run("trust", "list") == list("no"))
        #expect(
            try await shop.run("trust", "approve", "team")
                == Ran(err: "approved 1 pattern of team\n"))
        #expect(try await shop.run("trust", "list") == list("yes"))
        #expect(
            try await shop.shell("ls -l ../config/recourse/trust.json | cut -c1-10").out
                == "-rw-------\n")
        #expect(try await exec(shop).status == 0)
    }

    @Test func aChangeRevokes() async throws {
        let shop = try await Workshop.withTeam(approved: true)
        try await shop.run("patterns", "import", "-", input: TeamPack.changed)
        #expect(try await shop.run("trust", "list") == list("no"))
        #expect(try await exec(shop).status == 7)
        #expect(!shop.exists("cache"))
        // As it was when it was approved, it is approved.
        try await shop.run("patterns", "import", "team.toml")
        #expect(try await shop.run("trust", "list") == list("yes"))
    }

    @Test(arguments: ["team", "team.cache-missing"])
    func revoked(_ name: String) async throws {
        let shop = try await Workshop.withTeam(approved: true)
        #expect(try await shop.run("trust", "revoke", name) == Ran())
        #expect(try await shop.run("trust", "list") == list("no"))
        #expect(try await exec(shop) == Self.inert)
        #expect(
            try await shop.run("trust", "revoke", name)
                == Ran(err: "recourse: nothing was approved for \(name)\n", status: 2))
    }

    /// A file that others may write, or that is damaged, approves nothing.
    @Test(arguments: ["chmod 666", "printf '{' >"])
    func aTrustFileThatIsNotToBeTrusted(_ change: String) async throws {
        let shop = try await Workshop.withTeam(approved: true)
        try await shop.shell("\(change) ../config/recourse/trust.json")
        #expect(try await exec(shop) == Self.inert)
        #expect(try await shop.run("trust", "approve", "team").status == 0)
        #expect(try await shop.run("trust", "list") == list("yes"))
    }

    @Test func unknownNames() async throws {
        let shop = try await Workshop.withTeam()
        for name in ["none", "fs.not-executable"] {
            #expect(
                try await shop.run("trust", "approve", name)
                    == Ran(
                        err: "recourse: no imported pattern or pack is called \(name)\n", status: 2)
            )
        }
        let json = try await shop.run("trust", "list", "--format", "json")
        #expect(
            json
                == Ran(
                    out: """
                        {"answers":[],"patterns":[{"approved":false,"pack":"team","pattern":"team.cache-missing"}],"schema":"recourse.trust.list/1"}

                        """))
    }
}
