// swift-tools-version: 6.2
import PackageDescription

// The manifest is the architecture: a target may import only what its line here names, and the
// build is run with `--explicit-target-dependency-import-check error`. Floors, from the bottom:
// words; pure transforms; matching; doors to the outside; commands.

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A suite that mirrors one target of `Sources`.
func tests(
    of target: String, also dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
    .testTarget(
        name: "\(target)Tests", dependencies: [.init(stringLiteral: target)] + dependencies,
        exclude: exclude, swiftSettings: strict)
}

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "recourse",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "recourse", targets: ["recourse"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        // Floor 0
        .systemLibrary(
            name: "CPCRE2", pkgConfig: "libpcre2-8",
            providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]),
        .systemLibrary(
            name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .target(name: "RecourseCore", swiftSettings: strict),

        // Floor 1
        .target(name: "RecourseText", dependencies: ["RecourseCore"], swiftSettings: strict),
        .target(
            name: "RecoursePCRE2", dependencies: ["CPCRE2", "RecourseCore"],
            swiftSettings: strict),
        .target(name: "RecourseLearning", dependencies: ["RecourseCore"], swiftSettings: strict),
        .target(
            name: "RecourseCatalog", dependencies: ["CZlib", "RecourseCore", "TOMLKit"],
            swiftSettings: strict),

        // Floor 2
        .target(
            name: "RecourseMatching",
            dependencies: ["RecourseCore", "RecourseText", "RecoursePCRE2"],
            swiftSettings: strict),

        // Floor 3
        .target(
            name: "RecourseStore",
            dependencies: [
                "RecourseCore", "RecourseLearning",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict,
            plugins: ["EmbedKnowledge"]),
        .target(name: "RecourseExecution", dependencies: ["RecourseCore"], swiftSettings: strict),
        .target(
            name: "RecourseAgent",
            dependencies: [
                "RecourseCore", "RecourseText", "RecourseLearning", "RecourseMatching",
            ],
            swiftSettings: strict),
        .target(
            name: "RecourseCuration",
            dependencies: [
                "RecourseCore", "RecourseText", "RecoursePCRE2", "RecourseCatalog",
                "RecourseMatching",
            ],
            swiftSettings: strict),

        // Floor 4
        .target(
            name: "RecourseCLI",
            dependencies: [
                "RecourseCore", "RecourseText", "RecourseLearning", "RecourseCatalog",
                "RecourseMatching", "RecourseStore", "RecourseExecution", "RecourseAgent",
                "RecourseCuration", argumentParser,
            ],
            swiftSettings: strict,
            plugins: ["EmbedKnowledge"]),
        .executableTarget(
            name: "recourse", dependencies: ["RecourseCLI", argumentParser],
            swiftSettings: strict),
        .executableTarget(
            name: "recourse-bench",
            dependencies: [
                "RecourseCore", "RecourseText", "RecourseLearning", "RecourseMatching",
                "RecourseAgent", "RecourseCuration", "RecourseCLI", "RecoursePCRE2",
                argumentParser,
            ],
            path: "Benchmarks/recourse-bench",
            swiftSettings: strict),

        // patterns/ and migrations/ are compiled into the binary.
        .executableTarget(
            name: "embed-knowledge",
            dependencies: ["RecourseCore", "RecourseCatalog", "RecourseMatching"],
            swiftSettings: strict),
        .plugin(
            name: "EmbedKnowledge", capability: .buildTool(), dependencies: ["embed-knowledge"]),

        tests(of: "RecourseCore", also: ["RecourseLearning"]),
        tests(of: "RecourseText", also: ["RecourseCore", "RecourseLearning"]),
        tests(of: "RecoursePCRE2", also: ["CPCRE2", "RecourseLearning"]),
        tests(of: "RecourseLearning", also: ["RecourseCore"]),
        tests(
            of: "RecourseCatalog",
            also: ["CZlib", "RecourseCore", "RecourseLearning", "RecoursePCRE2"],
            exclude: ["Fixtures"]),
        tests(
            of: "RecourseMatching",
            also: ["RecourseCore", "RecourseText", "RecoursePCRE2", "RecourseLearning"]),
        tests(of: "RecourseExecution", also: ["RecourseCore"]),
        tests(
            of: "RecourseAgent",
            also: ["RecourseCore", "RecourseText", "RecourseLearning", "RecourseMatching"]),
        tests(
            of: "RecourseCuration",
            also: ["RecourseCore", "RecourseCatalog", "RecourseMatching"]),
        tests(
            of: "RecourseStore",
            also: [
                "RecourseCore", "RecourseLearning", .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .testTarget(
            name: "RecourseCLITests", dependencies: ["recourse"], swiftSettings: strict),
        .testTarget(name: "ArchitectureTests", swiftSettings: strict),
    ]
)

// libFuzzer brings the `main`: only `make fuzz` builds it.
if Context.environment["RECOURSE_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "index-fuzzer", dependencies: ["RecourseMatching"], path: "Fuzzing",
            swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]))
}
