import RecourseCatalog
import RecourseCore
import Testing

@Suite struct LookupReadingTests {
    private static let x = Template.x

    @Test(arguments: [
        (
            "file = 'CMakeLists.txt'",
            Lookup.file(Template(literal: "CMakeLists.txt"), take: .path, containing: nil)
        ),
        ("file = '{x}', take = 'directory'", .file(x, take: .directory, containing: nil)),
        (
            "file = '{x}', take = 'name', containing = 'a'",
            .file(x, take: .name, containing: Template(literal: "a"))
        ),
        ("similar = '{x}', among = 'files'", .similar(x, among: .files)),
        ("similar = '{x}', among = 'directories'", .similar(x, among: .directories)),
        ("similar = '{x}', among = 'npm-scripts'", .similar(x, among: .npmScripts)),
        ("similar = '{x}', among = 'make-targets'", .similar(x, among: .makeTargets)),
        ("similar = '{x}', among = 'git-branches'", .similar(x, among: .gitBranches)),
        ("similar = '{x}', among = 'programs'", .similar(x, among: .programs)),
        ("similar = '{x}', among = 'operands'", .similar(x, among: .operands)),
        (
            "similar = '{x}', among-output = ['a', 'b']",
            .output(["a", "b"], like: x, pick: .closest)
        ),
        ("among-output = ['a']", .output(["a"], like: nil, pick: .only)),
        ("among-output = ['a'], pick = 'newest'", .output(["a"], like: nil, pick: .newest)),
        ("operand = '''.*\\.py'''", .operand(".*\\.py")),
        ("option = '-f'", .option("-f")),
        ("program = ['clang++', 'g++']", .program(["clang++", "g++"])),
        ("free-port = '{x}'", .freePort(x)),
        ("parent = '{x}'", .parent(x)),
        ("name = '{x}'", .name(x)),
        ("stem = '{x}'", .stem(x)),
    ])
    func everyForm(text: String, lookup: Lookup) throws {
        let fix = try Packs.fix("argv = ['ls']\n[pattern.fix.let]\nfound = { \(text) }\n")
        #expect(fix.lookups == ["found": lookup])
    }

    @Test func everyCondition() throws {
        let fix = try Packs.fix(
            """
            argv = ["ls"]
            [pattern.fix.when]
            files = ["{x}", "b"]
            files-absent = ["{x}"]
            directories = ["{x}"]
            directories-absent = ["{x}"]
            not-executable = ["{x}"]
            contains = [{ file = "{x}", text = "t" }]
            lacks = [{ file = "l", text = "{x}" }]
            mentions = [{ file = "m", name = "{x}" }]
            programs = ["p"]
            programs-absent = ["q"]
            environment = ["E"]
            no-process = ["n"]
            command = '''^make'''
            root = false
            platform = "linux"
            """)
        var wanted = FixConditions()
        wanted.files = [.x, Template(literal: "b")]
        wanted.filesAbsent = [.x]
        wanted.directories = [.x]
        wanted.directoriesAbsent = [.x]
        wanted.notExecutable = [.x]
        wanted.contains = [.init(file: .x, text: Template(literal: "t"))]
        wanted.lacks = [.init(file: Template(literal: "l"), text: .x)]
        wanted.mentions = [.init(file: Template(literal: "m"), text: .x)]
        wanted.programs = ["p"]
        wanted.programsAbsent = ["q"]
        wanted.environment = ["E"]
        wanted.noProcess = ["n"]
        wanted.command = "^make"
        wanted.root = false
        wanted.platforms = ["linux"]
        #expect(fix.conditions == wanted)
    }

    @Test func severalPlatforms() throws {
        let fix = try Packs.fix("argv = ['ls']\nwhen = { platform = ['linux', 'macos'] }\n")
        #expect(fix.conditions.platforms == ["linux", "macos"])
    }
}

extension Template {
    /// `{x}`.
    fileprivate static let x: Template = {
        do { return try Template(parsing: "{x}") } catch { return Template(literal: "") }
    }()
}
