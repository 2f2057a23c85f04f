import RecourseCore

/// Gathers what may be told for a task. Reads the files that it needs and no others.
struct ComponentDrafts {
    private let sources: ContextSources
    private let focus: TaskFocus
    private(set) var drafts: [ComponentDraft] = []
    /// Paths that have a place already.
    private var taken: Set<String> = []

    /// Of a file, what is read.
    private static let fileBytes = 512 << 10
    private static let mostManifests = 4
    private static let mostHistory = 10

    init(for task: ContextTask, from sources: ContextSources, focus: TaskFocus) {
        self.sources = sources
        self.focus = focus
        addStructure()
        addSpecification()
        addTasks()
        addMentions()
        addGiven()
        drafts = drafts.enumerated().sorted {
            ($0.element.kind, $0.offset) < ($1.element.kind, $1.offset)
        }.map(\.element)
    }

    private mutating func addStructure() {
        let survey = sources.snapshot.survey
        drafts.append(
            ComponentDraft(
                kind: .structure, name: "Structure", reason: .always, source: .structure(survey)))
        let root = rootFiles
        if let readme = root.first(where: { $0.lowercased().hasPrefix("readme") }) {
            add(readme, .readme, .always, by: .sections)
        }
        for path in root.filter({ ContentKind.manifests.contains($0) }).prefix(Self.mostManifests) {
            add(path, .manifest, .always, by: .dependencies)
        }
    }

    private var rootFiles: [String] {
        let survey = sources.snapshot.survey
        guard !survey.folders.isEmpty else { return [] }
        return survey.files(ofFolder: 0).map { survey.name(ofFile: $0) }
    }

    /// `requirements.md` and `design.md` beside the task list, else in the only folder of
    /// `.kiro/specs`, else at the root, else under `docs`.
    private mutating func addSpecification() {
        var folders: [String] = []
        if let list = listPath {
            folders.append(list.split(separator: "/").dropLast().joined(separator: "/"))
        }
        let specifications = specificationFolders
        if specifications.count == 1 { folders += specifications }
        folders += ["", "docs", "Docs"]
        for (name, kind) in [
            ("design.md", ContextComponent.Kind.design), ("requirements.md", .requirements),
        ] {
            let candidates = folders.map { $0.isEmpty ? name : "\($0)/\(name)" }
            let names =
                candidates
                + candidates.map { path in
                    path.hasSuffix("/" + name) || path == name
                        ? path.dropLast(name.count) + name.prefix(1).uppercased() + name.dropFirst()
                        : path
                }
            guard let path = names.first(where: { sources.snapshot.file(at: $0) != nil }) else {
                continue
            }
            add(path, kind, .specification, by: .sections)
        }
    }

    /// The task list's path relative to the tree; `nil` outside it.
    private var listPath: String? {
        guard var path = sources.taskList?.path else { return nil }
        let root = sources.tree.root + "/"
        if path.hasPrefix(root) { path.removeFirst(root.count) }
        while path.hasPrefix("./") { path.removeFirst(2) }
        return path.hasPrefix("/") || path.hasPrefix("../") || path == "-" ? nil : path
    }

    private var specificationFolders: [String] {
        let survey = sources.snapshot.survey
        return survey.folders.indices.lazy.map { survey.path(ofFolder: $0) }.filter {
            $0.hasPrefix(".kiro/specs/") && $0.split(separator: "/").count == 3
        }
    }

    private mutating func addTasks() {
        guard let list = sources.taskList else { return }
        if let path = listPath { taken.insert(path) }
        let text = SecretFiles.isKey(list.text) ? nil : list.text
        drafts.append(
            ComponentDraft(
                kind: .tasks, name: list.path, reason: .specification,
                source: text.map { .text($0, .taskList) } ?? .missing(.secret)))
    }

    private mutating func addMentions() {
        for mention in MentionedFiles.found(in: sources.snapshot, by: focus) {
            add(
                mention.path, .file, mention.reason,
                by: Compression(ContentKind(path: mention.path)))
        }
    }

    private mutating func addGiven() {
        if !sources.relatedTasks.isEmpty {
            let lines = sources.relatedTasks.map {
                "- [\($0.isDone ? "x" : " ")] \($0.id) \($0.title)\n"
            }
            addGiven(.relatedTasks, "Related tasks", lines.joined(), by: .taskList)
        }
        for failure in sources.failures {
            let remedy = failure.remedy.map { "What helped: \($0)\n" } ?? ""
            addGiven(.failure, "Failure: \(failure.title)", remedy + failure.text, by: .errors)
        }
        let history = sources.history.suffix(Self.mostHistory)
        if !history.isEmpty {
            let lines = history.map { step in
                let ending =
                    switch step.ending {
                    case .succeeded: "ok"
                    case .failed(let status?): "failed (\(status))"
                    case .failed(nil): "failed"
                    }
                return "\(step.task) \(ending): \(step.text)\n"
            }
            addGiven(.history, "Done before", lines.joined(), by: .newest)
        }
    }

    private mutating func addGiven(
        _ kind: ContextComponent.Kind, _ name: String, _ text: String, by compression: Compression
    ) {
        drafts.append(
            ComponentDraft(
                kind: kind, name: name, reason: .given,
                source: SecretFiles.isKey(text) ? .missing(.secret) : .text(text, compression)))
    }

    private mutating func add(
        _ path: String, _ kind: ContextComponent.Kind, _ reason: ContextComponent.Reason,
        by compression: Compression
    ) {
        guard taken.insert(path).inserted else { return }
        drafts.append(
            ComponentDraft(
                kind: kind, name: path, reason: reason, source: source(of: path, by: compression)))
    }

    private func source(of path: String, by compression: Compression) -> ComponentDraft.Source {
        if SecretFiles.contains(path) { return .missing(.secret) }
        guard let bytes = sources.tree.contents(of: path, upTo: Self.fileBytes),
            !bytes.prefix(8_192).contains(0)
        else { return .missing(.unreadable) }
        let text = String(decoding: bytes, as: UTF8.self)
        return SecretFiles.isKey(text) ? .missing(.secret) : .text(text, compression)
    }
}
