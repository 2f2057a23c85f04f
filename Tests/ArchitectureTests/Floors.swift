/// The house of `Docs/design.md` and `Package.swift`: which target may import which.
enum Floors {
    /// Project modules from the bottom; those of one floor never import each other.
    static let modules: [[String]] = [
        ["CPCRE2", "CZlib", "RecourseCore"],
        ["RecourseText", "RecoursePCRE2", "RecourseLearning", "RecourseCatalog"],
        ["RecourseMatching"],
        ["RecourseStore", "RecourseExecution", "RecourseAgent", "RecourseCuration"],
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
        "RecourseMatching": ["RecourseCore", "RecourseText", "RecoursePCRE2"],
        "RecourseStore": ["RecourseCore", "RecourseLearning"],
        "RecourseExecution": ["RecourseCore"],
        "RecourseAgent": ["RecourseCore", "RecourseText", "RecourseLearning", "RecourseMatching"],
        "RecourseCuration": [
            "RecourseCore", "RecourseText", "RecoursePCRE2", "RecourseCatalog", "RecourseMatching",
        ],
        "RecourseCLI": [
            "RecourseCore", "RecourseText", "RecourseLearning", "RecourseCatalog",
            "RecourseMatching",
            "RecourseStore", "RecourseExecution", "RecourseAgent", "RecourseCuration",
        ],
        "recourse": ["RecourseCLI"],
        "recourse-bench": [
            "RecourseCore", "RecourseText", "RecourseLearning", "RecourseMatching", "RecourseAgent",
            "RecourseCuration", "RecourseCLI", "RecoursePCRE2",
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
        "ArgumentParser": ["RecourseCLI", "recourse", "recourse-bench"],
    ]

    static func number(of module: String) -> Int? { modules.firstIndex { $0.contains(module) } }
}
