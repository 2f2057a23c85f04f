/// A pack of one pattern, whose fix stays inside the tree, and the tool that fails as it says.
enum TeamPack {
    static let text = """
        format = "recourse-pack/1"

        [pack]
        id = "team"
        version = "1.2.0"
        licence = "MIT"
        max-risk = "workspace"
        programs = ["mkdir"]

        [[pattern]]
        id = "team.cache-missing"
        title = "The cache folder is missing"
        category = "environment"
        regex = '''^teamtool: cache folder '(?<path>[^']{1,200})' is missing$'''

        [pattern.captures.path]
        type = "path"

        [[pattern.fix]]
        id = "mkdir"
        argv = ["mkdir", "-p", "{path}"]

        [[pattern.example]]
        text = \"\"\"teamtool: cache folder 'cache' is missing
        \"\"\"
        captures = { path = "cache" }
        expect = { mkdir = "mkdir -p cache" }

        [[pattern.counter]]
        text = "teamtool: cache folder 'cache' is there"
        why = "worked"

        """

    /// The same pattern, whose fix does something else.
    static let changed = text.replacing("\"mkdir\", \"-p\"", with: "\"mkdir\", \"-v\", \"-p\"")
        .replacing("mkdir -p cache", with: "mkdir -v -p cache")

    static let tool = """
        #!/bin/sh
        test -d cache || { echo "teamtool: cache folder 'cache' is missing" >&2; exit 7; }
        echo built

        """

    /// What is said of its failure while its fix may not run.
    static func told(_ note: String) -> String {
        """
        teamtool: cache folder 'cache' is missing
        recourse: the command ended with status 7
          The cache folder is missing  team.cache-missing, line 1
            teamtool: cache folder 'cache' is missing
            fix: mkdir -p cache  (\(note))

        """
    }
}

extension Workshop {
    /// With the pack imported and the tool in place.
    static func withTeam(approved: Bool = false) async throws -> Workshop {
        let shop = try Workshop()
        try shop.write("team.toml", TeamPack.text)
        try shop.write("teamtool", TeamPack.tool, mode: 0o755)
        try await shop.run("patterns", "import", "team.toml")
        if approved { try await shop.run("trust", "approve", "team") }
        return shop
    }
}
