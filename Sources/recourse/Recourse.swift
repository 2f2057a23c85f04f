import RecourseCLI

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@main
struct Recourse {
    static func main() async {
        exit(await RecourseCommand.run(Array(CommandLine.arguments.dropFirst())))
    }
}
