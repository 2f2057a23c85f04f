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
        // Loads libcurl when it is first used; only its headers are needed to build.
        .target(
            name: "CCurl", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
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
        .target(name: "RecourseContext", dependencies: ["RecourseCore"], swiftSettings: strict),

        // Floor 2
        .target(
            name: "RecourseMatching",
            dependencies: ["RecourseCore", "RecourseText", "RecoursePCRE2"],
            swiftSettings: strict),
        .target(
            name: "RecourseScheduling", dependencies: ["RecourseCore", "RecourseText"],
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
        .target(
            name: "RecourseLLM", dependencies: ["CCurl", "RecourseCore"], swiftSettings: strict),
        .target(
            name: "RecourseExecution", dependencies: ["RecourseCore", "RecourseText"],
            swiftSettings: strict),
        .target(
            name: "RecourseAgent",
            dependencies: [
                "RecourseCore", "RecourseText", "RecourseLearning", "RecourseMatching",
                "RecourseScheduling",
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
                "RecourseMatching", "RecourseContext", "RecourseScheduling", "RecourseStore",
                "RecourseExecution", "RecourseAgent", "RecourseCuration", "RecourseLLM",
                argumentParser,
            ],
            swiftSettings: strict,
            plugins: ["EmbedKnowledge"]),
        .executableTarget(
            name: "recourse", dependencies: ["RecourseCLI", argumentParser],
            swiftSettings: strict),
        .executableTarget(
            name: "recourse-bench",
            dependencies: [
                "RecourseCore", "RecourseText", "RecourseLearning", "RecoursePCRE2",
                "RecourseContext", "RecourseMatching", "RecourseScheduling",
                "RecourseExecution", "RecourseAgent", "RecourseCuration", "RecourseCLI",
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
        tests(
            of: "RecourseScheduling", also: ["RecourseCore", "RecourseText", "RecourseLearning"]),
        tests(of: "RecourseLearning", also: ["RecourseCore"]),
        tests(
            of: "RecourseCatalog",
            also: ["CZlib", "RecourseCore", "RecourseLearning", "RecoursePCRE2"],
            exclude: ["Fixtures"]),
        tests(
            of: "RecourseMatching",
            also: ["RecourseCore", "RecourseText", "RecoursePCRE2", "RecourseLearning"]),
        tests(of: "RecourseContext", also: ["RecourseCore", "RecourseLearning"]),
        tests(of: "RecourseLLM", also: ["RecourseCore"]),
        tests(
            of: "RecourseExecution", also: ["RecourseCore", "RecourseLearning", "RecourseText"]),
        tests(
            of: "RecourseAgent",
            also: [
                "RecourseCore", "RecourseText", "RecourseLearning", "RecourseMatching",
                "RecourseScheduling",
            ]),
        tests(
            of: "RecourseCuration",
            also: ["RecourseCore", "RecourseCatalog", "RecourseMatching"]),
        tests(
            of: "RecourseStore",
            also: [
                "RecourseCore", "RecourseLearning", "store-writer",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        // What the store's tests kill, trace, and take the disk away from.
        .executableTarget(
            name: "store-writer", dependencies: ["RecourseCore", "RecourseStore"],
            path: "Tests/StoreWriter", swiftSettings: strict),
        .testTarget(
            name: "RecourseCLITests",
            dependencies: ["recourse", "RecourseCLI", "RecourseCore", "RecourseStore"],
            swiftSettings: strict),
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
