/// Text that stands in most logs, whatever failed: a literal made of it finds too much.
enum CommonText {
    private static let phrases = [
        "error: ", "warning: ", "Error: ", "ERROR: ", "[ERROR] ", "[INFO] ", "[WARN] ", "fatal: ",
        "failed: ", " failed with ", "failure", "exception", "cannot find ", "could not ",
        "not found", " is not ", "does not exist", "No such file or directory", "permission denied",
        "undefined reference to ", "in function ", "expected ", "unexpected ", "invalid ",
        "missing ", "required ", "command ", " line ", "File \"",
        "Traceback (most recent call last)",
        " from ", " to the ", " of the ", " in the ", " with ", " for ", " and ", " that ", "this ",
        " the ", " was ", " are ", " has ", " have ", " been ", " will ", " you ", "/usr/lib/",
        "/usr/bin/", "/usr/include/", "/usr/local/", "/home/", "/build/", "/src/", "/lib/", "/tmp/",
        "/node_modules/", "/site-packages/", "/dist-packages/", "python3.", ".java:",
        ".py\", line ",
        "\tat org.", "\tat com.", "\tat java.", "https://", "http://", "github.com/", "www.",
        "npm ERR! ", "npm WARN ", "Compiling ", "Building ", "Downloading ", "Downloaded ",
        "Installing ", "Installed ", "Collecting ", "Requirement already satisfied", "Running ",
        "Started ", "Finished ", "Checking ", "Setting up ", "Unpacking ", "Preparing ", "Get:",
        "Running test", "test ", "tests ", "PASSED", "FAILED", "passed", "skipped", " ok\n", "...",
        "---", "===", "***", "    ", "version ", "package ", "module ", "object ", "function ",
        "method ", "variable ", "process ", "status ", "code ", "exit ", "type ", "name ", "file ",
        "directory ", "library ", "target ", "build ", "project ", "server ", "connection ",
        "request ", "response ", "message ", "INFO", "DEBUG", "WARNING", "000", "2020-", "2021-",
        "2022-", "2023-", "2024-", "2025-", "2026-", "T00:", "Z ", "00:00", "deprecated",
        "default ",
        "install", "update", "config", "import ", "return ", "string", "number", "value", "null",
        "true", "false", "none", "self.", "main", "test_", "_test", "tests/", "src/main/", "src/",
    ]

    /// One bit for each hash of four neighbouring bytes of the phrases.
    private static let bitmap: [UInt64] = {
        var bitmap = [UInt64](repeating: 0, count: 1 << 10)
        for phrase in phrases {
            let bytes = phrase.utf8.map { $0 | 0x20 }
            guard bytes.count >= WindowKey.shortLength else { continue }
            for start in 0...(bytes.count - WindowKey.shortLength) {
                let slot = slot(WindowKey.short(bytes[start...].prefix(WindowKey.shortLength)))
                bitmap[slot >> 6] |= 1 << UInt64(slot & 63)
            }
        }
        return bitmap
    }()

    private static func slot(_ window: UInt32) -> Int {
        Int(WindowKey.hash(UInt64(window)) >> 48)
    }

    /// Whether the phrases hold the window; of others, one in a hundred is taken for one of theirs.
    static func holds(_ window: UInt32) -> Bool {
        let slot = slot(window)
        return bitmap[slot >> 6] >> UInt64(slot & 63) & 1 == 1
    }
}
