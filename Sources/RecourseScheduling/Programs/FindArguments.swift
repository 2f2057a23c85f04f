/// What find(1) reads: it deletes nothing and runs nothing where all its predicates are known.
enum FindArguments {
    private static let plain: Set<String> = [
        "-print", "-print0", "-o", "-a", "-or", "-and", "-not", "!", "(", ")", "-empty", "-prune",
        "-depth", "-xdev", "-mount", "-true", "-false", "-readable", "-writable", "-executable",
        "-quit",
    ]
    private static let valued: Set<String> = [
        "-name", "-iname", "-path", "-ipath", "-wholename", "-regex", "-iregex", "-type", "-size",
        "-mtime", "-mmin", "-maxdepth", "-mindepth", "-perm", "-user", "-group", "-printf",
        "-regextype", "-links",
    ]

    static func claim(_ arguments: [Argument], _ claims: inout EffectClaims) {
        let split = arguments.firstIndex {
            $0.text.hasPrefix("-") || $0.text == "(" || $0.text == "!"
        }
        let roots = arguments[..<(split ?? arguments.count)]
        claims.read(all: roots.isEmpty ? [.literal(".")] : Array(roots), isTree: true)
        var rest = arguments[(split ?? arguments.count)...]
        while let argument = rest.popFirst() {
            guard let word = argument.literal else {
                return claims.bar(.unknownArgument(program: "find", argument: argument.text))
            }
            if plain.contains(word) { continue }
            if word == "-newer" {
                if let file = rest.popFirst() { claims.read(file) }
            } else if valued.contains(word) {
                // What is not quoted becomes file names, and more words than one.
                guard let value = rest.popFirst(), value.isOneWord else {
                    return claims.bar(.unknownArgument(program: "find", argument: word))
                }
            } else {
                return claims.bar(.unknownArgument(program: "find", argument: word))
            }
        }
    }
}
