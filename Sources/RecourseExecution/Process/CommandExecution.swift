import RecourseCore

/// Runs one command from look-up to result.
struct CommandExecution: Sendable {
    var command: Command
    var wiring: Wiring
    var timeout: Duration?
    var limits = CaptureLimits.standard
    var screen: (any OutputScreen)?
    var standard = StandardDescriptors()

    /// Runs it on a thread of its own; cancelling the task ends the command.
    func result() async -> CommandResult {
        do { return await result(try RunControl()) } catch {
            return Self.notStarted(Self.failure(error))
        }
    }

    /// The same, for whoever wants to reach the command while it runs.
    func result(_ control: RunControl) async -> CommandResult {
        await withTaskCancellationHandler {
            await DedicatedThread.run { run(control) }
        } onCancel: {
            control.cancel()
        }
    }

    private func run(_ control: RunControl) -> CommandResult {
        if control.isCancelled {
            var result = Self.notStarted(StartFailure(reason: "it was cancelled", code: 130))
            result.wasInterrupted = true
            return result
        }
        do {
            return try supervise(control)
        } catch let failure {
            return Self.notStarted(failure)
        }
    }

    private func supervise(_ control: RunControl) throws(StartFailure) -> CommandResult {
        _ = ProcessSetting.shared
        let connections: Connections
        do { connections = try Connections(wiring, standard: standard) } catch {
            throw Self.failure(error)
        }
        let mark = wiring == .foreground ? RunMark.none : RunMark.next()
        let observation =
            connections.terminal == nil
            ? SignalRelay.shared.observe { control.relay($0) }
            : SignalRelay.shared.observeTerminal { control.relay($0) }
        let began = ContinuousClock.now
        let child = try ChildProcess.start(launch(connections, mark))
        connections.childStarted()
        let supervisor = Supervisor(
            child, connections, mark: mark, began: began, timeout: timeout,
            capture: BoundedCapture(screen: screen, limits: limits), control: control)
        let report = supervisor.run()
        let exit = report.hasEnded ? child.reap() : child.abandoned()
        AdoptedOrphans.reap()
        withExtendedLifetime(observation) {}
        return CommandResult(
            exit: report.hasTimedOut ? .timedOut : exit, output: supervisor.output(),
            duration: report.duration,
            wasInterrupted: report.interruption.caused(exit, at: report.duration))
    }

    private func launch(_ connections: Connections, _ mark: RunMark) -> Launch {
        var environment = ChildEnvironment(changes: command.environment)
        if let value = mark.value { environment.set(RunMark.name, value) }
        environment.correctWorkingDirectory(command.directory)
        return Launch(
            argv: command.argv, directory: command.directory, environment: environment,
            grouping: connections.grouping, input: connections.input, output: connections.output,
            error: connections.error, keepsDescriptors: wiring == .foreground || wiring == .watched)
    }

    private static func failure(_ error: SystemError) -> StartFailure {
        StartFailure(reason: "cannot start it: \(error.text)", code: 126)
    }

    private static func notStarted(_ failure: StartFailure) -> CommandResult {
        CommandResult(
            exit: .notStarted(reason: failure.reason, code: failure.code), output: .empty,
            duration: .zero)
    }
}
