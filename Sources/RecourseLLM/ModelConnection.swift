import RecourseCore

/// From settings to a client: the one place where its layers are put together.
public enum ModelConnection {
    /// From the outside: kept and joined replies, budget and statistics, slots, circuit, retries, the
    /// wire format, HTTP.
    /// - Parameters:
    ///   - run: what the budget of a run is counted by.
    ///   - now: seconds since 1970-01-01 UTC.
    ///   - environment: looks variables up; only the one that the settings name is.
    ///   - estimate: tokens of a text, where the server does not count; default: a token for 3.5 bytes.
    /// - Throws: where the key cannot be had. Nothing is connected to yet.
    public static func client(
        settings: ModelSettings, ledger: any ModelLedger, run: String,
        now: @escaping @Sendable () -> Double, environment: (String) -> String?,
        estimate: @escaping @Sendable (String) -> Int = { estimatedTokens(of: $0) }
    ) throws(ModelSettingsError) -> any ModelClient {
        let key = try KeyReading.secret(settings, environment: environment)
        let caller = ServerCaller(
            settings: settings, key: key, ledger: ledger,
            environment: .init(transport: CurlTransport(), now: now))
        return CachingClient(
            MeteredClient(caller: caller, ledger: ledger, run: run, now: now, estimate: estimate),
            ledger: ledger, age: settings.cacheAge, now: now)
    }

    /// Whether there is a key to be had where the settings say so.
    /// - Throws: why not; never a part of it.
    public static func checkKey(
        _ settings: ModelSettings, environment: (String) -> String?
    ) throws(ModelSettingsError) {
        _ = try KeyReading.secret(settings, environment: environment)
    }

    public static func estimatedTokens(of text: String) -> Int { (text.utf8.count * 2 + 6) / 7 }

    /// The HTTP library that was found, with its version.
    /// - Throws: `ModelError.unreachable` where there is none.
    public static func library() throws(ModelError) -> String {
        switch CurlTransport.library {
        case .success(let version): return version
        case .failure(let failure): throw ModelError(failure)
        }
    }
}
