import RecourseCore
import Testing

@Suite struct CommandRiskTests {
    /// Words at blanks; what stands under /outside or leads up is not in the tree.
    private func risk(_ command: String) -> Risk {
        CommandRisk.of(command.split(separator: " ").map(String.init)) { path in
            let isHere = !path.hasPrefix("/") && !path.hasPrefix("~") || path.hasPrefix("/tree/")
            return isHere && !path.split(separator: "/").contains("..")
        }
    }

    @Test(arguments: [
        "ls -l", "cat /outside/x", "grep -r x .", "pwd", "true", "test -f x", "git status",
        "git log --oneline -5", "git diff HEAD", "git -C sub status",
        "git rev-parse HEAD", "git config --get user.name", "git config -l",
        "git symbolic-ref HEAD", "find . -name x", "sed -n 5,10p f", "sed -n 3p f",
        "env", "env A=1", "npm ls", "npm config get registry", "npm pkg get name",
        "python3 --version", "python3 -m json.tool f", "pyenv versions",
        "/usr/bin/ls", "which make", "git ls-remote origin",
    ])
    func inspect(command: String) { #expect(risk(command) == .inspect) }

    @Test(arguments: [
        "mkdir -p a/b", "touch x", "chmod +x x", "chmod u+x /tree/x", "ln -s a b", "make",
        "make all", "cmake -S . -B build", "cmake --build build", "gcc -c a.c",
        "gcc -I/usr/include -L/usr/lib a.c", "swift build", "swift package clean",
        "python3 -m venv .venv", "python3 -m py_compile x.py", "npm init -y",
        "npm pkg set type=module", "npm --prefix=sub pkg set a=b", "cargo build", "go build ./...",
        "go mod init example.com/x", "go env", "pyenv local 3.11",
        "git stash", "git stash pop", "git config user.name me",
        "git config remote.origin.url https://x/y", "git config core.autocrlf false", "tsc",
    ])
    func workspace(command: String) { #expect(risk(command) == .workspace) }

    @Test(arguments: [
        "rm x", "rm -rf build", "mv a b", "cp a b", "tar -xf a.tar", "unzip a.zip", "ln -sf a b",
        "sed -i 5d f", "sed -i.bak s/a/b/ f", "sed -ni 1p f",
        "sed -Ei s/a/b/g f", "sed --in-place -e s/a/b/ f", "git add .", "git commit -m x",
        "git checkout x", "git reset x", "git rebase main", "git branch -d x",
        "git log --output=x", "git symbolic-ref HEAD refs/heads/x", "git remote add o x",
        "sqlite3 a.db", "gofmt -w x.go", "python3 -m json.tool a b",
        "cmake -E remove_directory x", "patch -p1",
    ])
    func overwrite(command: String) { #expect(risk(command) == .overwrite) }

    @Test(arguments: [
        "apt-get install x", "pip install x", "pip3.11 install x", "python3 -m pip install x",
        "python3 -u -W ignore -m pip install x", "npm install", "npm run x",
        "npm init foo", "npx x", "cargo install x", "go get x", "go mod tidy", "git fetch",
        "git pull", "git push", "git clone x", "git submodule update", "curl x",
        "docker compose up -d", "make install", "ninja install", "cmake --install build",
        "swift package update", "brew install x", "git remote update",
        "rustup component add x", "bundle install", "poetry install",
    ])
    func environment(command: String) { #expect(risk(command) == .environment) }

    @Test(arguments: [
        "", "unknown", "sh -c x", "bash x.sh", "perl -e x", "node x.js", "./x", "sudo ls",
        "systemctl restart x", "kill 1", "python3 x.py", "python3 -c x",
        "python3 x.py -m venv", "python3 -m x", "python3 -mpip", "env rm x", "env A=1 rm x",
        "env -u A ls", "timeout 5 ls", "xargs rm", "awk x", "find . -delete",
        "find . -exec rm", "find . -okdir x", "find . -fprintf f", "sed e f", "sed s/a/b/e f",
        "sed -i 1e f", "sed 's/a/b/w' f", "sed -f script f", "sed -es/a/b/e f",
        "sed wx f", "tar --to-command=x -xf a", "tar --checkpoint-action=exec=x -xf a",
        "tar -I x -xf a", "sqlite3 a.db .shell", "git -c core.fsmonitor=x status",
        "git config --global a b", "git config alias.x !y", "git config core.sshCommand x",
        "git config core.hooksPath x", "git bisect run x", "git rebase -x y",
        "git rebase --exec y", "git submodule foreach x", "git filter-branch x", "git unknown",
        "git fetch --upload-pack=x", "git --exec-path=x status",
        "git diff --ext-diff", "go env -w A=b", "go vet -vettool=x", "go build -toolexec=x",
        "npm config set a b", "cmake -E env rm x", "createuser x",
    ])
    func system(command: String) { #expect(risk(command) == .system) }

    /// Whatever it is by itself, outside the tree it is more.
    @Test(arguments: [
        "rm /outside/x", "mkdir /outside", "touch ~/x", "cp a ../b", "mv a/../../b c",
        "tar -xf a.tar -C /outside", "tar -xf a -C/outside", "cp a --target-directory=/outside",
        "pip install --target=/outside x", "npm --prefix=../other install", "git -C ../x add .",
        "git --work-tree=/outside add .", "touch ..", "mkdir -p a/../..",
        "rm -f /tree/../x",
    ])
    func leavesTheTree(command: String) { #expect(risk(command) == .system) }

    @Test func staysInTheTree() {
        #expect(risk("rm /tree/x") == .overwrite)
        #expect(risk("git show main..feature/x") == .inspect)
        #expect(risk("go vet ./...") == .workspace)
        #expect(risk("git push https://host/a/b") == .environment)
    }

    @Test func risksAscend() {
        #expect(Risk.allCases == [.inspect, .retry, .workspace, .overwrite, .environment, .system])
        #expect(Risk.allCases.sorted() == Risk.allCases)
    }
}
