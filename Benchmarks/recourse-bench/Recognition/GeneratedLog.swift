import RecourseLearning

/// A build log of a given size with one failure near its end: lines as compilers, package managers
/// and test runners print them, among them near-misses that hold the words of failures.
struct GeneratedLog {
    let text: String

    private static let lines = [
        "[ 42%] Building C object CMakeFiles/store.dir/src/segment_%d.c.o",
        "src/segment_%d.c:%d:17: warning: unused variable 'error' [-Wunused-variable]",
        "Collecting package-%d==1.%d.0 (from -r requirements.txt (line %d))",
        "Requirement already satisfied: module-%d in ./lib/python3.11/site-packages (2.%d)",
        "tests/test_ledger_%d.py::test_not_found_is_handled PASSED   [ %d%]",
        "INFO  handled: No such file or directory, using the default for key %d",
        "npm http fetch GET 200 https://registry.example/left-%d 12ms (cache hit)",
        "   Compiling ledger-core v0.%d.1 (/srv/app/ledger-%d)",
        "DEBUG retry %d of 5: connection refused, will try again in 200 ms",
        "ok   example.org/ledger/pkg%d   0.0%ds",
    ]

    /// - Parameter bytes: the size, within a line.
    init(bytes: Int, seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var text = ""
        while text.utf8.count < bytes - 400 {
            var line = Self.lines[Int.random(in: 0..<Self.lines.count, using: &generator)]
            while let place = line.firstRange(of: "%d") {
                line.replaceSubrange(place, with: "\(Int.random(in: 1...9_999, using: &generator))")
            }
            text += line + "\n"
        }
        text += """
            Traceback (most recent call last):
              File "/srv/app/ledger.py", line 12, in <module>
                import yaml
            ModuleNotFoundError: No module named 'yaml'

            """
        self.text = text
    }
}
