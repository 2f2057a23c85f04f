import RecourseCore
import RecourseStore

/// The pack of patterns that were written on this machine.
enum OwnPack {
    static let id: PackID = "local"

    /// Its manifest with what the patterns need besides those that it has; they are not in it.
    static func manifest(for patterns: [Pattern], in store: KnowledgeStore?) throws -> Pack {
        let present = try store?.packs().first { $0.id == id }
        let programs = Set(patterns.flatMap { $0.fixes.flatMap(\.programs) })
        return Pack(
            id: id, version: present?.version ?? "1.0.0", licence: present?.licence ?? "none",
            maximumRisk: .system,
            programs: programs.union(present?.programs ?? []).sorted(), patterns: [])
    }
}
