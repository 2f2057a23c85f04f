extension ProgramRule {
    /// Filters and what looks at files. Options are those of GNU coreutils 9, grep 3, diffutils 3,
    /// and where they differ what BSD has in common with them.
    static let textPrograms: [String: ProgramRule] = [
        "cat": .reads("-AbeEnstTuv --number --show-all --squeeze-blank --show-ends"),
        "tac": .reads("-bs:"),
        "rev": .reads(""),
        "head": .reads("-qvz -n: -c: --lines= --bytes= --quiet --verbose"),
        "tail": .reads("-qvz -n: -c: --lines= --bytes= --quiet --verbose"),
        "wc": .reads("-clmwL --bytes --chars --lines --words"),
        "cut": .reads("-nsz -b: -c: -d: -f: --delimiter= --fields= --complement"),
        "paste": .reads("-sz -d:"),
        "join": .reads("-iz -a: -e: -j: -o: -t: -v: -1: -2:"),
        "comm": .reads("-123z --nocheck-order --check-order --total"),
        "cmp": .reads("-bls -n: -i:"),
        "nl": .reads("-p -b: -d: -f: -h: -i: -l: -n: -s: -v: -w:"),
        "od": .reads("-abcdfilosvx -A: -j: -N: -t: -w?"),
        "xxd": ProgramRule("-abeipu -c: -g: -l: -s:") { parsed, claims in
            // The second of what a glob becomes would be written.
            if let glob = parsed.operands.first(where: \.isGlob) {
                return claims.bar(.expansion(glob.text))
            }
            if let input = parsed.operands.first { claims.read(input) }
            claims.write(all: parsed.operands.dropFirst())
        },
        "fold": .reads("-bs -w:"),
        "expand": .reads("-i -t:"), "unexpand": .reads("-a -t:"),
        "column": .reads("-tx -s: -c:"),
        "tr": .none("-cCdst --complement --delete --squeeze-repeats"),
        "cksum": .reads(""), "sum": .reads("-rs"),
        "md5sum": .reads("-btz --tag"), "sha1sum": .reads("-btz --tag"),
        "sha256sum": .reads("-btz --tag"), "sha512sum": .reads("-btz --tag"),
        "b2sum": .reads("-btz --tag"),
        // The times of a folder change with what is in it.
        "stat": ProgramRule("-Lft -c: --format= --printf=") { parsed, claims in
            for operand in parsed.operands { claims.readListing(operand) }
        },
        "file": .reads("-biLkz --mime --mime-type --brief"),
        "readlink": .reads("-efmnz"), "realpath": .reads("-emsz"),
        "ls": ProgramRule(
            "-1aAbBcCdfFgGhHiklLmnNopqQrRsStuUvxXZ --all --almost-all --color? --directory --full-time"
        ) { parsed, claims in
            let operands = parsed.operands.isEmpty ? [.literal(".")] : parsed.operands
            for operand in operands {
                if parsed.has("-R") {
                    claims.readTree(operand)
                } else if parsed.has("-d", "--directory") {
                    claims.read(operand)
                } else {
                    claims.readListing(operand)
                    // Their times and sizes change with what is in them.
                    if parsed.has("-l", "-s", "-t") {
                        claims.read(operand.child(.glob("*/*")))
                    }
                }
            }
        },
        "du": ProgramRule("-abchkmsx -d: --max-depth= --apparent-size") { parsed, claims in
            let operands = parsed.operands.isEmpty ? [.literal(".")] : parsed.operands
            claims.read(all: operands, isTree: true)
        },
        "diff": ProgramRule(
            "-abBcdeEiNqrstuwyZ -U: -C: -W: -I: -x: --brief --unified? --recursive --color? --exclude= --label="
        ) { parsed, claims in
            for operand in parsed.operands {
                // With a folder for one operand, the other's name is looked for in it.
                claims.readTree(operand)
            }
        },
        "grep": grep(""), "egrep": grep(""), "fgrep": grep(""),
        "sort": ProgramRule(
            "-bcCdfghimMnrRsuVz -k: -o: -S: -t: --key= --output= --unique --reverse --numeric-sort --parallel= --stable"
        ) { parsed, claims in
            claims.read(all: parsed.operands)
            claims.write(all: parsed.values("-o", "--output"))
        },
        "uniq": ProgramRule("-cdDiuz -f: -s: -w:") { parsed, claims in
            // The second of what a glob becomes would be written.
            if let glob = parsed.operands.first(where: \.isGlob) {
                return claims.bar(.expansion(glob.text))
            }
            if let input = parsed.operands.first { claims.read(input) }
            claims.write(all: parsed.operands.dropFirst())
        },
        "tee": ProgramRule("-aip --append") { parsed, claims in
            claims.write(all: parsed.operands)
        },
        "sed": ProgramRule(
            "-nErsuz -e: -i? --expression= --in-place? --quiet --silent --regexp-extended"
        ) { parsed, claims in
            sed(parsed, &claims)
        },
        "basename": .none("-az -s:"), "dirname": .none("-z"),
        "seq": .none("-w -f: -s:"),
        "sleep": .none(""), "true": .none(""), "false": .none(""),
        "pwd": .none("-LP"), "whoami": .none(""), "id": .none("-Ggnruz"),
        "uname": .none("-amnoprsv"),
        "hostname": ProgramRule("-fisI") { parsed, claims in
            if !parsed.operands.isEmpty { claims.bar(.open(program: "hostname")) }
        },
        "nproc": .none("--all"), "arch": .none(""),
        "date": ProgramRule("-uR -I? -d: --date= --utc --iso-8601? --rfc-3339=") { parsed, claims in
            // An operand without `+` sets the clock.
            if !parsed.operands.allSatisfy({ $0.text.hasPrefix("+") }) {
                claims.bar(.open(program: "date"))
            }
        },
        "which": .none("-a"),
    ]

    private static func grep(_ extra: String) -> ProgramRule {
        ProgramRule(
            "-abcEFGhHiIlLnoPqsvwxzZrR -A: -B: -C: -e: -f: -m: --color? --include= --exclude= --exclude-dir= --count --quiet --recursive --fixed-strings --line-number --ignore-case --extended-regexp --only-matching --invert-match --files-with-matches"
                + extra
        ) { parsed, claims in
            var operands = parsed.operands[...]
            if !parsed.has("-e", "-f"), operands.first?.isGlob != true { _ = operands.popFirst() }
            claims.read(all: parsed.values("-f"))
            let isRecursive = parsed.has("-r", "-R", "--recursive")
            if operands.isEmpty, isRecursive { operands = [.literal(".")] }
            for operand in operands {
                if isRecursive { claims.readTree(operand) } else { claims.read(operand) }
            }
        }
    }

    private static func sed(_ parsed: ParsedArguments, _ claims: inout EffectClaims) {
        var operands = parsed.operands[...]
        var scripts = parsed.values("-e", "--expression")
        if scripts.isEmpty, let script = operands.popFirst() { scripts = [script] }
        for script in scripts {
            guard let text = script.literal, StreamEditorScript.isHarmless(text) else {
                return claims.bar(.unknownArgument(program: "sed", argument: script.text))
            }
        }
        claims.read(all: operands)
        guard parsed.has("-i", "--in-place") else { return }
        claims.write(all: operands)
        for suffix in parsed.values("-i", "--in-place") {
            guard let suffix = suffix.literal, !suffix.contains("*"), !suffix.contains("/") else {
                return claims.bar(.unknownArgument(program: "sed", argument: suffix.text))
            }
            claims.write(all: operands.map { $0.appending(suffix) })
        }
    }
}
