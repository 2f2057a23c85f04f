/// Lets commands run together, and a recovery only by itself: nobody said what a fix reads and
/// writes, so none runs beside another task's command.
///
/// A readers-writer lock that favours the recovery: once one waits, no further command begins.
actor RecoveryGate {
    private var commands = 0
    private var isRecovering = false
    private var waitingRecoveries: [CheckedContinuation<Void, Never>] = []
    private var waitingCommands: [CheckedContinuation<Void, Never>] = []

    func beginCommand() async {
        if isRecovering || !waitingRecoveries.isEmpty {
            await withCheckedContinuation { waitingCommands.append($0) }
        } else {
            commands += 1
        }
    }

    func endCommand() {
        commands -= 1
        passOn()
    }

    func beginRecovery() async {
        if isRecovering || commands > 0 || !waitingRecoveries.isEmpty {
            await withCheckedContinuation { waitingRecoveries.append($0) }
        } else {
            isRecovering = true
        }
    }

    func endRecovery() {
        isRecovering = false
        passOn()
    }

    private func passOn() {
        guard !isRecovering, commands == 0 else { return }
        if waitingRecoveries.isEmpty {
            commands = waitingCommands.count
            for command in waitingCommands { command.resume() }
            waitingCommands = []
        } else {
            isRecovering = true
            waitingRecoveries.removeFirst().resume()
        }
    }
}
