extension ProgramRule {
    /// What makes, moves and removes files.
    static let filePrograms: [String: ProgramRule] = [
        "cp": ProgramRule(
            "-abdfHiLnpPrRTuvx -t: --archive --recursive --force --verbose --no-clobber --preserve? --target-directory= --no-target-directory --update"
        ) { parsed, claims in
            copy(parsed, isTree: parsed.has("-a", "-r", "-R", "--archive", "--recursive"), &claims)
        },
        "mv": ProgramRule(
            "-bfinTuv -t: --force --verbose --no-clobber --target-directory= --no-target-directory"
        ) { parsed, claims in
            copy(parsed, isTree: true, &claims, removesSources: true)
        },
        "rm": ProgramRule("-dfiIrRv --force --recursive --verbose --dir") { parsed, claims in
            let isTree = parsed.has("-r", "-R", "--recursive")
            claims.write(all: parsed.operands, isTree: isTree)
        },
        "unlink": ProgramRule("") { parsed, claims in
            claims.write(all: parsed.operands)
        },
        "mkdir": ProgramRule("-pv -m: --parents --mode= --verbose") { parsed, claims in
            let makesParents = parsed.has("-p", "--parents")
            for operand in parsed.operands {
                makesParents ? claims.makeFolders(operand) : claims.write(operand)
            }
        },
        "rmdir": ProgramRule("-v") { parsed, claims in
            claims.write(all: parsed.operands, isTree: true)
        },
        "touch": ProgramRule("-acfmh -d: -r: -t: --date= --reference= --no-create") {
            parsed, claims in
            claims.write(all: parsed.operands)
            claims.read(all: parsed.values("-r", "--reference"))
        },
        "truncate": ProgramRule("-co -r: -s: --size= --reference=") { parsed, claims in
            claims.write(all: parsed.operands)
            claims.read(all: parsed.values("-r", "--reference"))
        },
        // A link makes two names for one thing, and names are all that claims compare.
        "ln": ProgramRule("") { _, claims in claims.bar(.open(program: "ln")) },
        "chmod": changing("-cfRv --recursive"),
        "chown": changing("-cfhRv --recursive"),
        "chgrp": changing("-cfhRv --recursive"),
        "install": ProgramRule("-bcCdDpsvT -g: -m: -o: -t: --mode= --directory") {
            parsed, claims in
            if parsed.has("-d", "--directory") {
                for argument in parsed.operands { claims.makeFolders(argument) }
            } else {
                if parsed.has("-D"), let target = parsed.values("-t").first ?? parsed.operands.last
                {
                    claims.makeFolders(target)
                }
                copy(parsed, isTree: false, &claims)
            }
        },
        "rsync": ProgramRule(
            "-achilnpqrtuvWxz --archive --delete --exclude= --include= --recursive --verbose --progress --stats --checksum --dry-run"
        ) { parsed, claims in
            // A colon stands behind a host.
            guard parsed.operands.count > 1, let target = parsed.operands.last, !target.isGlob,
                !parsed.operands.contains(where: { $0.text.contains(":") })
            else { return claims.bar(.open(program: "rsync")) }
            claims.read(all: parsed.operands.dropLast(), isTree: true)
            claims.writeTree(target)
        },
        "curl": ProgramRule(
            "-fgikLsSvO -o: -m: -A: -w: --fail --location --silent --show-error --output= --remote-name --max-time= --retry= --retry-delay= --connect-timeout= --compressed --insecure --create-dirs"
        ) { parsed, claims in
            for url in parsed.operands where !url.text.hasPrefix("http") || url.literal == nil {
                return claims.bar(.unknownArgument(program: "curl", argument: url.text))
            }
            if parsed.has("--create-dirs") { return claims.bar(.open(program: "curl")) }
            claims.write(all: parsed.values("-o", "--output"))
            if parsed.has("-O", "--remote-name") {
                for url in parsed.operands {
                    guard let name = url.name.literal?.split(separator: "?").first else { continue }
                    claims.write(.literal(String(name)))
                }
            }
        },
    ]

    private static func changing(_ syntax: String) -> ProgramRule {
        ProgramRule(syntax) { parsed, claims in
            let isTree = parsed.has("-R", "--recursive")
            claims.write(all: parsed.operands.dropFirst(), isTree: isTree)
        }
    }

    /// Sources go to the last operand, or into it where it is a folder.
    private static func copy(
        _ parsed: ParsedArguments, isTree: Bool, _ claims: inout EffectClaims,
        removesSources: Bool = false
    ) {
        var sources = parsed.operands
        let folder = parsed.values("-t", "--target-directory").first
        guard let target = folder ?? sources.popLast() else { return }
        // The last of what it becomes would be the target.
        if target.isGlob { return claims.bar(.expansion(target.text)) }
        func write(_ argument: Argument) {
            isTree ? claims.writeTree(argument) : claims.write(argument)
        }
        for source in sources {
            isTree ? claims.readTree(source) : claims.read(source)
            if removesSources { claims.writeTree(source) }
            // `cp -b` and a target that is there: its name with `~`.
            let isBackedUp = parsed.has("-b")
            if !parsed.has("-T", "--no-target-directory") {
                // `x/..` and `.` have no name of their own.
                if [".", "..", "/"].contains(source.name.text) || source.text.hasSuffix("/.") {
                    claims.writeTree(target)
                }
                write(target.child(source.name))
                if isBackedUp { write(target.child(source.name).appending("~")) }
            }
            if isBackedUp { write(target.appending("~")) }
        }
        let isFolder =
            folder != nil || sources.count > 1 || target.text.hasSuffix("/")
            || [".", ".."].contains(target.text)
        if isFolder {
            claims.read(target)
        } else {
            write(target)
        }
    }
}
