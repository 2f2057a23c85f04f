/// Why a patch cannot be read or does not apply. Lines are the patch's, from 1.
public enum PatchError: Error, Hashable, Sendable, Codable {
    /// There is no file in it.
    case empty
    case tooLarge(bytes: Int)
    /// What stands here is no part of a unified diff.
    case malformed(line: Int)
    /// The hunk's head announces other numbers of lines than follow.
    case hunkLength(line: Int)
    /// A rename, a copy, a change of mode, a link, a binary file.
    case unsupported(line: Int, header: String)
    /// The old and the new name differ.
    case differentNames(line: Int, old: String, new: String)
    /// Nowhere in the file do the hunk's old lines stand.
    case notFound(hunk: Int)
    /// Not where the hunk says, and in several other places.
    case ambiguous(hunk: Int, places: [Int])
    /// It only adds lines and says nothing of what is around them.
    case noContext(hunk: Int)
    /// It creates a file that is there.
    case exists
    /// It changes or deletes a file that is not there.
    case missing
    /// It deletes a file of which it names only a part.
    case notWhole
}
