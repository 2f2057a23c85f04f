#if os(Linux)
    import Foundation
    import Glibc
    import Testing

    @testable import RecourseStore

    /// Only the order of system calls tells whether what was acknowledged was durable: a killed
    /// process loses nothing that the kernel has.
    @Suite struct SyncOrderTests {
        private static let canTrace: Bool = {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["strace", "-o", "/dev/null", "true"]
            process.standardError = FileHandle.nullDevice
            guard (try? process.run()) != nil else { return false }
            process.waitUntilExit()
            return process.terminationStatus == 0
        }()

        private enum Call: Equatable {
            case logWritten, logSynced
            case said(String)
        }

        @Test(.enabled(if: canTrace, "strace is missing, or ptrace(2) is not allowed here"))
        func theLogIsSyncedBeforeEachAcknowledgement() throws {
            let scratch = try Scratch()
            let trace = scratch.path("trace")
            let process = try WriterProcess(
                ["acknowledge", scratch.database, "traced", "1", "10"],
                under: [
                    "strace", "-f", "-y", "-s", "200", "-e",
                    "trace=fdatasync,fsync,write,pwrite64,pwritev", "-o", trace,
                ])
            #expect(process.ended() == 0)
            let calls = Self.calls(
                String(decoding: try scratch.bytes("trace"), as: UTF8.self))
            var (isSynced, syncs, said) = (true, 0, 0)
            for call in calls {
                switch call {
                case .logWritten: isSynced = false
                case .logSynced:
                    isSynced = true
                    syncs += 1
                case .said(let line):
                    #expect(isSynced && syncs > 0, "\(line)")
                    syncs = 0
                    said += 1
                }
            }
            #expect(said == 20 && process.lines.count == 20)
        }

        /// In the order in which they ended.
        private static func calls(_ trace: String) -> [Call] {
            // What a thread's call was about, until strace says how it ended.
            var unfinished: [Substring: Substring] = [:]
            return trace.split(separator: "\n").compactMap { line in
                guard let space = line.firstIndex(of: " ") else { return nil }
                let thread = line[..<space]
                var call = line[space...].drop { $0 == " " }
                if call.hasSuffix("<unfinished ...>") {
                    // A sync counts when it ends; a write from when it begins.
                    guard call.hasPrefix("fdatasync") || call.hasPrefix("fsync") else {
                        return said(call) ?? written(call)
                    }
                    unfinished[thread] = call
                    return nil
                }
                if call.hasPrefix("<... ") {
                    guard let begun = unfinished.removeValue(forKey: thread) else { return nil }
                    call = begun + call
                }
                return synced(call) ?? said(call) ?? written(call)
            }
        }

        private static func synced(_ call: Substring) -> Call? {
            (call.hasPrefix("fdatasync(") || call.hasPrefix("fsync(")) && call.contains("-wal>")
                && call.hasSuffix("= 0") ? .logSynced : nil
        }

        private static func written(_ call: Substring) -> Call? {
            (call.hasPrefix("pwrite") || call.hasPrefix("write(")) && call.contains("-wal>")
                ? .logWritten : nil
        }

        private static func said(_ call: Substring) -> Call? {
            call.hasPrefix("write(1<") ? .said(String(call)) : nil
        }
    }
#endif
