#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// A process of the system at one moment.
struct ProcessEntry: Hashable, Sendable {
    var number: pid_t
    var parent: pid_t
    var group: pid_t
    var session: pid_t
    /// When it started, in a unit of the system; with the number it names a process for good.
    var start: UInt64
    /// It has ended and waits for its parent to take note.
    var isZombie: Bool
    /// The name of its program, which the system may have cut (15 bytes on Linux).
    var name: String
}

/// All processes of the system.
enum ProcessTable {
    #if os(Linux)
        static func snapshot() -> [ProcessEntry] {
            guard let folder = opendir("/proc") else { return [] }
            defer { closedir(folder) }
            var entries: [ProcessEntry] = []
            while let item = readdir(folder) {
                let number = withUnsafeBytes(of: &item.pointee.d_name) { decimal($0) }
                if let number, let entry = entry(of: pid_t(number)) { entries.append(entry) }
            }
            return entries
        }

        /// - Returns: `nil` where there is no such process.
        static func entry(of number: pid_t) -> ProcessEntry? {
            guard let text = SmallFile.contents("/proc/\(number)/stat", upTo: 1024) else {
                return nil
            }
            return parse(text)
        }

        /// Parses proc_pid_stat(5): `number (name) state parent group session ...`, the start as
        /// the 22nd field. The name may hold anything, closing parentheses included.
        static func parse(_ line: [UInt8]) -> ProcessEntry? {
            guard let open = line.firstIndex(of: UInt8(ascii: "(")),
                let close = line.lastIndex(of: UInt8(ascii: ")")), open < close
            else { return nil }
            let fields = line[(close + 1)...].split(separator: UInt8(ascii: " "))
            func field(_ position: Int) -> Int64? {
                position - 3 < fields.count
                    ? Int64(String(decoding: fields[position - 3], as: UTF8.self)) : nil
            }
            guard let number = Int64(String(decoding: line[..<(open - 1)], as: UTF8.self)),
                let parent = field(4), let group = field(5), let session = field(6),
                let start = field(22), let state = fields.first?.first
            else { return nil }
            return ProcessEntry(
                number: pid_t(number), parent: pid_t(parent), group: pid_t(group),
                session: pid_t(session), start: UInt64(start),
                isZombie: state == UInt8(ascii: "Z") || state == UInt8(ascii: "X"),
                name: String(decoding: line[(open + 1)..<close], as: UTF8.self))
        }

        private static func decimal(_ name: UnsafeRawBufferPointer) -> Int? {
            var value = 0
            for (index, byte) in name.enumerated() {
                if byte == 0 { return index > 0 ? value : nil }
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), index < 10 else {
                    return nil
                }
                value = value * 10 + Int(byte - UInt8(ascii: "0"))
            }
            return nil
        }
    #else
        static func snapshot() -> [ProcessEntry] {
            var request = [CTL_KERN, KERN_PROC, KERN_PROC_ALL]
            var size = 0
            guard sysctl(&request, 3, nil, &size, nil, 0) == 0 else { return [] }
            // Some more may start before the second call.
            let room = size / MemoryLayout<kinfo_proc>.stride + 64
            var list = [kinfo_proc](repeating: kinfo_proc(), count: room)
            size = room * MemoryLayout<kinfo_proc>.stride
            guard sysctl(&request, 3, &list, &size, nil, 0) == 0 else { return [] }
            return list.prefix(size / MemoryLayout<kinfo_proc>.stride).map(entry)
        }

        private static func entry(_ information: kinfo_proc) -> ProcessEntry {
            let process = information.kp_proc
            let started = process.p_un.__p_starttime
            let name = withUnsafeBytes(of: process.p_comm) { $0.prefix { $0 != 0 } }
            return ProcessEntry(
                number: process.p_pid, parent: information.kp_eproc.e_ppid,
                group: information.kp_eproc.e_pgid, session: getsid(process.p_pid),
                start: UInt64(started.tv_sec) * 1_000_000 + UInt64(started.tv_usec),
                isZombie: Int32(process.p_stat) == SZOMB,
                name: String(decoding: name, as: UTF8.self))
        }
    #endif
}
