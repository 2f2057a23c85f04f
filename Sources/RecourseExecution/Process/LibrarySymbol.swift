#if os(Linux)
    import Glibc

    /// Functions of the C library that Swift's import of it leaves out: it is read without
    /// `_GNU_SOURCE`, and a function with variable arguments is never imported.
    enum LibrarySymbol {
        typealias ControlProcess =
            @convention(c) (CInt, CUnsignedLong, CUnsignedLong, CUnsignedLong, CUnsignedLong) ->
            CInt
        typealias AddDirectory =
            @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, UnsafePointer<CChar>)
            -> CInt
        typealias AddCloseFrom =
            @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, CInt) -> CInt

        typealias OpenProcess = @convention(c) (pid_t, CUnsignedInt) -> CInt

        /// prctl(2).
        static let controlProcess = function("prctl", as: ControlProcess.self)
        /// glibc 2.29 has it.
        static let addDirectory = function(
            "posix_spawn_file_actions_addchdir_np", as: AddDirectory.self)
        /// glibc 2.34 has it.
        static let addCloseFrom = function(
            "posix_spawn_file_actions_addclosefrom_np", as: AddCloseFrom.self)

        /// glibc 2.36 has it.
        static let openProcess = function("pidfd_open", as: OpenProcess.self)

        private static func function<Function>(
            _ name: String, as type: Function.Type
        ) -> Function? {
            dlsym(nil, name).map { unsafeBitCast($0, to: type) }
        }
    }
#endif
