#if os(Linux)
    import Foundation
    import Glibc
    import Testing

    @testable import RecourseStore

    /// A disk that is full, or that fails, is told of once; the process goes on, and what waited is
    /// written, once, when the disk is well again.
    @Suite(.serialized) struct FailingDiskTests {
        private func check(
            _ process: WriterProcess, _ scratch: Scratch, isTrouble: (String) -> Bool,
            break breakDisk: () throws -> Void, mend: () throws -> Void
        ) throws {
            #expect(process.line("ready") != nil)
            usleep(50_000)
            try breakDisk()
            let trouble = try #require(process.line("trouble"))
            #expect(isTrouble(trouble), "\(trouble)")
            // Some retries long.
            usleep(300_000)
            try mend()
            #expect(process.line("healed") != nil)
            process.endInput()
            #expect(process.ended() == 0)
            let ended = try #require(process.line("ended")).split(separator: " ")
            let count = try #require(Int(ended[1]))
            #expect(ended[2] == "0", "lost")
            #expect(process.lines.filter { $0.hasPrefix("trouble") }.count == 1)
            #expect(!process.lines.contains { $0.hasPrefix("lost") })
            let written = try Written(scratch)
            #expect(written.failures == Set((0..<count).map { "d-\($0)" }))
        }

        // MARK: Full

        /// A file system of our own, of 12 MB, over the scratch folder; `nil` where we may not.
        private static func mounted() throws -> Scratch? {
            let scratch = try Scratch()
            return mount("tmpfs", scratch.folder, "tmpfs", 0, "size=12m") == 0 ? scratch : nil
        }

        private static let mayMount: Bool = {
            guard let scratch = try? mounted() else { return false }
            umount2(scratch.folder, Int32(MNT_DETACH))
            return true
        }()

        @Test(.enabled(if: mayMount, "mounting a small file system needs the superuser"))
        func full() throws {
            let scratch = try #require(try Self.mounted())
            defer { umount2(scratch.folder, Int32(MNT_DETACH)) }
            let filler = scratch.path("filler")
            let process = try WriterProcess(["queue", scratch.database, "d", "1000"])
            try check(process, scratch) {
                $0.contains("full")
            } break: {
                let descriptor = open(filler, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
                defer { close(descriptor) }
                let bytes = [UInt8](repeating: 1, count: 4_096)
                while write(descriptor, bytes, bytes.count) > 0 {}
            } mend: {
                unlink(filler)
            }
        }

        // MARK: Failing

        /// Lets calls on the database's files fail with EIO while a trigger is there; `done` fails
        /// after the work is done.
        private static let shim = """
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <errno.h>
            #include <fcntl.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <string.h>
            #include <unistd.h>
            static int fails(int fd, const char *kind) {
                const char *trigger = getenv("FAILING_DISK");
                char path[512], link[64], name[512];
                snprintf(path, sizeof path, "%s.%s", trigger ? trigger : "", kind);
                if (access(path, F_OK) != 0) return 0;
                snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
                ssize_t n = readlink(link, name, sizeof name - 1);
                if (n < 0) return 0;
                name[n] = 0;
                return strstr(name, "knowledge.db") != NULL;
            }
            int fdatasync(int fd) {
                static int (*next)(int);
                if (!next) next = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
                if (fails(fd, "sync")) { errno = EIO; return -1; }
                int result = next(fd);
                if (fails(fd, "done")) { errno = EIO; return -1; }
                return result;
            }
            int fsync(int fd) { return fdatasync(fd); }
            ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
                static ssize_t (*next)(int, const void *, size_t, off64_t);
                if (!next) next = (ssize_t (*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64");
                if (fails(fd, "write")) { errno = EIO; return -1; }
                return next(fd, bytes, count, offset);
            }
            ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
                return pwrite64(fd, bytes, count, offset);
            }
            """

        private static func library(in scratch: Scratch) -> String? {
            let (source, library) = (scratch.path("shim.c"), scratch.path("shim.so"))
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["gcc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"]
            guard (try? scratch.write(Data(shim.utf8), to: "shim.c")) != nil,
                (try? process.run()) != nil
            else { return nil }
            process.waitUntilExit()
            return process.terminationStatus == 0 ? library : nil
        }

        private static let hasCompiler: Bool = {
            guard let scratch = try? Scratch() else { return false }
            return library(in: scratch) != nil
        }()

        @Test(
            .enabled(if: hasCompiler, "gcc is missing"), arguments: ["sync", "done", "write"])
        func failing(_ kind: String) throws {
            let scratch = try Scratch()
            let library = try #require(Self.library(in: scratch))
            let process = try WriterProcess(
                ["queue", scratch.database, "d", "1000"],
                environment: ["LD_PRELOAD": library, "FAILING_DISK": scratch.path("trigger")])
            try check(process, scratch) {
                $0.contains("I/O")
            } break: {
                try scratch.write(Data(), to: "trigger.\(kind)")
            } mend: {
                unlink(scratch.path("trigger.\(kind)"))
            }
        }

        /// Killed while the disk fails: what the log holds of a commit that was not acknowledged
        /// may be found or not, but not half of it, and not twice.
        @Test(.enabled(if: hasCompiler, "gcc is missing"), arguments: ["sync", "done", "write"])
        func killedWhileFailing(_ kind: String) throws {
            let scratch = try Scratch()
            let library = try #require(Self.library(in: scratch))
            let process = try WriterProcess(
                ["acknowledge", scratch.database, "k", "4", "0"],
                environment: ["LD_PRELOAD": library, "FAILING_DISK": scratch.path("trigger")])
            #expect(process.line("step") != nil)
            try scratch.write(Data(), to: "trigger.\(kind)")
            usleep(200_000)
            kill(process.pid, SIGKILL)
            process.ended()
            let written = try Written(scratch)
            let there = Set(written.failures.map { "failure " + $0 })
                .union(written.steps.map { "step " + $0 })
            #expect(Set(process.lines).subtracting(there) == [])
        }
    }
#endif
