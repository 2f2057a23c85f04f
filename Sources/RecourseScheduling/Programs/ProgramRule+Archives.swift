extension ProgramRule {
    static let archivePrograms: [String: ProgramRule] = [
        "tar": ProgramRule(
            "-ctxvzjJkpahmZS -f: -C: --create --extract --list --file= --directory= --exclude= --strip-components= --gzip --bzip2 --xz --zstd --verbose --auto-compress --no-same-owner --sort= --mtime= --owner= --group= --numeric-owner"
        ) { parsed, claims in
            tar(parsed, &claims)
        },
        "gzip": compressor(".gz", "gzip"), "gunzip": compressor(".gz", "gunzip"),
        "bzip2": compressor(".bz2", "bzip2"), "bunzip2": compressor(".bz2", "bunzip2"),
        "xz": compressor(".xz", "xz"), "unxz": compressor(".xz", "unxz"),
        "zcat": .reads(""), "bzcat": .reads(""), "xzcat": .reads(""),
        "unzip": ProgramRule("-lnopqtjvZ -d: -x:") { parsed, claims in
            guard let archive = parsed.operands.first else { return }
            claims.read(archive)
            // `unzip a` also looks for `a.zip`.
            claims.read(archive.appending(".zip"))
            if parsed.has("-l", "-p", "-t", "-v", "-Z") { return }
            if let folder = parsed.values("-d").first {
                claims.makeFolders(folder)
                claims.writeTree(folder)
            } else {
                claims.writeTree(.literal("."))
            }
        },
        "zip": ProgramRule("-0123456789jqrvX -x:") { parsed, claims in
            guard let archive = parsed.operands.first, !archive.isGlob else {
                return claims.bar(.open(program: "zip"))
            }
            claims.write(archive)
            claims.write(archive.appending(".zip"))
            claims.read(all: parsed.operands.dropFirst(), isTree: parsed.has("-r"))
        },
        "ar": ProgramRule("-acDorqstuUvx") { parsed, claims in
            // The first operand holds the letters where no option does.
            var operands = parsed.operands[...]
            var letters = parsed.options.map { String($0.name.dropFirst()) }.joined()
            if letters.isEmpty, let first = operands.popFirst()?.literal { letters = first }
            guard let archive = operands.popFirst(), !archive.isGlob,
                letters.allSatisfy({ "acDorqstuUv".contains($0) })
            else { return claims.bar(.open(program: "ar")) }
            claims.read(archive)
            if letters.contains(where: { "rqs".contains($0) }) { claims.write(archive) }
            claims.read(all: operands)
        },
        "ranlib": ProgramRule("-D") { parsed, claims in
            claims.write(all: parsed.operands)
        },
        "strip": ProgramRule("-dgsxv -o:") { parsed, claims in
            claims.read(all: parsed.operands)
            let targets = parsed.values("-o")
            claims.write(all: (targets.isEmpty ? parsed.operands : targets))
        },
        "nm": .reads("-aACDgnopPruUv"), "size": .reads("-AB"),
    ]

    private static func tar(_ parsed: ParsedArguments, _ claims: inout EffectClaims) {
        let folders = parsed.values("-C", "--directory")
        let archives = parsed.values("-f", "--file")
        // A change of folder holds only for what follows it, and a colon stands behind a host.
        guard folders.count <= 1, archives.count == 1, !archives[0].text.contains(":") else {
            return claims.bar(.open(program: "tar"))
        }
        let archive = archives[0]
        let folder = folders.first
        if let folder { claims.read(folder) }
        if parsed.has("-c", "--create") {
            if archive != .literal("-") { claims.write(archive) }
            for operand in parsed.operands {
                claims.readTree(operand)
                claims.readTree(operand.relative(to: folder))
            }
        } else if parsed.has("-x", "--extract") {
            if archive != .literal("-") { claims.read(archive) }
            claims.writeTree(folder ?? .literal("."))
        } else if parsed.has("-t", "--list") {
            if archive != .literal("-") { claims.read(archive) }
        } else {
            claims.bar(.open(program: "tar"))
        }
    }

    /// - Parameter suffix: what a compressed file's name ends in.
    private static func compressor(_ suffix: String, _ program: String) -> ProgramRule {
        ProgramRule("-123456789cdfknqtvl -T: --keep --force --stdout --decompress --best --fast") {
            parsed, claims in
            claims.read(all: parsed.operands)
            if parsed.has("-c", "--stdout", "-t", "-l") { return }
            let decompresses =
                program.hasPrefix("un") || program.hasPrefix("gun") || program.hasPrefix("bun")
                || parsed.has("-d", "--decompress")
            for operand in parsed.operands where operand != .literal("-") {
                claims.write(operand)
                if !decompresses {
                    claims.write(operand.appending(suffix))
                } else if let name = operand.literal, name.hasSuffix(suffix) {
                    claims.write(.literal(String(name.dropLast(suffix.count))))
                } else {
                    claims.bar(.unknownArgument(program: program, argument: operand.text))
                }
            }
        }
    }
}
