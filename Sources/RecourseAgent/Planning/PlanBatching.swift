/// Which waiting tasks go into one request. Pure.
///
/// As few requests as the sizes allow, all about equally full: of 10 tasks at most 8 a request, two
/// hold 5 each, and the first plan is there sooner than behind seven others. The first task travels
/// with those behind it by default. Whether that delays it depends on the server: with a latency of
/// L seconds and R tokens a second, n plans of T tokens take about L + nT/R, while the request for
/// the first alone costs one request more for the whole list. Servers that batch (L large, R large)
/// lose nothing; for a slow local model `firstBatchSize` is 1.
public struct PlanBatching: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        /// Of the task's own data.
        public var tokens: Int
        /// Of what it is told of the project; once for all tasks of a request that are told the same.
        public var context: String
        public var contextTokens: Int

        public init(tokens: Int, context: String = "", contextTokens: Int = 0) {
            self.tokens = tokens
            self.context = context
            self.contextTokens = contextTokens
        }
    }

    public var size: Int
    public var firstSize: Int
    /// For all entries of a request together.
    public var tokens: Int

    public init(size: Int, firstSize: Int? = nil, tokens: Int) {
        self.size = max(size, 1)
        self.firstSize = min(max(firstSize ?? self.size, 1), self.size)
        self.tokens = tokens
    }

    /// - Returns: indices of the entries, in their order; an entry over the budget goes alone.
    public func batches(of entries: [Entry]) -> [[Int]] {
        var batches: [[Int]] = []
        var start = 0
        while start < entries.count {
            let left = entries.count - start
            let size = batches.isEmpty && firstSize < self.size ? firstSize : evenSize(of: left)
            var batch: [Int] = []
            var cost = 0
            var contexts: Set<String> = []
            for index in start..<min(start + size, entries.count) {
                let entry = entries[index]
                cost += entry.tokens
                if contexts.insert(entry.context).inserted { cost += entry.contextTokens }
                if cost > tokens, !batch.isEmpty { break }
                batch.append(index)
            }
            batches.append(batch)
            start += batch.count
        }
        return batches
    }

    private func evenSize(of count: Int) -> Int {
        let requests = (count + size - 1) / size
        return (count + requests - 1) / requests
    }
}
