import RecourseCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

extension LocalWorkspace {
    public func hasProgram(_ name: String) -> Bool { (try? programLookup.find(name)) != nil }

    public func programs() -> [String] {
        var names: Set<String> = []
        for folder in programLookup.folders {
            let path = folder.isEmpty ? root : absolute(folder)
            for entry in FolderListing.entries(path)
            where entry.kind == .file && access("\(path)/\(entry.name)", X_OK) == 0 {
                names.insert(entry.name)
            }
        }
        return names.sorted()
    }

    public func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    public func isProcessRunning(named name: String) -> Bool {
        ProcessTable.snapshot().contains { !$0.isZombie && $0.isNamed(name) }
    }

    public func isPortFree(_ port: Int) -> Bool { LoopbackPort(port)?.isFree ?? false }

    public var isRoot: Bool { geteuid() == 0 }

    public var platform: String {
        #if canImport(Darwin)
            "macos"
        #else
            "linux"
        #endif
    }

    public func output(of argv: [String]) async -> [UInt8]? {
        let result = await CommandExecution(
            command: Command(argv: argv, directory: root), wiring: .looking, timeout: .seconds(5),
            limits: .beginning(1_000_000)
        ).result()
        return result.exit.isSuccess ? result.output.bytes : nil
    }

    private var programLookup: ProgramLookup {
        ProgramLookup(path: environment("PATH"), directory: root)
    }
}

extension ProcessEntry {
    /// Whether it was started by this name: that of its program, or the last part of its first
    /// argument, where the system has cut or changed the other.
    fileprivate func isNamed(_ wanted: String) -> Bool {
        if name == wanted { return true }
        #if os(Linux)
            // The kernel keeps 15 bytes.
            if wanted.utf8.count > 15, name.utf8.elementsEqual(wanted.utf8.prefix(15)) {
                return true
            }
            let line = SmallFile.contents("/proc/\(number)/cmdline", upTo: 4096) ?? []
            return baseName(String(decoding: line.prefix { $0 != 0 }, as: UTF8.self)) == wanted
        #else
            return false
        #endif
    }
}
