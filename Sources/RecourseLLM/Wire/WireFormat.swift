import RecourseCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// How a question is written for a kind of server, and its answer read.
protocol WireFormat: Sendable {
    /// The address to post to.
    func url(of endpoint: ModelEndpoint) -> String
    func headers(key: Secret?) -> [(name: String, value: String)]
    func body(of request: ModelRequest, model: String, dialect: Dialect) -> [UInt8]
    /// Lines after which a stream has nothing more to say.
    var endMarkers: [String] { get }
    func reply(document: [UInt8]) throws(ModelError) -> WireReply
    /// - Throws: `ModelError.malformed` where the stream ends before the reply does.
    func reply(stream: [EventStream.Event]) throws(ModelError) -> WireReply
}

/// A reply as it came over the wire.
struct WireReply: Equatable {
    var text: String
    /// `nil`: the server did not say.
    var usage: ModelUsage?
    var model: String?
}

extension WireFormat {
    /// Whatever form the reply came in: some servers stream nothing, whatever they are asked.
    func reply(_ body: [UInt8]) throws(ModelError) -> WireReply {
        let first = body.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        guard let first else { throw .malformed("the answer is empty") }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            return try reply(document: body)
        }
        var stream = EventStream()
        let events = stream.feed(body) + [stream.finish()].compactMap(\.self)
        guard !events.isEmpty else { throw .malformed("the answer is neither JSON nor a stream") }
        return try reply(stream: events)
    }

    func decoded<Value: Decodable>(
        _ type: Value.Type, _ bytes: [UInt8]
    ) throws(ModelError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw .malformed("the answer is not in the wire format: \(Self.reason(error))")
        }
    }

    private static func reason(_ error: any Error) -> String {
        let path = { (context: DecodingError.Context) in
            context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
                .joined(separator: ".")
        }
        return switch error as? DecodingError {
        case .typeMismatch(_, let context)?, .valueNotFound(_, let context)?:
            "\(path(context)) has another type"
        case .keyNotFound(let key, let context)?:
            "\(path(context)) has no \(key.stringValue)"
        default: "it is not JSON"
        }
    }
}

/// What a server says when it fails, in any of the shapes that are about.
struct WireFault: Decodable {
    var type: String?
    var message: String?
    var code: Int?

    private enum Keys: String, CodingKey { case type, message, code }

    init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            message = text
            return
        }
        let fields = try decoder.container(keyedBy: Keys.self)
        type = try? fields.decode(String.self, forKey: .type)
        message = try? fields.decode(String.self, forKey: .message)
        code = try? fields.decode(Int.self, forKey: .code)
    }

    /// As the status that the server would have answered with, had it known in time.
    var error: ModelError {
        let status =
            switch type {
            case "overloaded_error": 529
            case "rate_limit_error": 429
            case "authentication_error": 401
            case "permission_error": 403
            case "not_found_error": 404
            case "invalid_request_error": 400
            default: code.flatMap { 400...599 ~= $0 ? $0 : nil } ?? 500
            }
        return .status(status, text: ServerText.cut(message ?? type ?? "it gave no reason"))
    }
}

/// A server's own words, fit to be shown.
enum ServerText {
    private static let most = 500

    /// The message of an error document, or the text itself, cut.
    static func message(of body: [UInt8]) -> String {
        struct Document: Decodable {
            var error: WireFault?
            var message: String?
            var detail: String?
        }
        if let document = try? JSONDecoder().decode(Document.self, from: Data(body)),
            let text = document.error?.message ?? document.error?.type ?? document.message
                ?? document.detail
        {
            return cut(text)
        }
        return cut(String(decoding: body.prefix(4 * most), as: UTF8.self))
    }

    /// On one line, without control characters.
    static func cut(_ text: String) -> String {
        var result = ""
        var count = 0
        for scalar in text.unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control
            let isHidden =
                scalar.properties.generalCategory == .format
                || scalar.properties.generalCategory == .lineSeparator
                || scalar.properties.generalCategory == .paragraphSeparator
            result.unicodeScalars.append(isControl || isHidden ? " " : scalar)
            count += 1
            if count >= most { return result + "…" }
        }
        return result
    }
}
