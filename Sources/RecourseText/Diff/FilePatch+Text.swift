import RecourseCore

extension FilePatch {
    /// As `git diff` writes it; `git apply` and `patch -p1` read it.
    public var text: String {
        let (old, new) = (PatchPath.quoted("a/" + path), PatchPath.quoted("b/" + path))
        var text = ""
        let mode = isExecutable ? "100755" : "100644"
        switch kind {
        case .create: text += "diff --git \(old) \(new)\nnew file mode \(mode)\n"
        case .delete: text += "diff --git \(old) \(new)\ndeleted file mode \(mode)\n"
        case .modify: break
        }
        guard !hunks.isEmpty else { return text }
        // Behind a name with a blank a tab says where it ends.
        let tab = path.utf8.contains(0x20) ? "\t" : ""
        text += "--- " + (kind == .create ? "/dev/null" : old + tab) + "\n"
        text += "+++ " + (kind == .delete ? "/dev/null" : new + tab) + "\n"
        for hunk in hunks { text += hunk.text }
        return text
    }
}

extension FilePatch.Hunk {
    fileprivate var text: String {
        let old = Self.range(oldStart, lines.count { $0.kind != .added })
        let new = Self.range(newStart, lines.count { $0.kind != .removed })
        var text = "@@ -\(old) +\(new) @@\n"
        for line in lines {
            switch line.kind {
            case .context: text += " "
            case .removed: text += "-"
            case .added: text += "+"
            }
            text += line.text
            text += line.hasLineFeed ? "\n" : "\n\\ No newline at end of file\n"
        }
        return text
    }

    private static func range(_ start: Int, _ count: Int) -> String {
        count == 1 ? "\(start)" : "\(start),\(count)"
    }
}
