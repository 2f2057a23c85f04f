extension ProgramRule {
    /// Compilers of the C family take words that getopt does not know: they are read by
    /// `CompilerArguments`, as are linkers.
    static let compilers: [String: ProgramRule] = [
        "ld": ProgramRule("-o: -L: -l: -e: -T: -rsSxr") { parsed, claims in
            let output = parsed.values("-o").first ?? .literal("a.out")
            claims.write(output)
            claims.read(all: parsed.values("-L"), isTree: true)
            claims.read(all: parsed.values("-T"))
            claims.read(all: parsed.operands)
        }
    ]

    static let compilerNames: Set<String> = [
        "cc", "gcc", "g++", "c++", "clang", "clang++", "c99",
    ]
}

/// What a compiler of the C family reads and writes.
enum CompilerArguments {
    private static let plain: Set<String> = [
        "-c", "-E", "-S", "-g", "-pipe", "-pthread", "-shared", "-static", "-fPIC", "-fpic", "-pie",
        "-ansi", "-pedantic", "-w", "-v", "-s", "-MD", "-MMD", "-MP", "-nostdlib", "-rdynamic",
    ]
    private static let prefixes = ["-O", "-W", "-D", "-U", "-std=", "-m", "-g", "-f", "-l"]
    /// Prefixes that look like those above and do more: response files, plug-ins, profiles, dumps,
    /// options for the preprocessor, the assembler and the linker.
    private static let refused = [
        "-Wp,", "-Wa,", "-Wl,", "-fplugin", "-fprofile", "-fdump", "-fmodule", "-fcallgraph",
        "-fsave", "-ftest-coverage", "-fauto-profile", "-frandom", "-fuse-ld", "-fcompare-debug",
        "-fopt-info", "-ftime-trace", "-fcrash", "-fdiagnostics-format", "-gsplit", "-mllvm",
    ]

    static func claim(_ program: String, _ arguments: [Argument], _ claims: inout EffectClaims) {
        var sources: [Argument] = []
        var output: Argument?
        var dependencies: Argument?
        var libraries: [Argument] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            guard let word = argument.literal, word.hasPrefix("-"), word != "-" else {
                if argument.text.hasPrefix("@") || argument.text.hasPrefix("-") {
                    return unknown(program, argument, &claims)
                }
                sources.append(argument)
                continue
            }
            func value(_ name: String) -> Argument? {
                word == name ? rest.popFirst() : .literal(String(word.dropFirst(name.count)))
            }
            if plain.contains(word) { continue }
            if word.hasPrefix("-o") {
                output = value("-o")
            } else if word == "-MF" {
                dependencies = rest.popFirst()
            } else if word == "-MT" || word == "-MQ" || word == "-x" || word == "-D" {
                _ = rest.popFirst()
            } else if word == "-include" || word == "-isystem" || word == "-iquote" {
                if let path = rest.popFirst() { claims.readTree(path) }
            } else if word.hasPrefix("-I") {
                if let path = value("-I") { claims.read(path) }
            } else if word.hasPrefix("-L") {
                if let path = value("-L") { libraries.append(path) }
            } else if refused.contains(where: word.hasPrefix)
                || !prefixes.contains(where: word.hasPrefix)
            {
                return unknown(program, argument, &claims)
            }
        }
        let words = Set(arguments.compactMap(\.literal))
        claims.read(all: sources)
        claims.readHeaders()
        if sources.isEmpty || words.contains("-E") && output == nil { return }
        let isLinked = words.isDisjoint(with: ["-c", "-S", "-E"])
        if isLinked {
            // Which of the libraries' files are looked for depends on names and versions.
            for argument in libraries { claims.readListing(argument) }
            claims.write(output ?? .literal("a.out"))
        } else if let output {
            claims.write(output)
        } else {
            for source in sources {
                guard let object = replaced(source, by: words.contains("-S") ? "s" : "o") else {
                    return unknown(program, source, &claims)
                }
                claims.write(object)
            }
        }
        if let dependencies {
            claims.write(dependencies)
        } else if words.contains("-MD") || words.contains("-MMD") {
            for source in output.map({ [$0] }) ?? sources {
                guard let file = replaced(source, by: "d") else {
                    return unknown(program, source, &claims)
                }
                claims.write(file)
                // Beside the output where one is named.
                if let output, let folder = output.literal?.dropLast(output.name.text.count) {
                    claims.write(.literal(folder + file.text))
                }
            }
        }
    }

    private static func unknown(
        _ program: String, _ argument: Argument, _ claims: inout EffectClaims
    ) {
        claims.bar(.unknownArgument(program: program, argument: argument.text))
    }

    /// The file with that extension which is made for a source in the folder where the compiler
    /// runs.
    private static func replaced(_ source: Argument, by suffix: String) -> Argument? {
        guard let name = source.name.literal else { return nil }
        let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
        return .literal("\(stem).\(suffix)")
    }
}
