/// How a model is reached, and what it may cost. Never holds a key, only where it is.
public struct ModelSettings: Hashable, Sendable {
    /// How requests are written.
    public enum Wire: String, Hashable, Sendable, CaseIterable {
        /// `/v1/chat/completions`: OpenAI, llama.cpp, Ollama, vLLM, LM Studio, gateways.
        case openai
        /// `/v1/messages`.
        case anthropic
    }

    /// Where the key is.
    public enum KeySource: Hashable, Sendable {
        /// The name of an environment variable.
        case environment(String)
        /// A file of the user's own that nobody else may read.
        case file(String)
    }

    /// Whether the server constrains replies to a schema.
    public enum SchemaSupport: String, Hashable, Sendable, CaseIterable {
        /// Asked for until the server refuses it.
        case auto
        case jsonSchema = "json_schema"
        case none
    }

    public struct Timeouts: Hashable, Sendable {
        public var connect = Duration.seconds(10)
        /// From the connection to the first byte of the reply.
        public var firstByte = Duration.seconds(30)
        /// Between two pieces of the reply.
        public var idle = Duration.seconds(30)
        /// From the call to its end, with all retries and waits.
        public var whole = Duration.seconds(120)

        public init() {}
    }

    /// For a million tokens, in any currency; so the number is also what one token costs in
    /// millionths.
    public struct Prices: Hashable, Sendable {
        public var input: Double
        public var output: Double

        public init(input: Double, output: Double) {
            self.input = input
            self.output = output
        }

        /// Rounded up: what is paid is never more than what is counted.
        public func micros(of usage: ModelUsage) -> Int {
            let exact = Double(usage.input) * input + Double(usage.output) * output
            return exact < 9e18 ? Int(exact.rounded(.up)) : Int.max
        }
    }

    public var wire: Wire
    public var endpoint: ModelEndpoint
    public var model: String
    /// `nil`: the server wants none.
    public var key: KeySource?
    /// `nil`: nothing costs anything.
    public var prices: Prices?
    public var budget = ModelBudget()
    public var timeouts = Timeouts()
    public var schemaSupport = SchemaSupport.auto
    /// How many requests may be under way at once.
    public var concurrency = 4
    /// Whether a key and prompts may go to another machine unencrypted.
    public var allowsPlainHTTP = false
    /// How long a kept reply is used.
    public var cacheAge = Duration.seconds(30 * 86_400)
    /// Where each setting came from; one that is not there has its default.
    public var origins: [ModelSetting: ModelSettingOrigin] = [:]

    public init(wire: Wire, endpoint: ModelEndpoint, model: String, key: KeySource? = nil) {
        self.wire = wire
        self.endpoint = endpoint
        self.model = model
        self.key = key
    }
}

/// The settings by name, as the configuration file spells them.
public enum ModelSetting: String, Hashable, Sendable, CaseIterable {
    case enabled, wire, endpoint, model
    case keyVariable = "key-env"
    case keyFile = "key-file"
    case inputPrice = "price-input"
    case outputPrice = "price-output"
    case runCalls = "max-calls"
    case runTokens = "max-tokens"
    case runCost = "max-cost"
    case dayCalls = "max-calls-per-day"
    case dayTokens = "max-tokens-per-day"
    case dayCost = "max-cost-per-day"
    case connectTimeout = "timeout-connect"
    case firstByteTimeout = "timeout-first-byte"
    case idleTimeout = "timeout-idle"
    case wholeTimeout = "timeout"
    case schema
    case concurrency
    case allowsPlainHTTP = "allow-plain-http"
    case cacheAge = "cache-age"

    /// The environment variable that sets it; `nil`: only the file does.
    public var variable: String? {
        switch self {
        case .wire: "RECOURSE_MODEL_WIRE"
        case .endpoint: "RECOURSE_MODEL_ENDPOINT"
        case .model: "RECOURSE_MODEL"
        case .keyFile: "RECOURSE_MODEL_KEY_FILE"
        case .runCalls: "RECOURSE_MODEL_MAX_CALLS"
        case .runTokens: "RECOURSE_MODEL_MAX_TOKENS"
        case .runCost: "RECOURSE_MODEL_MAX_COST"
        case .wholeTimeout: "RECOURSE_MODEL_TIMEOUT"
        case .schema: "RECOURSE_MODEL_SCHEMA"
        default: nil
        }
    }

    /// Holds the key itself.
    public static let keyVariableItself = "RECOURSE_MODEL_KEY"
}

public enum ModelSettingOrigin: Hashable, Sendable, CustomStringConvertible {
    case file(String, line: Int)
    case environment(String)
    case flag(String)

    public var description: String {
        switch self {
        case .file(let path, let line): line > 0 ? "\(path):\(line)" : path
        case .environment(let name): "environment \(name)"
        case .flag(let name): name
        }
    }
}

/// A setting that cannot be used.
public struct ModelSettingsError: Error, Hashable, Sendable {
    public var setting: ModelSetting
    /// `nil`: it is nowhere.
    public var origin: ModelSettingOrigin?
    public var reason: String

    public init(_ setting: ModelSetting, from origin: ModelSettingOrigin? = nil, _ reason: String) {
        self.setting = setting
        self.origin = origin
        self.reason = reason
    }

    /// `ORIGIN: SETTING: REASON`.
    public var text: String {
        [origin?.description ?? "", setting.rawValue, reason].filter { !$0.isEmpty }
            .joined(separator: ": ")
    }
}
