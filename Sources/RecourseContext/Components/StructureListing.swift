import RecourseCore

/// The tree for reading: the upper folders open, the rest as counts.
struct StructureListing {
    static let mostLines = 240
    /// Files that an open folder shows.
    private static let shownFiles = 14

    private let survey: TreeSurvey

    init(_ survey: TreeSurvey) { self.survey = survey }

    /// - Parameter lines: how many it has at most.
    func text(lines: Int) -> String {
        guard !survey.folders.isEmpty else { return "(empty)\n" }
        let open = openFolders(lines: lines)
        var text = ""
        write(0, depth: 0, open: open, to: &text)
        return text
    }

    /// Breadth first, so that what lies high is seen before what lies deep.
    private func openFolders(lines: Int) -> Set<Int> {
        var open: Set<Int> = [0]
        var room = lines - entryCount(0)
        var level = [0]
        while !level.isEmpty {
            var next: [Int] = []
            for folder in level {
                for child in survey.children(ofFolder: folder) {
                    let count = entryCount(child)
                    guard count <= room, count > 0 else { continue }
                    room -= count
                    open.insert(child)
                    next.append(child)
                }
            }
            level = next
        }
        return open
    }

    /// Lines that opening the folder costs.
    private func entryCount(_ folder: Int) -> Int {
        let files = Int(survey.folders[folder].fileCount)
        return min(files, Self.shownFiles + 1) + survey.children(ofFolder: folder).count
    }

    private func write(_ folder: Int, depth: Int, open: Set<Int>, to text: inout String) {
        let indent = String(repeating: "  ", count: depth)
        for child in survey.children(ofFolder: folder) {
            let path = survey.path(ofFolder: child)
            let name = path.split(separator: "/").last ?? ""
            if open.contains(child) {
                text += "\(indent)\(name)/\n"
                write(child, depth: depth + 1, open: open, to: &text)
            } else {
                let count = filesBelow(child)
                text += "\(indent)\(name)/ (\(count) file\(count == 1 ? "" : "s"))\n"
            }
        }
        let files = survey.files(ofFolder: folder)
        for file in files.prefix(Self.shownFiles) {
            text += "\(indent)\(survey.name(ofFile: file))\n"
        }
        if files.count > Self.shownFiles {
            text += "\(indent)[\(files.count - Self.shownFiles) more files]\n"
        }
    }

    private func filesBelow(_ folder: Int) -> Int {
        let last = survey.folders[folder + Int(survey.folders[folder].extent) - 1]
        return Int(last.firstFile + last.fileCount) - Int(survey.folders[folder].firstFile)
    }
}
