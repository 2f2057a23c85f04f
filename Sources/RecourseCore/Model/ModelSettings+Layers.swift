/// What one place says of the settings, as text: a file, the environment, the flags.
public struct ModelSettingsLayer: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        public var text: String
        public var origin: ModelSettingOrigin

        public init(_ text: String, from origin: ModelSettingOrigin) {
            self.text = text
            self.origin = origin
        }
    }

    public var entries: [ModelSetting: Entry]

    public init(_ entries: [ModelSetting: Entry] = [:]) { self.entries = entries }

    /// Of environment variables that are set and not empty.
    public init(environment: (String) -> String?) {
        entries = [:]
        for setting in ModelSetting.allCases {
            guard let name = setting.variable, let text = environment(name), !text.isEmpty else {
                continue
            }
            entries[setting] = Entry(text, from: .environment(name))
        }
        let key = ModelSetting.keyVariableItself
        if environment(key)?.isEmpty == false {
            // Where the key is, never the key.
            entries[.keyVariable] = Entry(key, from: .environment(key))
        }
    }

    /// `--no-model` is `enabled` with `false`.
    public mutating func set(_ setting: ModelSetting, _ text: String?, flag: String) {
        if let text { entries[setting] = Entry(text, from: .flag(flag)) }
    }

    /// The address that this layer alone would lead to.
    fileprivate var addressed: ModelEndpoint? {
        if let entry = entries[.endpoint] { return try? ModelEndpoint(parsing: entry.text) }
        return (entries[.wire].flatMap { .init(rawValue: $0.text) } ?? ModelSettings.Wire.openai)
            .usualEndpoint
    }

    fileprivate var key: (ModelSettings.KeySource, ModelSetting, ModelSettingOrigin)? {
        if let entry = entries[.keyVariable] {
            return (.environment(entry.text), .keyVariable, entry.origin)
        }
        return entries[.keyFile].map { (.file($0.text), .keyFile, $0.origin) }
    }
}

extension ModelSettings {
    /// Flags over the environment over the file over the defaults. A project's own configuration
    /// is none of them.
    ///
    /// A key that the file names goes only to the address that the file names: another address
    /// from the environment or a flag needs a key from there.
    /// - Returns: `nil`: off, because nothing names an address, a wire format or a model, or
    ///   because it was switched off.
    /// - Throws: the first setting that cannot be used, and where it stands.
    public static func resolved(
        file: ModelSettingsLayer? = nil, environment: ModelSettingsLayer = .init(),
        flags: ModelSettingsLayer = .init()
    ) throws(ModelSettingsError) -> ModelSettings? {
        let layers = [file ?? .init(), environment, flags]
        var reader = Reader(
            entries: layers.reduce(into: [:]) { $0.merge($1.entries) { _, later in later } })
        guard try reader.bool(.enabled) ?? true,
            [.wire, .endpoint, .model].contains(where: { reader.entries[$0] != nil })
        else { return nil }

        let named = try reader.endpoint()
        let wire: Wire =
            try reader.choice(.wire)
            ?? (named?.host == "api.anthropic.com" ? .anthropic : .openai)
        guard let model = reader.text(.model) else {
            throw ModelSettingsError(.model, "is missing: no model is named")
        }
        guard !model.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }), model.utf8.count <= 200
        else { throw reader.error(.model, "is no name of a model") }
        var settings = ModelSettings(
            wire: wire, endpoint: named ?? wire.usualEndpoint, model: model)
        try settings.readLimits(&reader)
        try settings.readKey(layers, &reader)
        settings.origins = reader.origins
        return settings
    }

    private mutating func readLimits(_ reader: inout Reader) throws(ModelSettingsError) {
        let (input, output) = (try reader.price(.inputPrice), try reader.price(.outputPrice))
        if let input, let output {
            prices = Prices(input: input, output: output)
        } else if input != nil || output != nil {
            let missing: ModelSetting = input == nil ? .inputPrice : .outputPrice
            throw ModelSettingsError(missing, "is missing: prices are given for both directions")
        }
        budget.run = .init(
            calls: try reader.count(.runCalls), tokens: try reader.count(.runTokens),
            micros: try reader.price(.runCost).map(Self.micros))
        budget.day = .init(
            calls: try reader.count(.dayCalls), tokens: try reader.count(.dayTokens),
            micros: try reader.price(.dayCost).map(Self.micros))
        if prices == nil, let setting = [ModelSetting.runCost, .dayCost].first(where: reader.has) {
            throw reader.error(setting, "needs price-input and price-output")
        }
        timeouts.connect = try reader.duration(.connectTimeout) ?? timeouts.connect
        timeouts.firstByte = try reader.duration(.firstByteTimeout) ?? timeouts.firstByte
        timeouts.idle = try reader.duration(.idleTimeout) ?? timeouts.idle
        timeouts.whole = try reader.duration(.wholeTimeout) ?? timeouts.whole
        schemaSupport = try reader.choice(.schema) ?? schemaSupport
        concurrency = try reader.count(.concurrency) ?? concurrency
        guard 1...64 ~= concurrency else { throw reader.error(.concurrency, "is 1 to 64") }
        cacheAge = try reader.duration(.cacheAge) ?? cacheAge
        allowsPlainHTTP = try reader.bool(.allowsPlainHTTP) ?? allowsPlainHTTP
        guard endpoint.isEncrypted || endpoint.isLoopback || allowsPlainHTTP else {
            throw reader.error(
                .endpoint,
                "\(endpoint.origin) is another machine and not encrypted; allow-plain-http allows it"
            )
        }
    }

    private mutating func readKey(
        _ layers: [ModelSettingsLayer], _ reader: inout Reader
    ) throws(ModelSettingsError) {
        let rank = layers.lastIndex { $0.key != nil }
        guard let rank, let (source, setting, origin) = layers[rank].key else { return }
        if rank == 0, layers[0].addressed?.origin != endpoint.origin { return }
        if case .environment(let name) = source {
            let good = name.utf8.allSatisfy {
                0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 || $0 == 0x5F
            }
            guard good, name.first?.isNumber == false else {
                // What stands there may be a key: it is not repeated.
                throw ModelSettingsError(
                    setting, from: origin,
                    "is no name of a variable (it names the variable that holds the key)")
            }
        }
        key = source
        reader.origins[setting] = origin
    }

    private static func micros(_ price: Double) -> Int { Int((price * 1e6).rounded(.down)) }
}

extension ModelSettings.Wire {
    /// The address of those who made the format.
    public var usualEndpoint: ModelEndpoint {
        do {
            return try ModelEndpoint(
                parsing: self == .openai ? "https://api.openai.com" : "https://api.anthropic.com")
        } catch { preconditionFailure("an address of ours: \(error.reason)") }
    }
}

/// Takes settings from the merged layers, and remembers where they came from.
private struct Reader {
    let entries: [ModelSetting: ModelSettingsLayer.Entry]
    var origins: [ModelSetting: ModelSettingOrigin] = [:]

    init(entries: [ModelSetting: ModelSettingsLayer.Entry]) { self.entries = entries }

    func has(_ setting: ModelSetting) -> Bool { entries[setting] != nil }

    func error(_ setting: ModelSetting, _ reason: String) -> ModelSettingsError {
        ModelSettingsError(setting, from: entries[setting]?.origin, reason)
    }

    mutating func text(_ setting: ModelSetting) -> String? {
        guard let entry = entries[setting], !entry.text.isEmpty else { return nil }
        origins[setting] = entry.origin
        return entry.text
    }

    mutating func bool(_ setting: ModelSetting) throws(ModelSettingsError) -> Bool? {
        guard let text = text(setting) else { return nil }
        guard let value = Bool(text) else { throw error(setting, "is true or false") }
        return value
    }

    mutating func endpoint() throws(ModelSettingsError) -> ModelEndpoint? {
        guard let text = text(.endpoint) else { return nil }
        do throws(ModelEndpoint.Refusal) {
            return try ModelEndpoint(parsing: text)
        } catch {
            throw self.error(.endpoint, error.reason)
        }
    }

    mutating func choice<Value: RawRepresentable & CaseIterable>(
        _ setting: ModelSetting
    ) throws(ModelSettingsError) -> Value? where Value.RawValue == String {
        guard let text = text(setting) else { return nil }
        if let value = Value(rawValue: text) { return value }
        let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
        throw error(setting, "`\(text)` is not one of \(names)")
    }

    mutating func count(_ setting: ModelSetting) throws(ModelSettingsError) -> Int? {
        guard let text = text(setting) else { return nil }
        guard let number = Int(text), 0...1_000_000_000_000 ~= number else {
            throw error(setting, "is a whole number, 0 or more")
        }
        return number
    }

    mutating func price(_ setting: ModelSetting) throws(ModelSettingsError) -> Double? {
        guard let text = text(setting) else { return nil }
        guard let number = Double(text), 0...1e9 ~= number else {
            throw error(setting, "is a number, 0 or more")
        }
        return number
    }

    mutating func duration(_ setting: ModelSetting) throws(ModelSettingsError) -> Duration? {
        guard let text = text(setting) else { return nil }
        guard let duration = Duration(parsing: text), duration > .zero else {
            throw error(setting, "`\(text)` is not a duration such as 500ms, 120s, 2m or 24h")
        }
        return duration
    }
}
