import RecourseCore
import RecourseMatching
import RecourseText

/// Arguments of the failed command as look-ups see them: of every invocation in it, wherever it
/// stands.
struct CommandOperands {
    private let invocations: [Invocation]

    init(_ command: Command?) { invocations = command.map { CommandAnatomy($0).invocations } ?? [] }

    var all: [String] {
        invocations.flatMap { $0.arguments.compactMap { $0 } }.filter { !$0.hasPrefix("-") }
    }

    /// The only one that matches whole, or its group `value`.
    func only(matching regex: String) -> String? {
        let arguments = Set(invocations.flatMap { $0.arguments.compactMap { $0 } + $0.globs })
        let found = arguments.compactMap { TextSearch.wholeMatch(regex, $0) }
        return found.count == 1 && CaptureType.isHarmless(found[0]) ? found[0] : nil
    }

    /// `-f X`, `--file X`, `--file=X`.
    func value(ofOption name: String) -> String? {
        for invocation in invocations {
            for (index, argument) in invocation.arguments.enumerated() {
                guard let argument else { continue }
                if argument == name, index + 1 < invocation.arguments.count {
                    return invocation.arguments[index + 1].flatMap {
                        CaptureType.isHarmless($0) ? $0 : nil
                    }
                }
                if name.hasPrefix("--"), argument.hasPrefix(name + "=") {
                    let value = String(argument.dropFirst(name.utf8.count + 1))
                    return CaptureType.isHarmless(value) ? value : nil
                }
            }
        }
        return nil
    }
}
