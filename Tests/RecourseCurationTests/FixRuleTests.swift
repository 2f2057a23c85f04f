import RecourseCore
import RecourseCuration
import Testing

@Suite struct FixRuleTests {
    private func rules(_ fix: Fix, _ more: (inout Pattern, inout Pack) -> Void = { _, _ in })
        async throws
        -> [LintFinding.Rule]
    {
        try await Sound.rules { pattern, pack in
            pattern.fixes = [fix]
            more(&pattern, &pack)
        }
    }

    private func rewrite(_ changes: Rewrite.Change...) -> Fix {
        Fix(id: "f", action: .remedy(Remedy(rewrite: Rewrite(changes: changes))))
    }

    @Test func unknownPlaceholder() async throws {
        #expect(try await rules(Sound.fix("touch", "{nome}")) == [.unknownPlaceholder])
        #expect(try await rules(Sound.fix("touch", "{name.version}")) == [.unknownPlaceholder])
        #expect(try await rules(Sound.fix("touch", "{name}")) == [])
        let nome = try Template(parsing: "{nome}")
        #expect(try await rules(Fix(id: "f", action: .advice(nome))) == [.unknownPlaceholder])
        #expect(try await rules(rewrite(.remove(nome))) == [.unknownPlaceholder])
        #expect(try await rules(rewrite(.environment(["A": nome]))) == [.unknownPlaceholder])
        #expect(try await rules(rewrite(.insert([], after: nome))) == [.unknownPlaceholder])
        #expect(try await rules(rewrite(.directory(nome))) == [.unknownPlaceholder])
        var fix = try Sound.fix("touch", "a")
        fix.lookups = ["b": .stem(nome)]
        #expect(try await rules(fix) == [.unknownPlaceholder])
        fix.lookups = [:]
        fix.conditions.mentions = [.init(file: nome, text: Template(literal: "a"))]
        #expect(try await rules(fix) == [.unknownPlaceholder])
    }

    @Test func whatIsLookedUpIsKnown() async throws {
        var fix = try Sound.fix("touch", "{found}")
        fix.lookups = ["found": .stem(try Template(parsing: "{name}"))]
        #expect(try await rules(fix) == [])
        let edit = Edit(file: try Template(parsing: "{nome}"), operation: .stripBOM)
        #expect(
            try await rules(Fix(id: "f", action: .remedy(Remedy(edits: [edit])))) == [
                .unknownPlaceholder
            ])
    }

    @Test func untypedCapture() async throws {
        func untyped(_ pattern: inout Pattern, _ pack: inout Pack) { pattern.captures = [:] }
        #expect(try await rules(Sound.fix("touch", "{name}"), untyped) == [.untypedCapture])
        #expect(
            try await rules(rewrite(.append([try Template(parsing: "{name}")])), untyped) == [
                .untypedCapture
            ])
        let advice = Fix(id: "f", action: .advice(try Template(parsing: "see {name}")))
        #expect(
            try await rules(advice, untyped) == [], "a person may read what no argument may hold")
    }

    @Test func aboveMaximumRisk() async throws {
        #expect(
            try await rules(Sound.fix("touch", "/etc/{name}")).contains(.aboveMaximumRisk) == true)
        #expect(
            try await rules(Sound.fix("touch", "a")) { _, pack in pack.maximumRisk = .inspect } == [
                .aboveMaximumRisk
            ])
        var declared = try Sound.fix("touch", "a")
        declared.declaredRisk = .system
        #expect(try await rules(declared) == [.aboveMaximumRisk])
        declared.declaredRisk = .inspect
        #expect(
            try await rules(declared) { _, pack in pack.maximumRisk = .inspect } == [
                .aboveMaximumRisk
            ])
    }

    @Test func programNotListed() async throws {
        #expect(try await rules(Sound.fix("ls")) == [.programNotListed])
        #expect(try await rules(rewrite(.program("mkdir"))) == [.programNotListed])
        #expect(try await rules(rewrite(.set([Template(literal: "mkdir")]))) == [.programNotListed])
        var fix = try Sound.fix("touch", "a")
        fix.lookups = ["v": .output(["pyenv", "versions"], like: nil, pick: .only)]
        #expect(try await rules(fix) == [.programNotListed])
    }

    @Test(arguments: [
        ["rm", "-rf", "/"], ["git", "push", "--force"], ["chmod", "777", "a"], ["curl", "-k", "a"],
        ["dd", "a"],
    ])
    func forbidden(argv: [String]) async throws {
        let fix = Fix(id: "f", action: .remedy(Remedy(steps: [argv.map { Template(literal: $0) }])))
        #expect(
            try await rules(fix) { _, pack in
                (pack.programs, pack.maximumRisk) = ([argv[0]], .system)
            }
                == [.forbidden])
    }
}
