import ArgumentParser
import RecourseStore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct ModelsCache: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache", abstract: "Say how many replies are kept, or forget them.",
        discussion: """
            EXAMPLES
              recourse models cache
              recourse models cache --clear
              recourse models cache --clear --older-than 72h
            """)
    @OptionGroup var store: StoreOptions
    @Flag(help: "Forget replies.") var clear = false
    @Option(
        help: ArgumentHelp(
            "Forget only what was kept so long ago, such as 72h.", valueName: "age"))
    var olderThan: TimeLimit?
    @Option(help: "text or json.") var format = TextFormat.text

    private struct Document: Encodable {
        var schema = "recourse.models.cache/1"
        var replies: Int
        var bytes: Int
        /// Seconds since 1970-01-01 UTC.
        var oldest: Double?
        var forgotten: Int
    }

    func validate() throws {
        if olderThan != nil, !clear {
            throw ValidationError("--older-than says what --clear forgets")
        }
    }

    func run() throws {
        var forgotten = 0
        if clear, try store.existingStore() != nil {
            let before = olderThan.map {
                Date().timeIntervalSince1970 - $0.duration / .seconds(1)
            }
            forgotten = try store.writableStore().clearModelCache(olderThan: before)
        }
        let summary = try store.existingStore()?.modelCache()
        let document = Document(
            replies: summary?.replies ?? 0, bytes: summary?.bytes ?? 0, oldest: summary?.oldest,
            forgotten: forgotten)
        if format == .json { return Console.output(try JSON.text(document)) }
        if clear { Console.say("\(forgotten) replies forgotten") }
        let since = document.oldest.map { ", the oldest of \(CivilDate.text($0))" } ?? ""
        Console.output("\(document.replies) replies kept, \(document.bytes) bytes\(since)\n")
    }
}
