#if os(Linux)
    import Foundation
    import Glibc
    import RecourseCore
    import Testing

    @testable import RecourseStore

    /// A small file system of its own; needs the superuser and the right to mount.
    private final class Volume {
        let path: String

        static let canMount: Bool = {
            guard geteuid() == 0, let volume = try? Volume(megabytes: 1) else { return false }
            return volume.isMounted
        }()

        let isMounted: Bool

        init(megabytes: Int) throws {
            let url = FileManager.default.temporaryDirectory.appending(
                path: "recourse-volume-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            path = url.path
            isMounted = Self.run("mount", "-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", path)
        }

        deinit {
            if isMounted { _ = Self.run("umount", path) }
            try? FileManager.default.removeItem(atPath: path)
        }

        func setReadOnly() -> Bool { Self.run("mount", "-o", "remount,ro", path) }

        /// Takes what is left, up to so many bytes.
        func fill(leaving bytes: Int) throws {
            var status = statvfs()
            statvfs(path, &status)
            let free = Int(status.f_bavail) * Int(status.f_bsize)
            try Data(count: max(0, free - bytes)).write(to: URL(fileURLWithPath: path + "/filler"))
        }

        func empty() throws { try FileManager.default.removeItem(atPath: path + "/filler") }

        private static func run(_ words: String...) -> Bool {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = words
            process.standardError = FileHandle.nullDevice
            guard (try? process.run()) != nil else { return false }
            process.waitUntilExit()
            return process.terminationStatus == 0
        }
    }

    @Suite(.serialized, .enabled(if: Volume.canMount)) struct VolumeTests {
        /// What was acknowledged is there, what was not is not, and freeing room is all that is
        /// needed.
        @Test func aFullDiskHeals() async throws {
            let volume = try Volume(megabytes: 2)
            let path = volume.path + "/knowledge.db"
            let store = try KnowledgeStore(path: path, access: .writing)
            try volume.fill(leaving: 64 << 10)
            let excerpt = String(repeating: "x", count: 8_000)
            var kept = 0
            var error: (any Error)?
            while error == nil, kept < 1_000 {
                do {
                    _ = try await store.record(.made("f\(kept)", excerpt: excerpt))
                    kept += 1
                } catch let found {
                    error = found
                }
            }
            #expect(error as? StoreError == .full(path: path))
            #expect(kept > 0)
            #expect(try store.summary(since: nil).failures == kept)
            try volume.empty()
            _ = try await store.record(.made("after", excerpt: excerpt))
            #expect(try store.summary(since: nil).failures == kept + 1 && store.problems() == [])
        }

        @Test(arguments: [0, 4, 16, 40, 64]) func aNewFileOnAFullDisk(kilobytes: Int) async throws {
            let volume = try Volume(megabytes: 1)
            try volume.fill(leaving: kilobytes << 10)
            let path = volume.path + "/deep/knowledge.db"
            #expect(
                Scratch.error { _ = try KnowledgeStore(path: path, access: .writing) }
                    == .full(path: path))
            try volume.empty()
            let store = try KnowledgeStore(path: path, access: .writing)
            _ = try await store.record(.made())
            #expect(try store.summary(since: nil).failures == 1 && store.problems() == [])
        }

        @Test func aBackupToAFullDisk() throws {
            let (scratch, volume) = (try Scratch(), try Volume(megabytes: 1))
            let store = try scratch.writer()
            try volume.fill(leaving: 8 << 10)
            let target = volume.path + "/copy.db"
            #expect(Scratch.error { try store.backup(to: target) } == .full(path: target))
            #expect(!FileManager.default.fileExists(atPath: target), "half a copy is none")
        }

        @Test func aReadOnlyFolder() async throws {
            let volume = try Volume(megabytes: 2)
            let path = volume.path + "/knowledge.db"
            do { _ = try await KnowledgeStore(path: path, access: .writing).record(.made()) }
            try #require(volume.setReadOnly())
            for name in [path, volume.path + "/new.db"] {
                #expect(
                    Scratch.error { _ = try KnowledgeStore(path: name, access: .writing) }
                        == .readOnly(path: name))
            }
            let reader = try #require(try KnowledgeStore.existing(at: path))
            #expect(
                try reader.summary(since: nil).failures == 1, "what was learned can still be read")
        }
    }
#endif
