/// A key. It can be sent, and not be printed: every description of it, and of what holds it, is
/// `•••`.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    public struct Refusal: Error, Hashable, Sendable {
        public var reason: String
    }

    private let text: String

    /// Blanks and a line end around it are taken off, as files and shells leave them.
    /// - Throws: where it is empty, or holds what could end a header or begin another.
    public init(_ text: String) throws(Refusal) {
        var bytes = Array(text.utf8)[...]
        let isBlank = { (byte: UInt8) in byte == 0x20 || 0x09...0x0D ~= byte }
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        bytes = bytes.drop(while: isBlank)
        guard !bytes.isEmpty else { throw Refusal(reason: "the key is empty") }
        guard bytes.allSatisfy({ 0x21...0x7E ~= $0 }) else {
            throw Refusal(reason: "the key has blanks, line ends or letters beyond ASCII")
        }
        guard bytes.count <= 8_192 else { throw Refusal(reason: "the key is too long") }
        self.text = String(decoding: bytes, as: UTF8.self)
    }

    /// Only for a header of a request.
    func revealed() -> String { text }

    /// The text with the key in it replaced: a server may repeat it.
    func removed(from text: String) -> String {
        guard self.text.utf8.count >= 4 else { return text }
        let (secret, bytes) = (Array(self.text.utf8), Array(text.utf8))
        var result: [UInt8] = []
        var position = 0
        while position < bytes.count {
            if bytes[position...].starts(with: secret) {
                result += Array("•••".utf8)
                position += secret.count
            } else {
                result.append(bytes[position])
                position += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    public var description: String { "•••" }
    public var debugDescription: String { "•••" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
