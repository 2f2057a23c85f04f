import RecourseCatalog
import RecourseCore
import RecourseCuration

extension ImportedPacks {
    /// Our own packs are refused as a whole for any finding; a foreign pattern that cannot be used is
    /// left out, with its grade.
    /// - Parameter path: for the complaint.
    /// - Throws: `Complaint` with everything that is wrong.
    mutating func check(_ path: String) async throws {
        var findings: [LintFinding] = []
        for pack in packs {
            let found = await PackLinter.standard.findings(in: pack).filter { !$0.rule.isNote }
            if formats[pack.id] == nil {
                findings += found
            } else {
                refuse(found, of: pack.id)
            }
        }
        guard findings.isEmpty else {
            throw Complaint.input(
                "\(path) has \(findings.count) finding\(findings.count == 1 ? "" : "s")",
                findings.map { "\($0.pattern): \($0.message)" }, hint: "nothing was imported")
        }
        try refuseBuiltInNames(path)
    }

    private mutating func refuse(_ findings: [LintFinding], of pack: PackID) {
        let faults = Dictionary(grouping: findings, by: \.pattern)
        guard let index = packs.firstIndex(where: { $0.id == pack }), !faults.isEmpty else {
            return
        }
        packs[index].patterns.removeAll { faults[$0.id] != nil }
        for number in grades.indices {
            guard let found = faults[PatternID(grades[number].id)] else { continue }
            grades[number].grade = .refused
            grades[number].pcre2 = nil
            grades[number].reasons += found.map(\.message)
        }
    }

    private func refuseBuiltInNames(_ path: String) throws {
        let builtIn = Set(PatternLibrary.builtIn.map(\.id))
        let taken = packs.flatMap { $0.patterns.map(\.id) }.filter(builtIn.contains)
        guard taken.isEmpty else {
            throw Complaint.input(
                "\(path) uses ids of built-in patterns", taken.map(\.rawValue),
                hint: "give them other names")
        }
        let names = Set(PatternLibrary.builtIn.map(\.pack))
        if let pack = packs.first(where: { names.contains($0.id) }) {
            throw Complaint.input(
                "`\(pack.id)` is the name of a built-in pack", hint: "give the pack another id")
        }
    }
}
