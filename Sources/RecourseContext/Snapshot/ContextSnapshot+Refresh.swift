import RecourseCore

extension ContextSnapshot {
    /// Surveys the tree and reads what is new or changed.
    ///
    /// A file is taken as unchanged where its stamp is the same and was settled when the earlier
    /// snapshot began (`FileStamp.isSettled`); else it is read, and has changed where its digest has.
    /// - Parameter earlier: of the same tree; `nil` to begin anew.
    public static func refreshed(
        from earlier: ContextSnapshot?, in tree: some ProjectTree, limits: Limits = Limits()
    ) -> ContextRefresh {
        let survey = tree.survey(after: earlier?.survey)
        guard let earlier else {
            var reading = Refreshing(survey: survey, earlier: nil, limits: limits)
            return reading.result(in: tree)
        }
        if isSame(survey, as: earlier) {
            var snapshot = earlier
            snapshot.survey = survey
            return ContextRefresh(
                snapshot: snapshot, changes: TreeChanges(), filesRead: 0, bytesRead: 0,
                isWorthKeeping: false)
        }
        var reading = Refreshing(survey: survey, earlier: earlier, limits: limits)
        return reading.result(in: tree)
    }

    /// The fast way out: same names in the same order, same stamps, all settled, nothing waiting.
    private static func isSame(_ survey: TreeSurvey, as earlier: ContextSnapshot) -> Bool {
        let before = earlier.survey
        guard survey.names == before.names, survey.folders.count == before.folders.count,
            survey.text == before.text
        else { return false }
        let time = before.takenAt
        // A folder that is not settled would be listed again each time, until a newer time is kept.
        for (now, then) in zip(survey.folders, before.folders)
        where now.stamp != then.stamp || !then.stamp.isSettled(at: time) {
            return false
        }
        return survey.stamps.withUnsafeBufferPointer { now in
            before.stamps.withUnsafeBufferPointer { then in
                earlier.facts.withUnsafeBufferPointer { facts in
                    for index in now.indices
                    where now[index] != then[index] || !then[index].isSettled(at: time)
                        || facts[index].reading == .waiting
                    {
                        return false
                    }
                    return true
                }
            }
        }
    }
}

/// The work of one refresh in which something may have changed.
private struct Refreshing {
    let survey: TreeSurvey
    let earlier: ContextSnapshot?
    let limits: ContextSnapshot.Limits
    var facts: [FileFacts] = []
    var names: [UInt32] = []
    var changes = TreeChanges()
    var filesRead = 0
    var bytesRead = 0

    init(survey: TreeSurvey, earlier: ContextSnapshot?, limits: ContextSnapshot.Limits) {
        self.survey = survey
        self.earlier = earlier
        self.limits = limits
        facts.reserveCapacity(survey.fileCount)
    }

    mutating func result(in tree: some ProjectTree) -> ContextRefresh {
        var isFolderKept = [Bool](repeating: false, count: earlier?.survey.folders.count ?? 0)
        for folder in survey.folders.indices {
            let before = Int(survey.folders[folder].earlier)
            if before >= 0, before < isFolderKept.count {
                isFolderKept[before] = true
                compare(folder, with: before, in: tree)
            } else {
                for file in survey.files(ofFolder: folder) { add(file, of: folder, in: tree) }
            }
        }
        if let earlier {
            for folder in isFolderKept.indices where !isFolderKept[folder] {
                for file in earlier.survey.files(ofFolder: folder) {
                    changes.removed.append(earlier.survey.path(ofFile: file, in: folder))
                }
            }
        }
        // The link to the survey before has done its work.
        var survey = survey
        for folder in survey.folders.indices { survey.folders[folder].earlier = -1 }
        return ContextRefresh(
            snapshot: ContextSnapshot(survey: survey, facts: facts, names: names),
            changes: changes, filesRead: filesRead, bytesRead: bytesRead, isWorthKeeping: true)
    }

    /// Merges two lists of files, both in the order of their names' bytes.
    private mutating func compare(
        _ folder: Int, with before: Int, in tree: some ProjectTree
    ) {
        guard let earlier else { return }
        var old = earlier.survey.files(ofFolder: before)
        for file in survey.files(ofFolder: folder) {
            let name = survey.bytes(at: survey.names[file])
            while let next = old.first,
                earlier.survey.bytes(at: earlier.survey.names[next]).lexicographicallyPrecedes(name)
            {
                changes.removed.append(earlier.survey.path(ofFile: next, in: before))
                old = old.dropFirst()
            }
            if let next = old.first,
                earlier.survey.bytes(at: earlier.survey.names[next]).elementsEqual(name)
            {
                old = old.dropFirst()
                settle(file, of: folder, against: next, of: earlier, in: tree)
            } else {
                add(file, of: folder, in: tree)
            }
        }
        for file in old {
            changes.removed.append(earlier.survey.path(ofFile: file, in: before))
        }
    }

    private mutating func add(_ file: Int, of folder: Int, in tree: some ProjectTree) {
        let path = survey.path(ofFile: file, in: folder)
        read(file, at: path, in: tree)
        if earlier != nil { changes.added.append(path) }
    }

    /// Decides whether a file that was there before is still the same.
    private mutating func settle(
        _ file: Int, of folder: Int, against old: Int, of earlier: ContextSnapshot,
        in tree: some ProjectTree
    ) {
        let (now, then) = (survey.stamps[file], earlier.survey.stamps[old])
        let fact = earlier.facts[old]
        let isSettled = then.isSettled(at: earlier.survey.takenAt)
        if now == then, isSettled, fact.reading != .waiting {
            keep(fact, of: earlier)
            return
        }
        let path = survey.path(ofFile: file, in: folder)
        read(file, at: path, in: tree)
        guard let new = facts.last else { return }
        let isSameThing = now.kind == then.kind && now.size == then.size
        let wasKnown = fact.digest != 0 && new.digest != 0
        let isSame =
            isSameThing
            && (wasKnown
                ? fact.digest == new.digest
                // What is never read goes by its stamp alone.
                : now.modified == then.modified && now.inode == then.inode)
        if !isSame { changes.changed.append(path) }
    }

    private mutating func keep(_ fact: FileFacts, of earlier: ContextSnapshot) {
        var fact = fact
        let first = Int(fact.firstName)
        let count = Int(fact.nameCount)
        fact.firstName = UInt32(names.count)
        if count > 0 { names += earlier.names[first..<first + count] }
        facts.append(fact)
    }

    private mutating func read(_ file: Int, at path: String, in tree: some ProjectTree) {
        facts.append(fact(of: file, at: path, in: tree))
    }

    private mutating func fact(
        of file: Int, at path: String, in tree: some ProjectTree
    ) -> FileFacts {
        let first = UInt32(names.count)
        func unread(_ reading: FileFacts.Reading) -> FileFacts {
            FileFacts(reading: reading, firstName: first)
        }
        let stamp = survey.stamps[file]
        guard stamp.kind == .file || stamp.kind == .executable else { return unread(.unreadable) }
        if SecretFiles.contains(path) { return unread(.secret) }
        let kind = ContentKind(path: path)
        if kind == .binary { return unread(.binary) }
        if stamp.size > Int64(limits.fileBytes) { return unread(.tooLarge) }
        if bytesRead >= limits.refreshBytes { return unread(.waiting) }
        filesRead += 1
        guard let bytes = tree.contents(of: path, upTo: limits.fileBytes) else {
            return unread(.unreadable)
        }
        bytesRead += bytes.count
        let digest = ContentDigest.of(bytes)
        if bytes.prefix(8_192).contains(0) {
            return FileFacts(reading: .binary, digest: digest, firstName: first)
        }
        if kind == .code {
            names += DeclaredNames.hashes(in: bytes, most: limits.names)
        }
        return FileFacts(
            reading: .read, digest: digest, tokens: UInt32(TokenEstimate.tokens(in: bytes)),
            firstName: first, nameCount: UInt32(names.count) - first)
    }
}
