/// Divides a budget by weight: who needs less than his share leaves the rest to the others.
enum BudgetShares {
    /// A smaller share holds nothing of use.
    static let least = 32

    /// - Parameters:
    ///   - needs: tokens that each would take whole.
    ///   - weights: positive.
    /// - Returns: tokens for each; their sum is at most the budget, and none is over its need.
    static func shares(of budget: Int, needs: [Int], weights: [Int]) -> [Int] {
        var shares = [Int](repeating: 0, count: needs.count)
        var open = needs.indices.filter { needs[$0] > 0 }
        var left = max(0, budget)
        while !open.isEmpty {
            let total = open.reduce(0) { $0 + weights[$1] }
            let content = open.filter { needs[$0] <= left * weights[$0] / total }
            if content.isEmpty {
                let lightest = open.min { (weights[$0], -$0) < (weights[$1], -$1) }
                if let lightest, left * weights[lightest] / total < least {
                    open.removeAll { $0 == lightest }
                    continue
                }
                for index in open { shares[index] = left * weights[index] / total }
                break
            }
            for index in content { shares[index] = needs[index] }
            left -= content.reduce(0) { $0 + needs[$1] }
            open.removeAll { content.contains($0) }
        }
        return shares
    }
}
