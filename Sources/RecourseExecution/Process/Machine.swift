#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// The machine's processors, and what it says of its memory.
public enum Machine {
    /// Processors that this process may run on; at least 1.
    public static var processors: Int { max(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 1) }

    /// The text of `/proc/meminfo` (proc_meminfo(5)); `nil` where there is none.
    public static var memoryText: String? {
        guard let bytes = SmallFile.contents("/proc/meminfo", upTo: 64 << 10) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
