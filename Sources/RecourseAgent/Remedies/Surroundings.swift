import RecourseCore
import RecourseText

/// Answers a fix's look-ups and conditions from the workspace and the failed command.
struct Surroundings {
    let workspace: any Workspace
    let command: Command?
    let mayProbe: Bool
    /// The program that a rewrite changes; `nil`: the last one of the command.
    var target: String?

    /// Look-ups may refer to each other; each round binds those whose own values are known.
    func bind(
        _ lookups: [String: Lookup], into values: inout BoundValues
    ) async throws(Inapplicable) {
        var open = lookups.keys.sorted()
        while !open.isEmpty {
            guard
                let index = open.firstIndex(where: { name in
                    lookups[name]?.templates.allSatisfy(values.isBound) ?? true
                })
            else { throw .lookup(open[0]) }
            let name = open.remove(at: index)
            guard let lookup = lookups[name], let text = try await answer(lookup, values) else {
                throw .lookup(name)
            }
            // A file, or the last part of a path, may be called `-rf`.
            guard CaptureType.isHarmless(text) else { throw .refusedCapture(name: name) }
            values.bind(name, to: BoundValue(text: text, origin: try origin(of: lookup, values)))
        }
    }

    /// A part of what the output said is still what the output said.
    private func origin(of lookup: Lookup, _ values: BoundValues) throws(Inapplicable)
        -> BoundValue.Origin
    {
        switch lookup {
        case .parent(let path), .name(let path), .stem(let path): try values.argument(path).origin
        default: .vouched
        }
    }

    private func answer(_ lookup: Lookup, _ values: BoundValues) async throws(Inapplicable)
        -> String?
    {
        switch lookup {
        case .file(let name, let part, let containing):
            return file(values.shown(name), part, containing: containing.map { values.shown($0) })
        case .similar(let name, let among):
            return similar(wanted(values.shown(name)), among)
        case .output(let argv, let like, let pick):
            let lines = await outputLines(try values.arguments(argv).map(\.text))
            return picked(lines, like: like.map { values.shown($0) }, pick)
        case .operand(let regex): return CommandOperands(command).only(matching: regex)
        case .option(let name): return CommandOperands(command).value(ofOption: name)
        case .program(let names): return names.first(where: workspace.hasProgram)
        case .freePort(let template):
            guard let port = Int(values.shown(template)), (1..<65_535).contains(port) else {
                return nil
            }
            return ((port + 1)...min(port + 50, 65_535)).first(where: workspace.isPortFree).map(
                String.init)
        case .parent(let template):
            return try part(of: template, values) { components in
                components.count > 1 ? components.dropLast().joined(separator: "/") : nil
            }
        case .name(let template):
            return try part(of: template, values) { $0.last.map(String.init) }
        case .stem(let template):
            return try part(of: template, values) { components in
                components.last.map { name in
                    String(name.lastIndex(of: ".").map { name[..<$0] } ?? name)
                }
            }
        }
    }

    /// Whether there is anything that a look-up might mean, be it one or several.
    func finds(_ lookup: Lookup, _ values: BoundValues) async throws(Inapplicable) -> Bool {
        switch lookup {
        case .file(let name, _, let containing):
            return !files(values.shown(name), containing: containing.map { values.shown($0) })
                .isEmpty
        case .similar(let name, let among):
            let wanted = wanted(values.shown(name))
            let near = similar(wanted, among)
            return near.map { !Similarity.areOfOneSeries(wanted, $0) } ?? false
                || Similarity.isNear(wanted, to: names(among, like: wanted))
        case .output(let argv, let like?, .closest):
            let lines = await outputLines(try values.arguments(argv).map(\.text))
            return Similarity.isNear(values.shown(like), to: lines)
        default: return try await answer(lookup, values) != nil
        }
    }

    private func wanted(_ shown: String) -> String {
        shown.hasSuffix("/") && shown != "/" ? String(shown.dropLast()) : shown
    }

    /// The one closest name. Of a path, the first part that is not there may be the one mistyped.
    private func similar(_ wanted: String, _ among: Lookup.Names) -> String? {
        if let found = Similarity.closest(to: wanted, among: names(among, like: wanted)) {
            return found
        }
        guard among == .files || among == .directories else { return nil }
        let parts = wanted.split(separator: "/", omittingEmptySubsequences: false)
        for count in 1..<max(1, parts.count) {
            let folder = parts.prefix(count).joined(separator: "/")
            guard !folder.isEmpty, workspace.kind(of: folder) == nil else { continue }
            guard
                let near = Similarity.closest(to: folder, among: names(.directories, like: folder))
            else { return nil }
            let path = ([near] + parts.dropFirst(count).map(String.init)).joined(separator: "/")
            let isDirectory = workspace.kind(of: path) == .directory
            return workspace.kind(of: path) != nil && isDirectory == (among == .directories)
                ? path : nil
        }
        return nil
    }

    /// Parts of a path that is itself fit to be used.
    private func part(
        of template: Template, _ values: BoundValues, _ take: ([Substring]) -> String?
    ) throws(Inapplicable) -> String? {
        let path = try values.argument(template).text
        let text = take(path.split(separator: "/", omittingEmptySubsequences: false))
        return text.flatMap { $0.isEmpty ? nil : $0 }
    }

    private func file(_ name: String, _ part: Lookup.PathPart, containing: String?) -> String? {
        let found = files(name, containing: containing)
        guard found.count == 1, let path = found.first else { return nil }
        let components = path.split(separator: "/")
        let wanted = name.split(separator: "/").filter { $0 != "." }
        return switch part {
        case .path: path
        case .name: components.last.map(String.init)
        case .directory:
            components.count == wanted.count
                ? "." : components.dropLast(wanted.count).joined(separator: "/")
        }
    }

    /// Those whose paths end so.
    private func files(_ name: String, containing: String?) -> [String] {
        guard CaptureType.isHarmless(name), !name.hasPrefix("/") else { return [] }
        let wanted = name.split(separator: "/").filter { $0 != "." }
        guard !wanted.isEmpty, !wanted.contains("..") else { return [] }
        let globs = wanted.map { Glob(String($0)) }
        let last = wanted.contains { $0.contains("*") || $0.contains("?") } ? nil : wanted.last
        return workspace.files().filter { path in
            // Most paths end otherwise: not worth taking apart.
            if let last, !path.hasSuffix(last) { return false }
            let components = path.split(separator: "/")
            guard components.count >= globs.count else { return false }
            guard zip(globs, components.suffix(globs.count)).allSatisfy({ $0.matches(String($1)) })
            else {
                return false
            }
            guard let containing else { return true }
            return workspace.contents(of: path).map { Self.holds($0, containing) } ?? false
        }
    }

    private func names(_ among: Lookup.Names, like wanted: String) -> [String] {
        switch among {
        case .files, .directories:
            let parts = wanted.split(separator: "/", omittingEmptySubsequences: false)
            let folder = parts.dropLast().joined(separator: "/")
            return workspace.entries(of: folder.isEmpty ? "." : folder)
                .map { folder.isEmpty ? $0 : "\(folder)/\($0)" }
                .filter { path in
                    let isDirectory = workspace.kind(of: path) == .directory
                    return (among == .directories) == isDirectory
                        && workspace.contained(path) != nil
                }
        case .npmScripts:
            return workspace.contents(of: "package.json").map(ProjectNames.npmScripts) ?? []
        case .makeTargets:
            return ["GNUmakefile", "makefile", "Makefile"].lazy.compactMap(workspace.contents).first
                .map(ProjectNames.makeTargets) ?? []
        case .gitBranches: return ProjectNames.gitBranches(workspace)
        case .programs: return workspace.programs()
        case .operands: return CommandOperands(command).all
        }
    }

    private func picked(_ lines: [String], like: String?, _ pick: Lookup.Pick) -> String? {
        switch pick {
        case .only: lines.count == 1 ? lines.first : nil
        case .newest: lines.max(by: VersionOrder.isOlder)
        case .closest: like.flatMap { VersionOrder.closest(to: $0, among: lines) }
        }
    }

    /// A pack may only look.
    private func outputLines(_ argv: [String]) async -> [String] {
        guard mayProbe,
            CommandRisk.of(argv, isInside: { workspace.contained($0) != nil }) == .inspect,
            let output = await workspace.output(of: argv)
        else { return [] }
        return String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline)
            .map { $0.drop(while: \.isWhitespace).description }
            .filter(CaptureType.isHarmless)
    }

    static func holds(_ contents: [UInt8], _ text: String) -> Bool {
        let wanted = Array(text.utf8)
        guard let first = wanted.first, contents.count >= wanted.count else { return false }
        return contents.indices.contains { start in
            contents[start] == first && start + wanted.count <= contents.count
                && contents[start..<start + wanted.count].elementsEqual(wanted)
        }
    }
}
