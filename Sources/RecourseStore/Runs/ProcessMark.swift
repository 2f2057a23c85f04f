#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Tells a process from a later one of the same number: when it began, by the system's own count.
enum ProcessMark {
    /// Empty where it is not known.
    static func began(_ process: Int32) -> String {
        #if os(Linux)
            // Field 22 of proc_pid_stat(5), after the name, which may hold anything.
            guard let bytes = contents(of: "/proc/\(process)/stat"),
                let name = bytes.lastIndex(of: UInt8(ascii: ")"))
            else { return "" }
            let fields = bytes[(name + 1)...].split(separator: UInt8(ascii: " "))
            guard fields.count > 19 else { return "" }
            let boot = contents(of: "/proc/sys/kernel/random/boot_id") ?? []
            return String(decoding: boot.prefix(8), as: UTF8.self) + ":"
                + String(decoding: fields[19], as: UTF8.self)
        #else
            var information = kinfo_proc()
            var size = MemoryLayout<kinfo_proc>.stride
            var name = [CTL_KERN, KERN_PROC, KERN_PROC_PID, process]
            guard sysctl(&name, 4, &information, &size, nil, 0) == 0, size > 0 else { return "" }
            let time = information.kp_proc.p_starttime
            return "\(time.tv_sec).\(time.tv_usec)"
        #endif
    }

    /// - Parameter mark: what `began` said of the process; empty: its number is all that is known.
    static func isAlive(_ process: Int32, mark: String) -> Bool {
        guard process > 0, kill(process, 0) == 0 || errno == EPERM else { return false }
        guard !mark.isEmpty else { return true }
        let now = began(process)
        return now.isEmpty || now == mark
    }

    #if os(Linux)
        private static func contents(of path: String) -> [UInt8]? {
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return nil }
            defer { close(descriptor) }
            var bytes = [UInt8](repeating: 0, count: 4_096)
            let count = read(descriptor, &bytes, bytes.count)
            return count > 0 ? Array(bytes.prefix(count)) : nil
        }
    #endif
}
