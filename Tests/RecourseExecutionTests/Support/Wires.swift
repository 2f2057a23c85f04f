import Synchronization
import Testing

@testable import RecourseExecution

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// What stands for our own stdin, stdout and stderr in a test, and their other ends.
final class Wires: Sendable {
    let standard: StandardDescriptors
    /// What is to be written to for stdin, and read from for stdout and stderr.
    let input: Int32
    let output: Int32
    let error: Int32

    private init(_ standard: StandardDescriptors, input: Int32, output: Int32, error: Int32) {
        self.standard = standard
        self.input = input
        self.output = output
        self.error = error
    }

    deinit {
        for number in Set([standard.input, standard.output, standard.error, input, output, error]) {
            close(number)
        }
    }

    /// A pipe for each.
    static func pipes() throws -> Wires {
        let (input, output, error) = (try ends(), try ends(), try ends())
        return Wires(
            StandardDescriptors(input: input.0, output: output.1, error: error.1),
            input: input.1, output: output.0, error: error.0)
    }

    /// A terminal for all three; we hold the person's side.
    static func terminal(rows: UInt16 = 24, columns: UInt16 = 80) throws -> Wires {
        let pair = try pair(rows, columns)
        return Wires(
            StandardDescriptors(input: pair.slave, output: pair.slave, error: pair.slave),
            input: pair.master, output: pair.master, error: pair.master)
    }

    /// A terminal for stdout alone.
    static func outputTerminal() throws -> Wires {
        let pair = try pair(24, 80)
        let (input, error) = (try ends(), try ends())
        return Wires(
            StandardDescriptors(input: input.0, output: pair.slave, error: error.1),
            input: input.1, output: pair.master, error: error.0)
    }

    /// Reads what comes until the text is there.
    /// - Returns: everything read; also where it ended, or ten seconds were over, without the text.
    func read(until text: String, from descriptor: Int32? = nil) -> String {
        let descriptor = descriptor ?? output
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        for _ in 0..<1000 where !String(decoding: bytes, as: UTF8.self).contains(text) {
            guard PollSet.isReady(descriptor, POLLIN) else {
                usleep(10_000)
                continue
            }
            let count = readBytes(descriptor, &buffer)
            if count <= 0 { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    func type(_ keys: String) {
        let bytes = Array(keys.utf8)
        _ = write(input, bytes, bytes.count)
    }

    private static func ends() throws -> (Int32, Int32) {
        let ends = try PipeEnds.made().released()
        return (ends.reading, ends.writing)
    }

    private static func pair(
        _ rows: UInt16, _ columns: UInt16
    ) throws -> (master: Int32, slave: Int32) {
        let pair = try ChildProcess.spawning.withLock { _ in
            try PseudoTerminal(mode: nil, sizeOf: -1).released()
        }
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        try #require(ioctl(pair.master, UInt(TIOCSWINSZ), &size) == 0)
        return pair
    }
}

private func readBytes(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int {
    read(descriptor, &buffer, buffer.count)
}
