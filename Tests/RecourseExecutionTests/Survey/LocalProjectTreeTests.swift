import RecourseCore
import Testing

@testable import RecourseExecution

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

@Suite("Survey of a tree")
struct LocalProjectTreeTests {
    private func paths(_ survey: TreeSurvey) -> [String] {
        survey.folders.indices.flatMap { folder in
            survey.files(ofFolder: folder).map { survey.path(ofFile: $0, in: folder) }
        }
    }

    /// The stamps of what was written have to settle before they count.
    private func settle() { usleep(60_000) }

    @Test func listsFilesInTheOrderOfTheirBytes() throws {
        let folder = try TemporaryFolder()
        for name in ["b", "a", "node_modules", ".git", "a/z", "a/build"] { try folder.folder(name) }
        for name in [
            "x.swift", "Y.swift", "a/z/deep.c", "a/one.c", "b/two.c", "node_modules/no.js",
            ".git/HEAD", "a/build/no.o", ".hidden",
        ] { try folder.write(name, "text") }
        try folder.link("link", to: "b")
        try #require(mkfifo("\(folder.path)/pipe", 0o600) == 0)
        let survey = LocalProjectTree(root: folder.path).survey(after: nil)
        #expect(
            paths(survey) == [
                ".hidden", "Y.swift", "link", "x.swift", "a/one.c", "a/z/deep.c", "b/two.c",
            ])
        #expect(survey.stamps[2].kind == .link)
        #expect(survey.stamps[1].size == 4)
        #expect(survey.children(ofFolder: 0).map { survey.path(ofFolder: $0) } == ["a", "b"])
        #expect(survey.folder(ofFile: 5) == 2)
        #expect(survey.unreadable == 0 && !survey.isCut)
    }

    @Test func findsWhatChangedSince() throws {
        let folder = try TemporaryFolder()
        for part in 0..<30 {
            try folder.folder("p\(part)")
            for file in 0..<80 { try folder.write("p\(part)/f\(file).txt", "\(file)") }
        }
        settle()
        let tree = LocalProjectTree(root: folder.path)
        let first = tree.survey(after: nil)
        #expect(first.fileCount == 2_400)
        let second = tree.survey(after: first)
        #expect(second.stamps == first.stamps && second.names == first.names)
        #expect(second.folders.indices.allSatisfy { second.folders[$0].earlier == Int32($0) })

        try folder.write("p3/f7.txt", "another text")
        try folder.write("p4/new.txt", "new")
        unlink("\(folder.path)/p5/f9.txt")
        try folder.folder("p6/inner")
        try folder.write("p6/inner/x.txt", "x")
        rename("\(folder.path)/p7", "\(folder.path)/q7")
        let third = tree.survey(after: second)
        let fresh = tree.survey(after: nil)
        #expect(paths(third) == paths(fresh))
        #expect(third.stamps == fresh.stamps)
        #expect(third.text == fresh.text)
        let known = third.folders.filter { $0.earlier >= 0 }
        #expect(known.count == 30)
        for folder in known.indices {
            let index = Int(known[folder].earlier)
            #expect(
                second.bytes(at: second.folders[index].path) == third.bytes(at: known[folder].path))
        }
        #expect(third.folders.filter { $0.earlier < 0 }.count == 2)
    }

    @Test func threadsSeeTheSame() throws {
        let folder = try TemporaryFolder()
        for part in 0..<40 {
            try folder.folder("p\(part)")
            for file in 0..<60 { try folder.write("p\(part)/f\(file)", "") }
        }
        settle()
        let first = LocalProjectTree(root: folder.path).survey(after: nil)
        for threads in 1...5 {
            let tree = LocalProjectTree(root: folder.path, threads: threads)
            let again = tree.survey(after: first)
            #expect(again.stamps == first.stamps)
        }
    }

    @Test func readsNoFurtherThanTheTree() throws {
        let folder = try TemporaryFolder()
        let outside = try TemporaryFolder()
        try outside.write("secret", "secret")
        try folder.folder("a")
        try folder.write("a/file", "0123456789")
        try folder.link("a/link", to: "\(outside.path)/secret")
        try folder.link("out", to: outside.path)
        let tree = LocalProjectTree(root: folder.path)
        #expect(tree.contents(of: "a/file", upTo: 4) == Array("0123".utf8))
        #expect(tree.contents(of: "a/file", upTo: 400) == Array("0123456789".utf8))
        for path in [
            "a/link", "out/secret", "../\(outside.path)/secret", "a/../a/file", "/etc/passwd", "a",
            "missing", "", "a//file", "a/file\0",
        ] { #expect(tree.contents(of: path, upTo: 400) == nil, "\(path)") }
    }

    @Test func endsAtItsBound() throws {
        let folder = try TemporaryFolder()
        for index in 0..<30 { try folder.write("f\(index)", "") }
        let tree = LocalProjectTree(root: folder.path, mostEntries: 10)
        let survey = tree.survey(after: nil)
        #expect(survey.fileCount <= 10 && survey.isCut)
        #expect(LocalProjectTree(root: "\(folder.path)/none").survey(after: nil).unreadable == 1)
    }
}
