import RecourseCore

/// The files of the tree that a task names.
struct MentionedFiles {
    struct Mention: Hashable {
        var path: String
        var reason: ContextComponent.Reason
    }

    static let most = 12
    /// A name that more files bear than this says nothing.
    private static let mostBearers = 6

    /// Paths first, then names of files, then declarations; each in the order of the task's text.
    static func found(in snapshot: ContextSnapshot, by focus: TaskFocus) -> [Mention] {
        var mentions: [Mention] = []
        func add(_ files: [Int], _ reason: ContextComponent.Reason) {
            guard files.count <= mostBearers else { return }
            for file in files where mentions.count < most {
                let folder = snapshot.survey.folder(ofFile: file)
                let path = snapshot.survey.path(ofFile: file, in: folder)
                guard !mentions.contains(where: { $0.path == path }) else { continue }
                mentions.append(Mention(path: path, reason: reason))
            }
        }
        let bearers = bearers(of: focus.paths, in: snapshot.survey)
        for path in focus.paths where path.contains("/") {
            add(bearers[path] ?? [], .namesPath(path))
        }
        for path in focus.paths where !path.contains("/") {
            add(bearers[path] ?? [], .namesFile(path))
        }
        guard !focus.identifiers.isEmpty, mentions.count < most else { return mentions }
        let declaring = declaring(focus.identifiers, in: snapshot)
        for name in focus.identifiers { add(declaring[name] ?? [], .namesDeclaration(name)) }
        return mentions
    }

    /// One pass over all names: those with the right last component are looked at more closely.
    private static func bearers(of paths: [String], in survey: TreeSurvey) -> [String: [Int]] {
        var wanted: [UInt32: [String]] = [:]
        for path in paths {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            wanted[DeclaredNames.hash(name.utf8), default: []].append(path)
        }
        guard !wanted.isEmpty else { return [:] }
        var candidates: [(file: Int, paths: [String])] = []
        survey.text.withUnsafeBufferPointer { text in
            for file in survey.names.indices {
                var place = Int(survey.names[file])
                var hash: UInt32 = 0x811C_9DC5
                while place < text.count, text[place] != 0 {
                    hash = (hash ^ UInt32(text[place])) &* 0x0100_0193
                    place += 1
                }
                if let paths = wanted[hash] { candidates.append((file, paths)) }
            }
        }
        var found: [String: [Int]] = [:]
        for candidate in candidates {
            let whole = survey.path(
                ofFile: candidate.file, in: survey.folder(ofFile: candidate.file))
            for path in candidate.paths where whole == path || whole.hasSuffix("/" + path) {
                found[path, default: []].append(candidate.file)
            }
        }
        // A path from the root means that file alone.
        for (path, files) in found where path.contains("/") {
            let exact = files.filter {
                survey.path(ofFile: $0, in: survey.folder(ofFile: $0)) == path
            }
            if !exact.isEmpty { found[path] = exact }
        }
        return found
    }

    private static func declaring(
        _ names: [String], in snapshot: ContextSnapshot
    ) -> [String: [Int]] {
        let hashes = Dictionary(
            names.map { (DeclaredNames.hash($0.utf8), $0) }, uniquingKeysWith: { first, _ in first }
        )
        var found: [String: [Int]] = [:]
        for file in snapshot.facts.indices {
            let fact = snapshot.facts[file]
            let first = Int(fact.firstName)
            for place in first..<first + Int(fact.nameCount) {
                guard let name = hashes[snapshot.names[place]] else { continue }
                found[name, default: []].append(file)
            }
        }
        return found
    }
}
