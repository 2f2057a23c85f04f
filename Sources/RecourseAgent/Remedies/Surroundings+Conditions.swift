import RecourseCore
import RecourseMatching
import RecourseText

extension Surroundings {
    /// - Throws: `Inapplicable.condition`, naming the first that does not hold.
    func check(_ conditions: FixConditions, _ values: BoundValues) async throws(Inapplicable) {
        func require(_ holds: Bool, _ what: @autoclosure () -> String) throws(Inapplicable) {
            if !holds { throw .condition(what()) }
        }
        func paths(_ templates: [Template]) throws(Inapplicable) -> [String] {
            try values.arguments(templates).map(\.text)
        }
        for path in try paths(conditions.files) {
            try require(isFile(path), "\(path) is a file")
        }
        for path in try paths(conditions.filesAbsent) {
            try require(workspace.kind(of: path) == nil, "\(path) is absent")
        }
        for path in try paths(conditions.directories) {
            try require(workspace.kind(of: path) == .directory, "\(path) is a folder")
        }
        for path in try paths(conditions.directoriesAbsent) {
            try require(workspace.kind(of: path) == nil, "\(path) is absent")
        }
        for path in try paths(conditions.notExecutable) {
            try require(
                workspace.kind(of: path) == .file(isExecutable: false), "\(path) lacks its run bit")
        }
        for path in try paths(conditions.runnable) {
            try require(isProgram(path), "\(path) is a program")
        }
        for lookup in conditions.findsNone {
            let isThere = try await finds(lookup, values)
            try require(!isThere, "nothing there may be meant instead")
        }
        for item in conditions.contains {
            try require(try holds(item, values), "\(item.file.source) contains the text")
        }
        for item in conditions.lacks {
            try require(try !holds(item, values), "\(item.file.source) lacks the text")
        }
        for item in conditions.mentions {
            let contents = workspace.contents(of: try values.argument(item.file).text)
            let name = values.shown(item.text)
            try require(
                contents.map { Mention.of(name, in: $0) } ?? false,
                "\(item.file.source) names \(name)")
        }
        try checkMachine(conditions)
    }

    private func checkMachine(_ conditions: FixConditions) throws(Inapplicable) {
        for name in conditions.programs where !workspace.hasProgram(name) {
            throw .condition("\(name) is installed")
        }
        for name in conditions.programsAbsent where workspace.hasProgram(name) {
            throw .condition("\(name) is not installed")
        }
        for name in conditions.environment where workspace.environment(name) == nil {
            throw .condition("\(name) is set")
        }
        for name in conditions.noProcess where workspace.isProcessRunning(named: name) {
            throw .condition("no \(name) runs")
        }
        if let root = conditions.root, root != workspace.isRoot {
            throw .condition(root ? "run as root" : "not run as root")
        }
        if !conditions.platforms.isEmpty, !conditions.platforms.contains(workspace.platform) {
            throw .condition("on \(conditions.platforms.joined(separator: " or "))")
        }
        if let regex = conditions.command {
            guard commandTexts.contains(where: { TextSearch.matches(regex, $0) }) else {
                throw .condition("the command matches \(regex)")
            }
        }
    }

    /// The whole command, and by itself the program in it that the fix is about, inside `sh -c` or
    /// behind a wrapper.
    private var commandTexts: [String] {
        guard let command else { return [] }
        let invocations = CommandAnatomy(command).invocations
        let aimed = invocations.last { invocation in
            target.map { Glob($0).matches(invocation.program) } ?? true
        }
        let alone = aimed.map { aimed in
            ([aimed.program] + aimed.arguments.map { $0.map(ShellQuoting.quoted) ?? "*" }).joined(
                separator: " ")
        }
        return [command.text] + (alone.map { [$0] } ?? [])
    }

    /// `#!`, ELF, or Mach-O of either byte order.
    private static let programOpenings: [[UInt8]] = [
        [0x23, 0x21], [0x7F, 0x45, 0x4C, 0x46], [0xCF, 0xFA, 0xED, 0xFE], [0xFE, 0xED, 0xFA, 0xCF],
    ]

    private func isProgram(_ path: String) -> Bool {
        let contents = workspace.contents(of: path) ?? []
        return Self.programOpenings.contains(where: contents.starts)
    }

    private func isFile(_ path: String) -> Bool {
        if case .file = workspace.kind(of: path) { true } else { false }
    }

    private func holds(_ item: FixConditions.FileText, _ values: BoundValues) throws(Inapplicable)
        -> Bool
    {
        guard let contents = workspace.contents(of: try values.argument(item.file).text) else {
            return false
        }
        return Self.holds(contents, values.shown(item.text))
    }
}
