extension Fix {
    /// Programs that it may start, in its own words; without repetitions.
    public var programs: Set<String> {
        var programs: Set<String> = []
        if case .remedy(let remedy) = action {
            programs.formUnion(remedy.steps.compactMap { $0.first?.literal })
            for change in remedy.rewrite?.changes ?? [] {
                if case .program(let name) = change { programs.insert(name) }
                if case .set(let words) = change, let name = words.first?.literal {
                    programs.insert(name)
                }
            }
        }
        for case .output(let argv, _, _) in lookups.values {
            if let name = argv.first?.literal { programs.insert(name) }
        }
        return programs
    }
}
