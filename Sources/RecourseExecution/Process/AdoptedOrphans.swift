import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// Processes that commands left behind and that became our children when their parents ended.
enum AdoptedOrphans {
    /// Takes note of the end of those that have ended. One that stays in our session is left to the
    /// end of this process: it cannot be told from a child of some other part of it.
    static func reap() {
        #if os(Linux)
            guard ProcessSetting.shared.adoptsOrphans else { return }
            while let ended = endedChild(), isOrphan(ended) {
                waitpid(ended, nil, WNOHANG)
            }
        #endif
    }

    #if os(Linux)
        /// A child that has ended and nobody has taken note of.
        private static func endedChild() -> pid_t? {
            var information = siginfo_t()
            guard waitid(P_ALL, 0, &information, WEXITED | WNOHANG | WNOWAIT) == 0 else {
                return nil
            }
            let number = information._sifields._sigchld.si_pid
            return number > 0 ? number : nil
        }

        private static func isOrphan(_ number: pid_t) -> Bool {
            guard !ChildProcess.spawning.withLock({ $0.contains(number) }) else { return false }
            return ProcessTable.entry(of: number).map { $0.session != getsid(0) } ?? false
        }
    #endif
}
