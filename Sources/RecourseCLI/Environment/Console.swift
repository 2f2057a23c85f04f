import RecourseCore
import RecourseText

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Data goes to stdout, words to stderr. Nothing is buffered; a closed pipe is not an error of
/// ours.
enum Console {
    static func output(_ text: String) { write(text, to: STDOUT_FILENO) }

    /// A line of words for a person.
    static func say(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

    /// What a command printed, on the streams that it printed it on.
    static func pass(_ output: CapturedOutput) {
        for (index, segment) in output.segments.enumerated() {
            let next = index + 1 < output.segments.count ? output.segments[index + 1].start : nil
            let bytes = output.bytes[segment.start..<(next ?? output.bytes.count)]
            write(bytes, to: segment.stream == .stderr ? STDERR_FILENO : STDOUT_FILENO)
        }
    }

    static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
    static var wordsAreOnTerminal: Bool { isatty(STDERR_FILENO) == 1 }
    static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    private static func write(_ text: String, to descriptor: Int32) {
        write(Array(text.utf8)[...], to: descriptor)
    }

    private static func write(_ all: ArraySlice<UInt8>, to descriptor: Int32) {
        var bytes = all
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { pointer in
                #if canImport(Glibc)
                    Glibc.write(descriptor, pointer.baseAddress, pointer.count)
                #else
                    Darwin.write(descriptor, pointer.baseAddress, pointer.count)
                #endif
            }
            if written < 0, errno == EINTR { continue }
            if written < 0, errno == EAGAIN {
                // Some command made the description that we share non-blocking.
                var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&room, 1, -1)
                continue
            }
            guard written > 0 else { return }
            bytes = bytes.dropFirst(written)
        }
    }
}

/// Colours for words on a terminal, none where `NO_COLOR` is set (no-color.org) or the terminal is
/// dumb.
struct Style: Sendable {
    let isColoured: Bool

    static let words = Style(
        isColoured: Console.wordsAreOnTerminal && variable("NO_COLOR") == nil
            && variable("TERM") != "dumb")

    func bold(_ text: String) -> String { wrap(text, "1") }
    func dim(_ text: String) -> String { wrap(text, "2") }
    func red(_ text: String) -> String { wrap(text, "31") }
    func green(_ text: String) -> String { wrap(text, "32") }
    func yellow(_ text: String) -> String { wrap(text, "33") }

    private func wrap(_ text: String, _ code: String) -> String {
        isColoured ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
    }
}

/// An environment variable that is set and not empty.
func variable(_ name: String) -> String? {
    getenv(name).flatMap { String(validatingCString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
}
