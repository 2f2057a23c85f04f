import RecourseCore
import RecourseLLM

/// The settings that are in force, and where each comes from. Never the key.
struct ModelSettingsTable: Encodable {
    struct Row: Encodable {
        var setting: String
        var value: String
        var from: String
    }

    var rows: [Row]

    init(_ settings: ModelSettings) {
        rows = ModelSetting.allCases.compactMap { setting in
            Self.value(setting, settings).map {
                Row(
                    setting: setting.rawValue, value: $0,
                    from: settings.origins[setting]?.description ?? "default")
            }
        }
    }

    var table: Table {
        Table(
            columns: ["SETTING", "VALUE", "FROM"],
            rows: rows.map { [$0.setting, $0.value, $0.from] })
    }

    private static func value(_ setting: ModelSetting, _ settings: ModelSettings) -> String? {
        func money(_ micros: Int?) -> String? { micros.map { "\(Double($0) / 1e6)" } }
        let (run, day, timeouts) = (settings.budget.run, settings.budget.day, settings.timeouts)
        switch setting {
        case .enabled: return nil
        case .wire: return settings.wire.rawValue
        case .endpoint: return settings.endpoint.description
        case .model: return settings.model
        case .keyVariable:
            if case .environment(let name)? = settings.key { return name }
            return settings.key == nil ? "none" : nil
        case .keyFile:
            if case .file(let path)? = settings.key { return path }
            return nil
        case .inputPrice: return settings.prices.map { "\($0.input)" }
        case .outputPrice: return settings.prices.map { "\($0.output)" }
        case .runCalls: return run.calls.map(String.init)
        case .runTokens: return run.tokens.map(String.init)
        case .runCost: return money(run.micros)
        case .dayCalls: return day.calls.map(String.init)
        case .dayTokens: return day.tokens.map(String.init)
        case .dayCost: return money(day.micros)
        case .connectTimeout: return timeouts.connect.packText
        case .firstByteTimeout: return timeouts.firstByte.packText
        case .idleTimeout: return timeouts.idle.packText
        case .wholeTimeout: return timeouts.whole.packText
        case .schema: return settings.schemaSupport.rawValue
        case .concurrency: return String(settings.concurrency)
        case .allowsPlainHTTP: return settings.allowsPlainHTTP ? "true" : nil
        case .cacheAge: return settings.cacheAge.packText
        }
    }
}
