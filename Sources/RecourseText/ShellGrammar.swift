/// Makes a tree of a shell text's parts by recursive descent; `nil` where they are not what the
/// grammar of POSIX.1-2017, 2.10.2, allows (functions and `case` left out).
struct ShellGrammar {
    /// Nobody nests deeper; each level takes stack.
    private static let deepest = 64

    private var rest: ArraySlice<ShellParser.Part>
    private var depth = 0

    init(_ parts: [ShellParser.Part]) { rest = parts[...] }

    mutating func whole() -> ShellList? {
        guard let list = list(), rest.isEmpty else { return nil }
        return list
    }

    private static let closing: Set<String> = ["then", "elif", "else", "fi", "do", "done", "}"]

    /// Whether there is nothing left for the list at hand.
    private var isAtEnd: Bool {
        switch rest.first {
        case nil, .close: true
        case .reserved(let word): Self.closing.contains(word)
        default: false
        }
    }

    private mutating func skipLines() {
        while rest.first == .connector(.newline) { rest.removeFirst() }
    }

    private mutating func take(_ part: ShellParser.Part) -> Bool {
        guard rest.first == part else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func list() -> ShellList? {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { return nil }
        var list = ShellList()
        while true {
            skipLines()
            if isAtEnd { return list }
            guard let pipeline = pipeline() else { return nil }
            var connector = ShellList.Connector.sequence
            if !isAtEnd {
                guard case .connector(let found) = rest.first else { return nil }
                rest.removeFirst()
                switch found {
                case .newline, .semicolon: break
                case .ampersand: connector = .background
                case .and: connector = .and
                case .or: connector = .or
                case .pipe: return nil
                }
            }
            if connector == .and || connector == .or {
                skipLines()
                if isAtEnd { return nil }
            }
            list.items.append(ShellList.Item(pipeline: pipeline, connector: connector))
        }
    }

    /// A list of at least one command.
    private mutating func filledList() -> ShellList? {
        guard let list = list(), !list.items.isEmpty else { return nil }
        return list
    }

    private mutating func pipeline() -> ShellPipeline? {
        var pipeline = ShellPipeline()
        pipeline.isNegated = take(.reserved("!"))
        while true {
            guard let stage = stage() else { return nil }
            pipeline.stages.append(stage)
            guard take(.connector(.pipe)) else { return pipeline }
            skipLines()
        }
    }

    private mutating func stage() -> ShellStage? {
        guard let part = rest.popFirst() else { return nil }
        let body: ShellStage.Body
        switch part {
        case .simple(let command): return ShellStage(body: .simple(command))
        case .open:
            guard let list = filledList(), take(.close) else { return nil }
            body = .subshell(list)
        case .reserved("{"):
            guard let list = filledList(), take(.reserved("}")) else { return nil }
            body = .group(list)
        case .reserved("if"):
            guard let lists = conditional() else { return nil }
            body = .conditional(lists)
        case .reserved("while"), .reserved("until"):
            guard let condition = filledList(), let list = doGroup() else { return nil }
            body = .loop(condition: condition, body: list)
        case .header(let words):
            guard let values = Self.iterated(words) else { return nil }
            if !take(.connector(.semicolon)), words.count > 1,
                rest.first != .connector(.newline)
            {
                return nil
            }
            skipLines()
            guard let list = doGroup() else { return nil }
            body = .iteration(words: values, body: list)
        case .reserved, .connector, .close: return nil
        }
        var stage = ShellStage(body: body)
        if case .simple(let command) = rest.first, command.isWordless {
            rest.removeFirst()
            stage.redirections = command.redirections
        }
        return stage
    }

    private mutating func doGroup() -> ShellList? {
        guard take(.reserved("do")), let list = filledList(), take(.reserved("done")) else {
            return nil
        }
        return list
    }

    /// Behind `if`.
    private mutating func conditional() -> [ShellList]? {
        var lists: [ShellList] = []
        repeat {
            guard let condition = filledList(), take(.reserved("then")), let branch = filledList()
            else { return nil }
            lists += [condition, branch]
        } while take(.reserved("elif"))
        if take(.reserved("else")) {
            guard let branch = filledList() else { return nil }
            lists.append(branch)
        }
        return take(.reserved("fi")) ? lists : nil
    }

    /// What `for NAME in WORDS` goes through.
    private static func iterated(_ words: [ShellText.Word]) -> [ShellText.Word]? {
        guard let name = words.first?.value, !name.isEmpty else { return nil }
        if words.count == 1 { return [] }
        return words[1].source == "in" ? Array(words.dropFirst(2)) : nil
    }
}
