import RecourseCore
import Testing

/// Every operation on every small file, against a reading of its sentence in `Docs/packs.md`.
@Suite struct FileEditTests {
    private static func files(of alphabet: [UInt8], upTo length: Int) -> [[UInt8]] {
        var (all, longest): ([[UInt8]], [[UInt8]]) = ([[]], [[]])
        for _ in 0..<length {
            longest = longest.flatMap { file in alphabet.map { file + [$0] } }
            all += longest
        }
        return all
    }

    private static let files = files(of: Array("ab \n".utf8), upTo: 5)

    /// Lines with their ends; the last may have none.
    private static func lines(of file: [UInt8]) -> [[UInt8]] {
        var (lines, line): ([[UInt8]], [UInt8]) = ([], [])
        for byte in file {
            line.append(byte)
            if byte == 0x0A {
                lines.append(line)
                line = []
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }

    private static func body(_ line: [UInt8]) -> [UInt8] {
        line.last == 0x0A ? line.dropLast() : line
    }

    private static func places(of text: String, in bytes: [UInt8]) -> [Int] {
        let wanted = Array(text.utf8)
        return bytes.indices.filter { !wanted.isEmpty && bytes[$0...].starts(with: wanted) }
    }

    @Test func deleteLine() {
        for file in Self.files {
            for line in -1...6 {
                for text in ["a", "ab", "", " "] {
                    var lines = Self.lines(of: file)
                    var expected: [UInt8]?
                    if lines.indices.contains(line - 1),
                        !Self.places(of: text, in: Self.body(lines[line - 1])).isEmpty
                    {
                        lines.remove(at: line - 1)
                        expected = lines.flatMap { $0 }
                    }
                    let operation = FileEdit.Operation.deleteLine(line: line, containing: text)
                    if operation.applied(to: file) != expected {
                        Issue.record("\(operation) of \(file)")
                    }
                }
            }
        }
    }

    @Test func replaceInLine() {
        for file in Self.files {
            for line in 0...6 {
                for (from, to) in [
                    ("a", "X"), ("aa", ""), ("ab", "a\nb"), ("a", ""), ("", "X"), ("a", "a"),
                ] {
                    var lines = Self.lines(of: file)
                    var expected: [UInt8]?
                    if lines.indices.contains(line - 1), from != to {
                        let places = Self.places(of: from, in: Self.body(lines[line - 1]))
                        if places.count == 1 {
                            lines[line - 1].replaceSubrange(
                                places[0]..<places[0] + from.utf8.count, with: to.utf8)
                            expected = lines.flatMap { $0 }
                        }
                    }
                    let operation = FileEdit.Operation.replaceInLine(line: line, from: from, to: to)
                    if operation.applied(to: file) != expected {
                        Issue.record("\(operation) of \(file)")
                    }
                }
            }
        }
    }

    @Test func indentWithTab() {
        for file in Self.files(of: Array("a \t\n".utf8), upTo: 5) {
            for line in 0...6 {
                var lines = Self.lines(of: file)
                var index = line - 1
                while lines.indices.contains(index), lines[index].first == 0x20 {
                    let text = lines[index].drop { $0 == 0x20 || $0 == 0x09 }
                    if text.isEmpty || text == [0x0A] { break }
                    lines[index] = [0x09] + text
                    index += 1
                }
                let result = lines.flatMap { $0 }
                let operation = FileEdit.Operation.indentWithTab(line: line)
                if operation.applied(to: file) != (result == file ? nil : result) {
                    Issue.record("\(line) of \(file)")
                }
            }
        }
    }

    @Test func crlfToLF() {
        for file in Self.files(of: Array("a\r\n".utf8), upTo: 6) {
            let result = file.indices.filter {
                file[$0] != 0x0D || $0 + 1 < file.count && file[$0 + 1] != 0x0A
            }.map { file[$0] }
            if FileEdit.Operation.crlfToLF.applied(to: file) != (result == file ? nil : result) {
                Issue.record("\(file)")
            }
        }
    }

    @Test func stripBOM() {
        for file in Self.files(of: [0xEF, 0xBB, 0xBF, 0x61], upTo: 5) {
            let hasMark = file.count >= 3 && file[..<3] == [0xEF, 0xBB, 0xBF]
            if FileEdit.Operation.stripBOM.applied(to: file) != (hasMark ? Array(file[3...]) : nil)
            {
                Issue.record("\(file)")
            }
        }
    }

    @Test func examples() {
        func applied(_ operation: FileEdit.Operation, _ text: String) -> String? {
            operation.applied(to: Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(
            applied(.indentWithTab(line: 2), "all:\n    cc a\n    \tcc b\n\nx:\n    y\n")
                == "all:\n\tcc a\n\tcc b\n\nx:\n    y\n")
        #expect(applied(.deleteLine(line: 2, containing: "os"), "a\nimport os\r\nb") == "a\nb")
        #expect(applied(.deleteLine(line: 2, containing: "b"), "a\nb") == "a\n")
        #expect(applied(.replaceInLine(line: 1, from: "x", to: ""), "x\ny\n") == "\ny\n")
        #expect(
            applied(.replaceInLine(line: 1, from: "aa", to: "b"), "aaa") == nil,
            "it stands there twice")
        #expect(applied(.replaceInLine(line: 1, from: "é", to: "e"), "café\r\n") == "cafe\r\n")
    }

    @Test func texts() {
        #expect(FileEdit(path: "a b.sh", operation: .crlfToLF).text == "edit crlf-to-lf 'a b.sh'")
        #expect(
            FileEdit(path: "main.go", operation: .deleteLine(line: 5, containing: "x")).text
                == "edit delete-line main.go:5")
        #expect(FileEdit(path: "x", operation: .stripBOM).text == "edit strip-bom x")
    }
}
