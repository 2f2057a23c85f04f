import Foundation
import Testing

@Suite("Architecture")
struct ArchitectureTests {
    @Test func everyTargetHasItsLine() throws {
        let targets = Set(try Imports.all().map(\.target))
        #expect(
            targets.isSuperset(of: [
                "RecourseText", "RecourseAgent", "RecourseCLI", "recourse-bench",
            ]))
        for target in targets {
            #expect(Floors.mayImport[target] != nil, "\(target) is not in the table")
        }
    }

    @Test func tableGoesDownOnly() throws {
        for (target, modules) in Floors.mayImport {
            let floor = try #require(Floors.number(of: target), "\(target) has no floor")
            for module in modules {
                let below = try #require(Floors.number(of: module), "\(module) has no floor")
                #expect(
                    below < floor || module == "CPCRE2" && floor == 1,
                    "\(target) may not import \(module)")
            }
        }
    }

    @Test func sourcesImportWhatTheTableSays() throws {
        let own = Set(Floors.modules.joined())
        for found in try Imports.all()
        where own.contains(found.module) && found.module != found.target {
            #expect(Floors.mayImport[found.target]?.contains(found.module) == true, "\(found)")
        }
    }

    @Test func everyDoorIsTheOnlyOne() throws {
        for found in try Imports.all() {
            guard let keepers = Floors.doors[found.module] else { continue }
            #expect(keepers.contains(found.target), "\(found)")
        }
    }

    @Test func manifestSaysTheSame() throws {
        let manifest = try String(
            contentsOf: Imports.root.appendingPathComponent("Package.swift"), encoding: .utf8)
        for (target, modules) in Floors.mayImport {
            let start = try #require(
                manifest.range(of: "name: \"\(target)\", dependencies:")
                    ?? manifest.range(
                        of: #"arget\(\s*name: "\#(target)""#, options: .regularExpression),
                "\(target) is not in the manifest")
            // To the settings: what stands there are its dependencies.
            let end = manifest.range(
                of: "swiftSettings", range: start.upperBound..<manifest.endIndex)
            let entry = manifest[start.upperBound..<(end?.lowerBound ?? manifest.endIndex)]
            let named = Set(Floors.modules.joined().filter { entry.contains("\"\($0)\"") })
            #expect(named == modules, "\(target)")
        }
    }

    @Test func importsAreFound() {
        let source = """
            import A
            public import B
            @testable import C
                @_exported public import struct D.E
            // import F
            let importance = 1
            #if canImport(G)
            """
        #expect(Imports.modules(in: source) == ["A", "B", "C", "D"])
    }
}
