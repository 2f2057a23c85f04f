/// The house of `ARCHITECTURE.md` and `Package.swift`: which target may import which.
enum Floors {
    /// Project modules from the bottom; those of one floor never import each other.
    static let modules: [[String]] = [
        ["CCurl", "CPCRE2", "CZlib", "RecourseCore"],
        [
            "RecourseText", "RecoursePCRE2", "RecourseLearning", "RecourseCatalog",
            "RecourseContext",
        ],
        ["RecourseMatching", "RecourseScheduling"],
        ["RecourseStore", "RecourseExecution", "RecourseLLM", "RecourseAgent", "RecourseCuration"],
        ["RecourseCLI"],
        ["recourse", "recourse-bench", "embed-knowledge"],
    ]

    /// What each target may import of them.
    static let mayImport: [String: Set<String>] = [
        "RecourseCore": [],
        "RecourseText": ["RecourseCore"],
        "RecoursePCRE2": ["CPCRE2", "RecourseCore"],
        "RecourseLearning": ["RecourseCore"],
        "RecourseCatalog": ["CZlib", "RecourseCore"],
        "RecourseContext": ["RecourseCore"],
        "RecourseMatching": ["RecourseCore", "RecourseText", "RecoursePCRE2"],
        "RecourseScheduling": ["RecourseCore", "RecourseText"],
        "RecourseStore": ["RecourseCore", "RecourseLearning"],
        "RecourseLLM": ["CCurl", "RecourseCore"],
        "RecourseExecution": ["RecourseCore", "RecourseText"],
        "RecourseAgent": [
            "RecourseCore", "RecourseText", "RecourseLearning", "RecourseMatching",
            "RecourseScheduling",
        ],
        "RecourseCuration": [
            "RecourseCore", "RecourseText", "RecoursePCRE2", "RecourseCatalog", "RecourseMatching",
        ],
        "RecourseCLI": [
            "RecourseCore", "RecourseText", "RecourseLearning", "RecourseCatalog",
            "RecourseContext", "RecourseMatching", "RecourseScheduling", "RecourseStore",
            "RecourseExecution", "RecourseAgent", "RecourseCuration", "RecourseLLM",
        ],
        "recourse": ["RecourseCLI"],
        "recourse-bench": [
            "RecourseCore", "RecourseText", "RecourseLearning", "RecoursePCRE2",
            "RecourseContext", "RecourseMatching", "RecourseScheduling", "RecourseExecution",
            "RecourseAgent", "RecourseCuration", "RecourseCLI",
        ],
        "embed-knowledge": ["RecourseCatalog", "RecourseCore", "RecourseMatching"],
    ]

    /// The only doors to what others wrote.
    static let doors: [String: Set<String>] = [
        "GRDB": ["RecourseStore"],
        "Subprocess": ["RecourseExecution"],
        "TOMLKit": ["RecourseCatalog"],
        "CPCRE2": ["RecoursePCRE2"],
        "CZlib": ["RecourseCatalog"],
        "CCurl": ["RecourseLLM"],
        "ArgumentParser": ["RecourseCLI", "recourse", "recourse-bench"],
    ]

    static func number(of module: String) -> Int? { modules.firstIndex { $0.contains(module) } }
}
