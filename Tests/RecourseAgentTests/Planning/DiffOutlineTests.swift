import Testing

@testable import RecourseAgent

@Suite struct DiffOutlineTests {
    @Test func aPatchNamesItsFiles() {
        let diff = """
            diff --git a/x b/x
            index 12..34 100644
            --- a/x y.c\t2026-01-01
            +++ b/x y.c
            @@ -1,3 +1,2 @@
             a
            --- not a name
            +++ nor this
             c
            diff --git a/new b/new
            new file mode 100644
            --- /dev/null
            +++ b/new
            @@ -0,0 +1 @@
            +z
            \\ No newline at end of file
            """
        #expect(DiffOutline(diff).paths == ["x y.c", "new"])
        #expect(DiffOutline(diff).isPlain)
        #expect(DiffOutline("nothing").paths == [])
    }

    @Test(arguments: [
        "rename from x\nrename to ../../y\n", "copy from x\ncopy to y\n",
        "new file mode 120000\n", "GIT binary patch\n", "--- \"a/\\303\\244\"\n",
        "Apply this, please:\n",
    ])
    func whatSaysMoreIsNotPlain(_ header: String) {
        let diff = header + "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"
        #expect(!DiffOutline(diff).isPlain)
        #expect(PlanStep(.patch(diff)).problem != nil)
        #expect(PlanStep(.patch("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n")).problem == nil)
    }

    @Test func absurdCountsDoNoHarm() {
        let diff = "@@ -1,99999999999999999999 +1,-5 @@\n@@ @@ \n@@ x\n--- a/x\n"
        _ = DiffOutline(diff)
        #expect(DiffOutline("@@ -1,9223372036854775807 +1 @@\n--- a/x\n").paths == [])
    }
}
