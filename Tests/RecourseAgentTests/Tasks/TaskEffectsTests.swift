import RecourseCore
import RecourseScheduling
import Testing

@testable import RecourseAgent

/// Which tasks wait for which.
@Suite("Effects of tasks")
struct TaskEffectsTests {
    private func effects(_ body: String) throws -> [CommandEffects] {
        try TaskList(parsing: body).tasks.map { $0.effects(of: $0.declaredSteps, in: "/p") }
    }

    private func conflict(_ first: String, _ second: String) throws -> Bool {
        let both = try effects("- [ ] 8 A\n\(first)- [ ] 9 B\n\(second)- [ ] 1 C\n")
        return both[0].conflicts(with: both[1])
    }

    @Test func whatIsUnderstoodGoesByItsPaths() throws {
        #expect(try !conflict("  - Run: `cat a > b`\n", "  - Run: `cat a > c`\n"))
        #expect(try conflict("  - Run: `cat a > b`\n", "  - Run: `cat b`\n"))
        #expect(try conflict("  - Run: `cat a > b`\n  - Run: `cat c`\n", "  - Run: `touch c`\n"))
    }

    @Test func whatIsNotUnderstoodIsABarrier() throws {
        #expect(try conflict("  - Run: `./x`\n", "  - Run: `cat a`\n"))
        #expect(try conflict("  - Run: `./x`\n", "  - Run: `./y`\n"))
    }

    @Test func needsOrderOnlyTheirOwnAndTheUndeclared() throws {
        let x = "  - Run: `./x`\n  - Needs: 1\n"
        #expect(try !conflict(x, "  - Run: `./y`\n  - Needs: 1\n"))
        #expect(try conflict(x, "  - Run: `cat a`\n"))
        #expect(try conflict(x, "  - Run: `./z`\n"))
        #expect(try !conflict(x, "  - Run: `cat a`\n  - Needs: 1\n"))
    }

    @Test func declarationsWin() throws {
        #expect(
            try !conflict(
                "  - Run: `./x`\n  - Writes: `out/x`\n", "  - Run: `./y`\n  - Writes: `out/y`\n"))
        #expect(
            try conflict(
                "  - Run: `./x`\n  - Writes: `out/**`\n", "  - Run: `./y`\n  - Reads: `out/y`\n"))
        #expect(
            try conflict(
                "  - Run: `./x`\n  - Writes: none\n  - Locks: port\n",
                "  - Run: `./y`\n  - Writes: none\n  - Locks: port\n"))
    }

    @Test func aPatchWritesItsFiles() throws {
        let patch = "  ```diff\n  --- a/f\n  +++ b/f\n  @@ -1 +1 @@\n  -x\n  +y\n  ```\n"
        #expect(try conflict(patch, "  - Run: `cat f`\n"))
        #expect(try !conflict(patch, "  - Run: `cat g`\n"))
    }
}
