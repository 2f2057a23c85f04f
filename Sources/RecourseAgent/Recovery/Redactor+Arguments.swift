import RecourseText

extension Redactor {
    /// Each argument as it would be redacted behind the one before it, so that the value of
    /// `--password VALUE` is known for what it is.
    func redacted(_ arguments: [String]) -> [String] {
        arguments.indices.map { index in
            let argument = redacted(arguments[index])
            guard index > 0, arguments[index - 1].hasPrefix("-") else { return argument }
            let pair = redacted("\(arguments[index - 1]) \(arguments[index])")
            return pair == "\(redacted(arguments[index - 1])) \(argument)" ? argument : Self.mark
        }
    }
}
