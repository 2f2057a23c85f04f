/// One question to a language model. Everything in it was redacted before.
public struct ModelRequest: Hashable, Sendable, Codable {
    /// What a question is for; budgets and statistics are kept by it.
    public enum Purpose: String, Hashable, Sendable, Codable, CaseIterable {
        case plan, remedy, test
    }

    /// One turn of the conversation, beginning with the user's.
    public struct Turn: Hashable, Sendable, Codable {
        public enum Role: String, Hashable, Sendable, Codable { case user, assistant }

        public var role: Role
        public var text: String

        public init(_ role: Role, _ text: String) {
            self.role = role
            self.text = text
        }
    }

    public var purpose: Purpose
    /// What stays the same from request to request, so that a server can keep it.
    public var system: String
    public var turns: [Turn]
    /// What the reply has to be; `nil`: free text.
    public var schema: ReplySchema?
    /// The most that the reply may be long, in the model's tokens.
    public var maximumTokens: Int

    public init(
        purpose: Purpose, system: String, turns: [Turn], schema: ReplySchema? = nil,
        maximumTokens: Int
    ) {
        self.purpose = purpose
        self.system = system
        self.turns = turns
        self.schema = schema
        self.maximumTokens = maximumTokens
    }
}

/// A JSON Schema that a reply follows: objects with every property required and no others, arrays,
/// strings, enumerations, numbers, booleans; what all servers that constrain replies understand.
public struct ReplySchema: Hashable, Sendable, Codable {
    /// Letters, digits, `_`.
    public var name: String
    /// The schema as JSON text.
    public var json: String

    public init(name: String, json: String) {
        self.name = name
        self.json = json
    }
}

/// What a model said.
public struct ModelReply: Hashable, Sendable, Codable {
    public var text: String
    public var usage: ModelUsage
    /// As the server named it.
    public var model: String
    /// From the request to the last byte; 0 where no request was made.
    public var seconds: Double
    /// Answered from the store, without a call.
    public var isCached: Bool

    public init(
        text: String, usage: ModelUsage, model: String, seconds: Double, isCached: Bool = false
    ) {
        self.text = text
        self.usage = usage
        self.model = model
        self.seconds = seconds
        self.isCached = isCached
    }
}

/// Tokens as the server counted them, or as we estimate them where it does not say.
public struct ModelUsage: Hashable, Sendable, Codable {
    public var input: Int
    public var output: Int

    public init(input: Int, output: Int) {
        self.input = input
        self.output = output
    }
}
