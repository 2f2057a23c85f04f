import Testing

/// Status 64, nothing on stdout, and a first line that names the mistake.
@Suite struct ArgumentTests {
    static let mistakes = [
        ("bogus", "Error: Unexpected argument 'bogus'"),
        ("exec", "Error: Missing expected argument '<command> ...'"),
        ("exec --", "Error: A command is missing: recourse exec -- CMD ..."),
        ("exec -l", "Error: Unknown option '-l'; put `--` before the command."),
        (
            "exec --bogus -- touch ran",
            "Error: Unknown option '--bogus'; put `--` before the command."
        ),
        (
            "exec --mode nope -- touch ran",
            "Error: The value 'nope' is invalid for '--mode <mode>'. Please provide one of 'suggest', 'ask' or 'auto'."
        ),
        (
            "exec --ceiling nope -- touch ran",
            "Error: The value 'nope' is invalid for '--ceiling <risk>'. Please provide one of the following:"
        ),
        (
            "exec --timeout 0s -- touch ran",
            "Error: The value '0s' is invalid for '--timeout <time>'"
        ),
        ("exec --timeout -1s -- touch ran", "Error: Missing value for '--timeout <time>'"),
        ("exec --seed x -- touch ran", "Error: The value 'x' is invalid for '--seed <number>'"),
        ("run", "Error: Missing expected argument '<file>'"),
        ("match --exit-code x", "Error: The value 'x' is invalid for '--exit-code <number>'"),
        ("match a b", "Error: Unexpected argument 'b'"),
        (
            "match --format xml",
            "Error: The value 'xml' is invalid for '--format <format>'. Please provide one of 'text', 'json', 'github' or 'sarif'."
        ),
        (
            "stats nope",
            "Error: The value 'nope' is invalid for '<topic>'. Please provide one of the following:"
        ),
        ("stats --since x", "Error: The value 'x' is invalid for '--since <time>'"),
        (
            "stats --since 2026-13-01",
            "Error: The value '2026-13-01' is invalid for '--since <time>'"
        ),
        ("patterns show", "Error: Missing expected argument '<id>'"),
        ("patterns search", "Error: Missing expected argument '<words> ...'"),
        ("patterns import", "Error: Give a file, a folder, - or --errorformat."),
        (
            "patterns import --errorformat %f",
            "Error: --errorformat needs --pack, which names its patterns."
        ),
        ("patterns new --id Bad", "Error: 'Bad' is no pattern id; they look like family.kind."),
        ("patterns mine --support 0", "Error: --support is at least 1."),
        ("patterns review accept", "Error: Missing expected argument '<number>'"),
        ("patterns history", "Error: Missing expected argument '<id>'"),
        ("excerpt --lines x", "Error: The value 'x' is invalid for '--lines <number>'"),
        ("patterns export", "Error: Missing expected argument '<id> ...'"),
        ("trust approve", "Error: Missing expected argument '<id> ...'"),
        ("trust revoke", "Error: Missing expected argument '<id> ...'"),
        ("db backup", "Error: Missing expected argument '<target>'"),
    ]

    @Test(arguments: mistakes)
    func aMistakeIsNamed(_ arguments: String, _ line: String) async throws {
        let shop = try Workshop()
        let ran = try await shop.shell("$R \(arguments)")
        #expect(ran.status == 64)
        #expect(ran.out == "")
        #expect(ran.errLines.first == line)
        #expect(shop.names == [])
    }
}
