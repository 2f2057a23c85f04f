#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Questions to the person at the terminal. It is opened by itself: stdin may belong to a command or
/// hold data.
enum TerminalLine {
    /// True where somebody could answer.
    static var isThere: Bool { Console.inputIsTerminal && Console.wordsAreOnTerminal }

    /// - Returns: `nil` where there is no terminal, or it was closed.
    static func read(prompt: String) -> String? {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard terminal >= 0 else { return nil }
        defer { close(terminal) }
        _ = prompt.utf8.withContiguousStorageIfAvailable {
            write(terminal, $0.baseAddress, $0.count)
        }
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while Self.read(terminal, &byte) == 1, byte != 0x0A { line.append(byte) }
        return line.isEmpty && byte != 0x0A ? nil : String(decoding: line, as: UTF8.self)
    }

    /// Only `y` and `yes` are a yes.
    static func confirms(_ question: String) -> Bool {
        guard let answer = read(prompt: "\(question) [y/N] ")?.lowercased() else { return false }
        return answer == "y" || answer == "yes"
    }

    private static func read(_ descriptor: Int32, _ byte: inout UInt8) -> Int {
        #if canImport(Glibc)
            Glibc.read(descriptor, &byte, 1)
        #else
            Darwin.read(descriptor, &byte, 1)
        #endif
    }
}
