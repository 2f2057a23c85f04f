import RecourseCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Fetches the key from where the settings say it is.
enum KeyReading {
    private static let mostBytes = 16 << 10

    /// - Returns: `nil` where the settings name none.
    /// - Throws: why it cannot be used; never a part of it.
    static func secret(
        _ settings: ModelSettings, environment: (String) -> String?
    ) throws(ModelSettingsError) -> Secret? {
        switch settings.key {
        case nil: return nil
        case .environment(let name):
            guard let text = environment(name), !text.isEmpty else {
                throw error(settings, .keyVariable, "the environment variable \(name) is not set")
            }
            return try secret(text, settings, .keyVariable)
        case .file(let path):
            return try secret(contents(path, settings), settings, .keyFile)
        }
    }

    private static func secret(
        _ text: String, _ settings: ModelSettings, _ setting: ModelSetting
    ) throws(ModelSettingsError) -> Secret {
        do throws(Secret.Refusal) {
            return try Secret(text)
        } catch {
            throw self.error(settings, setting, error.reason)
        }
    }

    private static func contents(
        _ path: String, _ settings: ModelSettings
    ) throws(ModelSettingsError) -> String {
        var path = path
        if path.hasPrefix("~/"), let home = getenv("HOME") {
            path = String(cString: home) + path.dropFirst()
        }
        guard path.hasPrefix("/") else {
            throw error(settings, .keyFile, "\(path) is no absolute path")
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw error(settings, .keyFile, "\(path): \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        // Of the file that is open, not of what the path may have become.
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw error(settings, .keyFile, "\(path) is no regular file")
        }
        guard status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else {
            throw error(
                settings, .keyFile, "\(path) can be read by others: its mode must be 0600")
        }
        var bytes = [UInt8](repeating: 0, count: mostBytes)
        let count = read(descriptor, &bytes, bytes.count)
        guard count >= 0 else {
            throw error(settings, .keyFile, "\(path): \(String(cString: strerror(errno)))")
        }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    private static func error(
        _ settings: ModelSettings, _ setting: ModelSetting, _ reason: String
    ) -> ModelSettingsError {
        ModelSettingsError(setting, from: settings.origins[setting], reason)
    }
}
