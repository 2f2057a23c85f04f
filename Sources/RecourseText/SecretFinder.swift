/// What knows forms of secrets besides those that `Redactor` itself does.
public protocol SecretFinder: Sendable {
    /// Bytes of the text that are secrets, in any order.
    func secrets(in text: [UInt8]) -> [Range<Int>]
}
