import RecourseCore
import RecourseText

/// What came of asking a model, for people.
enum ModelText {
    /// Why a model gave no answer.
    static func words(_ error: ModelError) -> String {
        switch error {
        case .notConfigured: "no model is set up"
        case .unreachable(let reason): "the model cannot be reached: \(reason.escapedForTerminal())"
        case .timeout(let stage): "the model took too long (\(stage))"
        case .status(let code, let text):
            "the model's server says \(code): \(text.escapedForTerminal())"
        case .malformed(let reason):
            "the model's reply cannot be used: \(reason.escapedForTerminal())"
        case .cutOff: "the model's reply was cut off"
        case .circuitOpen: "the model's server failed several times; it is left alone for a while"
        case .overBudget(let limit): "the budget is used up: \(limit)"
        case .cancelled: "cancelled"
        }
    }
}
