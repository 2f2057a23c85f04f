import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// The processes that stem from one command.
///
/// A process belongs to it whose parent does, or whose session or process group is one that the
/// command made; on Linux also an orphan that came to us (we adopt them, `PR_SET_CHILD_SUBREAPER`)
/// and bears the command's mark. So a daemon is found that left its group and session and whose
/// parent has ended, unless it also emptied its environment while several commands ran.
struct ProcessTree {
    let leader: pid_t
    private let mark: RunMark
    /// Those found before, by number and start: a member remains one whatever becomes of its
    /// parent.
    private var known: [pid_t: UInt64] = [:]

    init(leader: pid_t, mark: RunMark) {
        self.leader = leader
        self.mark = mark
    }

    /// Sends a signal to all that are alive.
    mutating func signal(_ number: Int32) {
        let ourGroup = getpgrp()
        let members = living()
        // A whole group at once, so that a fork meanwhile does not escape.
        // Never -1, which is everybody.
        let groups = Set(members.map(\.group)).filter { $0 != ourGroup && $0 > 1 }
        for group in groups { kill(-group, number) }
        for member in members where !groups.contains(member.group) { kill(member.number, number) }
        // Where the table cannot be read.
        if members.isEmpty { kill(leader, number) }
    }

    /// Whether none is alive.
    mutating func isEmpty() -> Bool { living().isEmpty }

    private mutating func living() -> [ProcessEntry] {
        members(of: ProcessTable.snapshot()).filter { !$0.isZombie }
    }

    /// - Parameter table: taken while the leader was not reaped.
    private mutating func members(of table: [ProcessEntry]) -> [ProcessEntry] {
        let us = getpid()
        let ourGroup = getpgrp()
        let ourSession = getsid(0)
        let orphans = adopted(in: table)
        var members: [pid_t: ProcessEntry] = [:]
        var groups: Set<pid_t> = [ourGroup]
        var sessions: Set<pid_t> = [ourSession]
        func add(_ entry: ProcessEntry) {
            members[entry.number] = entry
            groups.insert(entry.group)
            sessions.insert(entry.session)
        }
        for entry in table
        where entry.number == leader || known[entry.number] == entry.start
            || orphans.contains(entry.number)
        {
            add(entry)
        }
        var before = -1
        while members.count > before {
            before = members.count
            for entry in table where members[entry.number] == nil && entry.number != us {
                let isOfGroup = entry.group != ourGroup && groups.contains(entry.group)
                let isOfSession = entry.session != ourSession && sessions.contains(entry.session)
                if members[entry.parent] != nil || isOfGroup || isOfSession { add(entry) }
            }
        }
        known = members.mapValues(\.start)
        return Array(members.values)
    }

    /// Orphans of this command that have become our children.
    private func adopted(in table: [ProcessEntry]) -> Set<pid_t> {
        guard ProcessSetting.shared.adoptsOrphans,
            let leaderStart = table.first(where: { $0.number == leader })?.start
        else { return [] }
        let us = getpid()
        let candidates = table.filter {
            $0.parent == us && !$0.isZombie && $0.start >= leaderStart && $0.number != leader
        }
        guard !candidates.isEmpty else { return [] }
        // After the snapshot: whoever starts a child holds the lock until it is entered.
        let started = ChildProcess.spawning.withLock { $0 }
        return Set(
            candidates.map(\.number).filter { number in
                guard !started.contains(number),
                    let environment = SmallFile.contents("/proc/\(number)/environ", upTo: 4 << 20)
                else { return false }
                return mark.owns(environment)
            })
    }
}
