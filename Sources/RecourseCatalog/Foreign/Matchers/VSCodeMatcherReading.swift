import RecourseCore

/// VS Code's problem matchers: each line by itself, as a JavaScript regex without flags (microsoft/
/// vscode, `problemMatcher.ts`); the patterns of one matcher match consecutive lines.
struct VSCodeMatcherReading {
    static let keys = [
        ("file", "file"), ("location", "location"), ("line", "line"), ("column", "column"),
        ("endLine", "end_line"), ("endColumn", "end_column"), ("code", "code"),
        ("severity", "severity"), ("message", "message"),
    ]
    private static let use = RegexUse(.javascript, over: .line)
    /// A chain of `base` is no longer.
    private static let longestChain = 8

    /// `$name` -> where it is defined.
    private var patterns: [String: JSONPlace] = [:]
    private var matchers: [String: JSONPlace] = [:]
    private var usedPatterns: Set<String> = []

    static func read(_ text: ForeignText, into assembly: inout PatternAssembly) throws {
        let findings = JSONPlace.Findings()
        let root = JSONPlace(
            try LocatedJSON(text, allowingComments: true), text: text, findings: findings)
        var reading = VSCodeMatcherReading()
        try reading.read(root, into: &assembly)
        try findings.check()
    }

    private mutating func read(_ root: JSONPlace, into assembly: inout PatternAssembly) throws {
        if root.has("contributes"), let name = root.string("name"), !assembly.isNamed {
            assembly.pack = PackID(PatternNaming.slug(name))
        }
        let contributions = root.place("contributes") ?? root
        let named = contributions.items("problemMatchers")
        let shared = contributions.items("problemPatterns")
        for pattern in shared {
            if let name = pattern.string("name") { patterns[Self.bare(name)] = pattern }
        }
        for matcher in named {
            if let name = matcher.string("name") { matchers[Self.bare(name)] = matcher }
        }
        for matcher in named { try add(matcher, into: &assembly) }
        let tasks = root.items("tasks").flatMap { $0.items("problemMatcher") }
        for matcher in root.items("problemMatcher") + tasks { try add(matcher, into: &assembly) }
        if case .array = root.json.value {
            for matcher in root.items { try add(matcher, into: &assembly) }
        } else if root.has("pattern") {
            try add(root, into: &assembly)
        }
        // A pattern that no matcher of the file uses.
        for pattern in shared {
            guard let name = pattern.string("name"), !usedPatterns.contains(Self.bare(name)) else {
                continue
            }
            let draft = PatternAssembly.Draft(
                family: assembly.pack.rawValue, kind: PatternNaming.slug(name),
                title: PatternNaming.title("Problem of the form \(name)"), category: .build)
            let steps = Self.steps(pattern)
            if !steps.isEmpty { try assembly.add(draft, steps, Self.use) }
        }
    }

    /// `$tsc` and `tsc` are one name.
    private static func bare(_ name: String) -> String {
        name.hasPrefix("$") ? String(name.dropFirst()) : name
    }

    private mutating func add(_ matcher: JSONPlace, into assembly: inout PatternAssembly) throws {
        if case .string(let name) = matcher.json.value {
            if matchers[Self.bare(name)] == nil { refuse(name, matcher, into: &assembly) }
            return
        }
        guard matcher.isObject else { return }
        guard let chain = chain(of: matcher, into: &assembly) else { return }
        let name = matcher.string("name")
        let owner = Self.first("owner", chain) ?? name ?? assembly.pack.rawValue
        guard let pattern = chain.lazy.compactMap({ $0.place("pattern") }).first else {
            return matcher.note("`pattern` is missing")
        }
        let steps: [MatcherStep]
        if case .string(let reference) = pattern.json.value {
            usedPatterns.insert(Self.bare(reference))
            guard let shared = patterns[Self.bare(reference)] else {
                return refuse(reference, pattern, into: &assembly)
            }
            steps = Self.steps(shared)
        } else {
            steps = Self.steps(pattern)
        }
        guard !steps.isEmpty else { return }
        let label = Self.first("label", chain) ?? Self.first("source", chain) ?? name ?? owner
        let draft = PatternAssembly.Draft(
            family: PatternNaming.slug(Self.bare(owner)),
            kind: name.map { PatternNaming.slug(Self.bare($0)) } ?? "problem",
            title: PatternNaming.title("Problem that \(Self.bare(label)) reports"),
            severity: Self.severity(chain), category: .build)
        try assembly.add(draft, steps, Self.use)
    }

    /// The matcher and what it is based on, nearest first.
    private func chain(
        of matcher: JSONPlace, into assembly: inout PatternAssembly
    ) -> [JSONPlace]? {
        var chain = [matcher]
        while let base = chain[chain.count - 1].string("base") {
            guard let next = matchers[Self.bare(base)], chain.count < Self.longestChain else {
                // Its own pattern is enough.
                if chain.contains(where: { $0.has("pattern") }) { return chain }
                refuse(base, chain[chain.count - 1], into: &assembly)
                return nil
            }
            chain.append(next)
        }
        return chain
    }

    private func refuse(
        _ name: String, _ place: JSONPlace, into assembly: inout PatternAssembly
    ) {
        assembly.refuse(
            "\(assembly.pack).\(PatternNaming.slug(name))", name,
            "`\(name)` is not defined in this file: it is built in, or comes with an extension",
            line: place.line, field: place.path)
    }

    private static func first(_ key: String, _ chain: [JSONPlace]) -> String? {
        chain.lazy.compactMap { $0.string(key) }.first
    }

    private static func severity(_ chain: [JSONPlace]) -> Severity {
        switch first("severity", chain)?.lowercased() {
        case "warning": .warning
        case "info", "hint": .note
        default: .error
        }
    }

    /// One pattern, several in an array, or `patterns` under a name.
    private static func steps(_ place: JSONPlace) -> [MatcherStep] {
        let items = place.has("patterns") ? place.items("patterns") : place.items
        guard items.count == 1, let only = items.first else {
            return items.compactMap { MatcherStep($0, keys: keys) }
        }
        guard var step = MatcherStep(only, keys: keys) else { return [] }
        // What VS Code takes for granted of a pattern by itself.
        let groups = GroupScan(Array(step.regexp.unicodeScalars), .javascript).groups.count
        var assumed = [("file", 1), ("message", 0)]
        if !only.has("location"), only.string("kind") != "file" {
            assumed += [("line", 2), ("column", 3)]
        }
        for (role, number) in assumed where number <= groups && step.roles[number] == nil {
            step.give(role, to: number)
        }
        return [step]
    }
}
