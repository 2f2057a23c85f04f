import RecourseCore
import TOMLKit

/// What is wrong with a configuration file, and where. Nothing of it is used.
public struct ConfigurationError: Error, Hashable, Sendable {
    public var errors: [PackError]
}

/// The user's own `config.toml`.
public struct ConfigurationFile: Sendable {
    public static let maximumBytes = 1 << 20

    /// The table `[model]`.
    public var model: ModelSettingsLayer

    /// - Parameter file: its path, for errors and as the origin of settings.
    public init(parsing bytes: [UInt8], file: String) throws(ConfigurationError) {
        let document = TOMLStatements(bytes)
        let fields = try Self.fields(bytes, document, file: file)
        let findings = FieldReader.Findings()
        let root = FieldReader(path: "", fields: fields, findings: findings)
        root.refuse(allBut: ["model"])
        let locator = LineLocator(document)
        model = ModelSettingsLayer()
        if let table = root.table("model") {
            table.refuse(allBut: Set(ModelSetting.allCases.map(\.rawValue)))
            for setting in ModelSetting.allCases {
                guard let text = table.text(of: setting) else { continue }
                let line = locator.line(of: "model.\(setting.rawValue)")
                model.entries[setting] = .init(text, from: .file(file, line: line))
            }
        }
        guard findings.problems.isEmpty else {
            throw ConfigurationError(
                errors: findings.problems.map {
                    PackError(
                        file: file, line: locator.line(of: $0.field), field: $0.field,
                        reason: $0.reason)
                })
        }
    }

    private static func fields(
        _ bytes: [UInt8], _ document: TOMLStatements, file: String
    ) throws(ConfigurationError) -> [String: TOMLNode] {
        func error(_ line: Int, _ reason: String) -> ConfigurationError {
            ConfigurationError(errors: [PackError(file: file, line: line, reason: reason)])
        }
        guard bytes.count <= maximumBytes else { throw error(0, "is larger than 1 MiB") }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw error(0, "is not UTF-8")
        }
        // TOMLKit goes as deep as a key has parts, and hands over C strings.
        if let line = document.deepKey { throw error(line, "a key of too many parts") }
        if let line = document.escapedNUL { throw error(line, "an escaped NUL") }
        do {
            guard case .table(let fields) = try TOMLNode(parsing: text) else {
                throw error(0, "expected a table")
            }
            return fields
        } catch let parse as TOMLParseError {
            throw error(parse.source.begin.line, parse.description)
        } catch let known as ConfigurationError {
            throw known
        } catch {
            throw ConfigurationError(
                errors: [PackError(file: file, line: 0, reason: "cannot be read: \(error)")])
        }
    }
}

extension FieldReader {
    /// As text, after its type was checked.
    fileprivate func text(of setting: ModelSetting) -> String? {
        let key = setting.rawValue
        return switch setting {
        case .wire, .endpoint, .model, .keyVariable, .keyFile, .schema: string(key)
        case .enabled, .allowsPlainHTTP: bool(key).map(String.init)
        case .runCalls, .runTokens, .dayCalls, .dayTokens, .concurrency: int(key).map(String.init)
        case .inputPrice, .outputPrice, .runCost, .dayCost: number(key).map { String($0) }
        case .connectTimeout, .firstByteTimeout, .idleTimeout, .wholeTimeout, .cacheAge:
            duration(key).map(\.packText)
        }
    }

    /// Notes every key that is not one of these, with the one that was likely meant.
    fileprivate func refuse(allBut allowed: Set<String>) {
        for key in keys where !allowed.contains(key) {
            if path == "model", ["key", "api-key", "api_key", "apikey", "token"].contains(key) {
                note(
                    key,
                    "a key is never kept here; key-env names a variable that holds it, key-file a file"
                )
                continue
            }
            let nearest = allowed.map { (name: $0, distance: EditDistance.between($0, key)) }
                .filter { $0.distance <= max(2, key.count / 3) }
                .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
            note(
                key,
                nearest.map { "unknown key; did you mean \($0.name)?" }
                    ?? "unknown key; expected one of \(allowed.sorted().joined(separator: ", "))")
        }
    }
}
