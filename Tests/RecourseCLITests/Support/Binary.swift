import Foundation

/// The program under test.
enum Binary {
    /// `RECOURSE_BINARY`, or what was built beside the test product.
    static let path: String = {
        if let given = ProcessInfo.processInfo.environment["RECOURSE_BINARY"] { return given }
        let starts = [CommandLine.arguments[0], Bundle.main.bundlePath]
        for start in starts {
            for folder in folders(above: start) where isProgram(folder + "/recourse") {
                return folder + "/recourse"
            }
        }
        for folder in folders(above: #filePath) {
            for configuration in ["debug", "release"] {
                let path = "\(folder)/.build/\(configuration)/recourse"
                if isProgram(path) { return path }
            }
        }
        return "/recourse-is-not-built"
    }()

    private static func folders(above path: String) -> [String] {
        var url = URL(fileURLWithPath: path).deletingLastPathComponent()
        var folders: [String] = []
        while url.path != "/", folders.count < 30 {
            folders.append(url.path)
            url.deleteLastPathComponent()
        }
        return folders
    }

    private static func isProgram(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && !isFolder.boolValue
            && FileManager.default.isExecutableFile(atPath: path)
    }
}
