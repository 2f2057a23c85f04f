import RecourseCore
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// How a command is connected: what it gets as its streams, and where what it prints goes.
enum Wiring: Hashable, Sendable {
    case foreground, background, watched
    /// As background, with only stdout kept.
    case looking

    init(_ terminal: CommandRequest.Terminal) {
        switch terminal {
        case .foreground: self = .foreground
        case .background: self = .background
        case .watched: self = .watched
        }
    }
}

/// The pipes or the pseudo-terminal of one command.
///
/// A pseudo-terminal needs a session of its own. A foreground command without one stays in our
/// process group where there is a terminal: in `recourse exec a | less` it must not take the
/// terminal from its neighbours, and Ctrl-C and Ctrl-Z reach it as they reach us. A command of ours
/// (a fix, a task) gets a session, so that it cannot ask anything of a terminal that nobody looks
/// at.
final class Connections {
    private(set) var channels: [OutputChannel] = []
    private(set) var terminal: TerminalSession?
    let isForeground: Bool
    private(set) var grouping = Grouping.session
    private(set) var input = StreamBinding.null
    private(set) var output = StreamBinding.null
    private(set) var error = StreamBinding.null
    /// The child's ends, ours until it has started.
    private var outputEnd: Descriptor?
    private var errorEnd: Descriptor?

    init(_ wiring: Wiring, standard: StandardDescriptors) throws(SystemError) {
        isForeground = wiring == .foreground
        try ChildProcess.spawning.withLock {
            _ throws(SystemError) in try connect(wiring, standard)
        }
    }

    /// The child has its ends; ours would keep the pipes from ending.
    func childStarted() {
        outputEnd = nil
        errorEnd = nil
    }

    private func connect(_ wiring: Wiring, _ standard: StandardDescriptors) throws(SystemError) {
        switch wiring {
        case .background:
            try connectOutput(.stdout, to: nil, ends: false)
            try connectError(to: nil, ends: false)
        case .watched:
            try connectOutput(.stdout, to: Passage(standard.output), ends: false)
            try connectError(to: Passage(standard.error), ends: false)
        case .looking:
            try connectOutput(.stdout, to: nil, ends: false)
        case .foreground:
            guard isatty(standard.output) == 1 else { return try connectPipes(standard) }
            do {
                try connectTerminal(standard)
            } catch {
                // A system without pseudo-terminals (/dev/pts is not mounted).
                try connectPipes(standard)
            }
        }
    }

    private func connectPipes(_ standard: StandardDescriptors) throws(SystemError) {
        grouping = StandardDescriptors.haveControllingTerminal ? .ours : .group
        input = standard.inputBinding
        if standard.areOneOutput {
            try connectOutput(.output, to: Passage(standard.output), ends: true)
            error = output
        } else {
            try connectOutput(.stdout, to: Passage(standard.output), ends: true)
            try connectError(to: Passage(standard.error), ends: true)
        }
    }

    private func connectOutput(
        _ stream: OutputStream, to passage: Passage?, ends: Bool
    ) throws(SystemError) {
        let pipe = try PipeEnds()
        output = .descriptor(pipe.writing.number)
        let (reading, writing) = pipe.released()
        outputEnd = Descriptor(owning: writing)
        channels.append(
            OutputChannel(
                stream, from: Descriptor(owning: reading), to: passage, endsWithPassage: ends))
    }

    private func connectError(to passage: Passage?, ends: Bool) throws(SystemError) {
        let pipe = try PipeEnds()
        error = .descriptor(pipe.writing.number)
        let (reading, writing) = pipe.released()
        errorEnd = Descriptor(owning: writing)
        channels.append(
            OutputChannel(
                .stderr, from: Descriptor(owning: reading), to: passage, endsWithPassage: ends))
    }

    private func connectTerminal(_ standard: StandardDescriptors) throws(SystemError) {
        let hasKeys = isatty(standard.input) == 1
        let outer = TerminalMode(of: standard.output)
        // Where we cannot read the keys the person's terminal stays as it is, and does itself what
        // is to be done to output.
        let pair = try PseudoTerminal(
            mode: hasKeys ? outer : outer?.withPlainOutput, sizeOf: standard.output)
        output = .terminal(path: pair.path)
        input = hasKeys ? output : standard.inputBinding
        let source = try pair.master.duplicate()
        channels.append(
            OutputChannel(
                .output, from: source, to: Passage(standard.output), endsWithPassage: false))
        let (master, slave) = pair.released()
        terminal = TerminalSession(
            master: Descriptor(owning: master), slave: Descriptor(owning: slave),
            input: hasKeys ? standard.input : nil, screen: standard.output)
        if isatty(standard.error) == 1 {
            error = output
        } else {
            try connectError(to: Passage(standard.error), ends: true)
        }
    }
}
