/// Groups lines of logs by what stays in them, one line at a time: Drain (P. He, J. Zhu, Z. Zheng,
/// M. R. Lyu: Drain: An Online Log Parsing Approach with Fixed Depth Tree, ICWS 2017). Lines of one
/// group have the same number of tokens and the same first one, unless that varies; among those, a
/// line joins the group that is most like it, if that is as alike as 0.5, the paper's threshold.
struct TemplateMiner {
    struct Group {
        var template: LineTemplate
        /// What was added, in order.
        var members: [Int] = []
    }

    private struct Key: Hashable {
        var length: Int
        var first: String
    }

    static let threshold = 0.5
    /// Groups looked at under one key; a log of nothing but different lines stays linear.
    private static let widest = 200

    private(set) var groups: [Group] = []
    private var leaves: [Key: [Int]] = [:]

    mutating func add(_ line: String, member: Int) {
        let template = LineTemplate(line)
        guard let first = template.masks.first else { return }
        let key = Key(length: template.tokens.count, first: first)
        let leaf = leaves[key, default: []]
        let best = leaf.suffix(Self.widest)
            .map { (group: $0, similarity: groups[$0].template.similarity(to: template)) }
            .max { $0.similarity < $1.similarity }
        if let best, best.similarity >= Self.threshold {
            groups[best.group].template.join(template)
            groups[best.group].members.append(member)
        } else {
            leaves[key, default: []].append(groups.count)
            groups.append(Group(template: template, members: [member]))
        }
    }
}
