import Foundation

/// A git repository with so many small source files, a hundred in a folder, all in its index.
struct GeneratedTree {
    let root: String
    let paths: [String]

    init(files count: Int) throws {
        let root = FileManager.default.temporaryDirectory
            .appendingPathComponent("recourse-context-\(UUID().uuidString)").path
        self.root = root
        var paths: [String] = []
        for index in 0..<count {
            let folder = "Sources/Module\(index / 1_000)/Part\(index / 100 % 10)"
            if index % 100 == 0 {
                try FileManager.default.createDirectory(
                    atPath: "\(root)/\(folder)", withIntermediateDirectories: true)
            }
            let path = "\(folder)/Thing\(index).swift"
            try Self.source(index).write(
                toFile: "\(root)/\(path)", atomically: false, encoding: .utf8)
            paths.append(path)
        }
        self.paths = paths
        for arguments in [
            ["init", "-q"], ["add", "-A"],
            [
                "-c", "user.name=bench", "-c", "user.email=bench@localhost", "commit", "-qm",
                "tree", "--no-gpg-sign",
            ],
        ] { try git(arguments) }
    }

    func remove() { try? FileManager.default.removeItem(atPath: root) }

    func change(_ path: String, to round: Int) throws {
        try "struct Changed\(round) {}\n".write(
            toFile: "\(root)/\(path)", atomically: false, encoding: .utf8)
    }

    func git(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-C", root] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
    }

    private static func source(_ index: Int) -> String {
        """
        /// The thing with number \(index).
        struct Thing\(index) {
            let number = \(index)

            func act(on other: Thing\(index), times count: Int) -> Int {
                number * count + other.number
            }
        }

        """
    }
}
