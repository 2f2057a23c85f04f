import Foundation
import Testing

/// Output of any size and kind passes unchanged, and is searched within bounds.
@Suite struct ExecOutputTests {
    /// The cause stands in the middle of 50 MB.
    @Test func muchOutput() async throws {
        let shop = try await Workshop.withTeam()
        try shop.write(
            "much.py",
            """
            import sys
            lines = "".join("line %d of a build that says a lot and means little\\n" % i for i in range(10000))
            for i in range(48): sys.stdout.write(lines)
            print("teamtool: cache folder 'cache' is missing")
            for i in range(48): sys.stdout.write(lines)
            sys.exit(7)

            """)
        let ran = try await shop.shell(
            """
            $R exec --report r.json -- python3 much.py 2> err | wc -c
            grep -n 'cache folder' err
            """)
        #expect(
            ran.out.hasPrefix("52598442\n")
                || ran.out.split(separator: "\n").first.map { Int($0) ?? 0 } ?? 0 > 50_000_000)
        #expect(ran.out.contains("    teamtool: cache folder 'cache' is missing"))
        #expect(shop.document("r.json")["causes"] as? [String] == ["team.cache-missing"])
    }

    /// Bounded memory, whatever the output.
    @Test func memory() async throws {
        let shop = try Workshop()
        let ran = try await shop.shell(
            """
            cat > measure.py <<'END'
            import os, resource, subprocess, sys
            p = subprocess.Popen([os.environ["R"], "exec", "--", "head", "-c", "60000000", "/dev/zero"], stdout=subprocess.DEVNULL)
            _, status, usage = os.wait4(p.pid, 0)
            print(status, usage.ru_maxrss < 200_000)
            END
            python3 measure.py
            """)
        #expect(ran == Ran(out: "0 True\n"))
    }

    @Test func binaryOutput() async throws {
        let shop = try Workshop()
        let ran = try await shop.shell(
            #"""
            head -c 300000 /dev/urandom > bytes; printf 'a\0\0b\377\n\0' >> bytes
            $R exec -- sh -c 'cat bytes; exit 4' > out 2> err; echo $?; cmp bytes out && tail -n 1 err
            """#)
        #expect(ran.out.hasPrefix("4\n"))
        #expect(!ran.out.contains("differ"))
        #expect(ran.err == "")
    }

    @Test func aCauseAfterNULs() async throws {
        let shop = try await Workshop.withTeam()
        let ran = try await shop.shell(
            #"$R exec --report r.json -- sh -c 'printf "x\0y\n"; ./teamtool'"#)
        #expect(ran.status == 7)
        #expect(shop.document("r.json")["causes"] as? [String] == ["team.cache-missing"])
    }
}
