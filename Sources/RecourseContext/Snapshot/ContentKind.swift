/// What a file is by its name: decides how it is read and made smaller.
public enum ContentKind: Hashable, Sendable {
    case code, prose, manifest, log, data, binary

    /// - Parameter path: relative; only its last component counts.
    public init(path: String) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        if Self.manifests.contains(name) {
            self = .manifest
            return
        }
        guard let dot = name.lastIndex(of: ".") else {
            self = Self.scripts.contains(name) ? .code : .data
            return
        }
        let ending = name[name.index(after: dot)...].lowercased()
        if Self.codeEndings.contains(ending) {
            self = .code
        } else if ["md", "markdown", "rst", "txt", "adoc", "org"].contains(ending) {
            self = .prose
        } else if ["csproj", "gemspec", "cabal", "podspec"].contains(ending) {
            self = .manifest
        } else if ["log", "out", "err"].contains(ending) {
            self = .log
        } else {
            self = Self.binaries.contains(ending) ? .binary : .data
        }
    }

    public static let manifests: Set<String> = [
        "Package.swift", "package.json", "pyproject.toml", "setup.py", "setup.cfg",
        "requirements.txt", "Pipfile", "Cargo.toml", "go.mod", "Gemfile", "composer.json",
        "pom.xml", "build.gradle", "build.gradle.kts", "CMakeLists.txt", "Makefile", "mix.exs",
        "pubspec.yaml", "environment.yml", "deno.json", "Podfile",
    ]
    private static let scripts: Set<String> = [
        "Dockerfile", "Rakefile", "Vagrantfile", "Jenkinsfile", "Justfile", "justfile",
    ]
    private static let codeEndings: Set<String> = [
        "swift", "py", "pyi", "js", "jsx", "mjs", "cjs", "ts", "tsx", "c", "h", "cc", "cpp", "cxx",
        "hpp", "hh", "m", "mm", "rs", "go", "java", "kt", "kts", "scala", "rb", "php", "cs", "fs",
        "sh", "bash", "zsh", "pl", "pm", "lua", "r", "jl", "ex", "exs", "erl", "hs", "ml", "dart",
        "sql", "vue", "svelte", "zig", "nim", "proto",
    ]
    private static let binaries: Set<String> = [
        "png", "jpg", "jpeg", "gif", "webp", "ico", "pdf", "zip", "gz", "xz", "bz2", "zst", "tar",
        "7z", "jar", "war", "class", "o", "a", "so", "dylib", "dll", "exe", "bin", "wasm", "pyc",
        "woff", "woff2", "ttf", "otf", "eot", "mp3", "mp4", "mov", "avi", "webm", "wav", "sqlite",
        "db", "parquet", "npy", "npz", "pt", "gguf", "safetensors", "onnx", "dat",
    ]
}
