import RecourseCore

/// What tells requests apart that may be answered differently.
enum RequestKey {
    /// Counted up where requests are written, or replies read, differently.
    private static let version = "recourse.model/1"

    /// - Parameter identity: of the client that would be asked.
    /// - Returns: a hash over the source, everything that is sent, and the version.
    static func of(_ request: ModelRequest, identity: String) -> String {
        var parts = [
            version, identity, request.purpose.rawValue,
            request.system, request.schema?.name ?? "", request.schema?.json ?? "",
            String(request.maximumTokens),
        ]
        for turn in request.turns { parts += [turn.role.rawValue, turn.text] }
        // With their lengths, so that no two lists run together to the same bytes.
        return ContentHash.of(parts.flatMap { Array("\($0.utf8.count):\($0)".utf8) })
    }
}
