import RecourseCore
import Testing

@Suite struct InstallationTests {
    /// The ecosystem and the names, joined.
    private func names(_ command: String) -> String {
        let argv = command.split(separator: " ").map(String.init)
        guard let installation = Installation(argv) else { return "none" }
        return ([installation.ecosystem.rawValue] + installation.names.map { argv[$0] }).joined(
            separator: " ")
    }

    @Test(arguments: [
        ("pip install x y", "python x y"), ("pip3 install --user x", "python x"),
        ("python3 -m pip install -- x", "python x"),
        ("/usr/bin/python3.11 -m pip install x", "python x"),
        ("pip install -r requirements.txt", "python"),
        ("pip install -c c.txt -i https://h x", "python x"),
        ("pip install -e .", "python ."), ("uv pip install x", "python x"),
        ("uv add x", "python x"), ("poetry add x", "python x"), ("pipx install x", "python x"),
        ("pipx run x", "python x"), ("uvx x", "python x"), ("conda install x", "python x"),
        ("npm install x", "node x"), ("npm i -D x", "node x"), ("npm install", "node"),
        ("npm install -f x", "node x"), ("npm exec x", "node x"),
        ("npm --prefix=sub install x", "node x"), ("npm install --prefix sub x", "node x"),
        ("pnpm add x", "node x"),
        ("pnpm dlx x", "node x"), ("yarn add x", "node x"), ("yarn dlx x", "node x"),
        ("npx x", "node x"), ("npx --yes x", "node x"), ("cargo add x --features y", "rust x"),
        ("cargo install x", "rust x"), ("go get x@v1", "go x@v1"),
        ("go install x@latest", "go x@latest"), ("gem install x", "ruby x"),
        ("gem install -r x", "ruby x"),
        ("bundle add x", "ruby x"), ("bundle install", "ruby"), ("composer require a/b", "php a/b"),
        ("cpanm Foo::Bar", "perl Foo::Bar"), ("cpan Foo", "perl Foo"),
        ("cpanm --installdeps .", "perl ."), ("apt-get install -y x y", "system x y"),
        ("apt-get -y install x", "system x"), ("apt-get install -f x", "system x"),
        ("apk add x", "system x"), ("brew install x", "system x"), ("pacman -S x", "system x"),
        ("pacman -Syu x", "system x"), ("pacman --sync x", "system x"),
        ("dnf install x", "system x"), ("rustup component add x", "system x"),
        ("luarocks install x", "system x"),
    ])
    func installs(command: String, expected: String) { #expect(names(command) == expected) }

    @Test(arguments: [
        "", "pip", "pip list", "pip uninstall x", "python3 x.py install y", "python3 -m venv x",
        "npm run build", "npm ls", "cargo build", "go build", "apt-get update", "git clone x",
        "make install", "brew list", "pacman -Q x", "composer update", "yarn", "uv sync",
        "docker pull x",
    ])
    func installsNothingByName(command: String) { #expect(names(command) == "none") }

    @Test func manifests() {
        #expect(Installation.Ecosystem.system.manifests.isEmpty)
        #expect(Installation.Ecosystem.python.manifests.contains("pyproject.toml"))
        #expect(Installation.Ecosystem.node.manifests == ["package.json"])
    }
}
