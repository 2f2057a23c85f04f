/// Names of scripts and targets that say that they destroy something, or send it out.
enum GravePurpose {
    private static let words = [
        "clean", "reset", "drop", "delet", "destroy", "purge", "wipe", "prune", "uninstall",
        "deploy", "publish", "release", "push", "remov", "erase", "truncat", "rollback", "revert",
        "teardown", "nuke", "shutdown", "migrat",
    ]

    static func isNamed(by name: String) -> Bool {
        let name = name.lowercased()
        return words.contains(where: name.contains)
    }
}
