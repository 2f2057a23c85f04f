import RecourseCore
import Testing

@Suite struct CommandRiskForbiddenTests {
    private func isForbidden(_ command: String) -> Bool {
        let argv = command.split(separator: " ").map(String.init)
        let forbidden = CommandRisk.isForbidden(argv)
        if forbidden { #expect(CommandRisk.of(argv) { _ in true } == .system, "\(command)") }
        return forbidden
    }

    /// It destroys work.
    @Test(arguments: [
        "rm -rf /", "rm -rf ~", "rm -rf .", "rm -rf ..", "rm -rf *", "rm -rf /*", "rm -rf ./",
        "rm -rf ./*", "rm -rf ../", "rm -rf ../..", "rm -rf ~/", "rm -rf .git",
        "rm -r .git/", "mkfs /dev/x", "mkfs.ext4 /dev/x", "dd if=a of=b", "shred x",
        "git push --force", "git push -f", "git push -fu origin x",
        "git push --force-with-lease", "git push --force-with-lease=main", "git push origin +main",
        "git push origin :main", "git push --delete origin x",
        "git push --mirror", "git reset --hard", "git clean -fd", "git clean -xdf",
        "git checkout -f", "git branch -D x", "git stash drop", "git stash clear",
        "docker system prune", "/bin/rm -rf /", "shutdown now", "",
    ])
    func destruction(command: String) { #expect(isForbidden(command)) }

    /// It switches a check off.
    @Test(arguments: [
        "chmod 777 x", "chmod -R 777 .", "chmod a+rwx x", "chmod 0777 x", "curl -k x",
        "curl -sSk x", "curl --insecure x", "wget --no-check-certificate x",
        "pip install --break-system-packages x", "pip install --trusted-host h x",
        "pip install --trusted-host=h x", "python3.11 -m pip install --break-system-packages x",
        "uv pip install --break-system-packages x", "npm install --force", "npm install -f x",
        "npm --strict-ssl=false install", "git commit --no-verify", "git commit -n",
        "git commit -anm x", "git config http.sslVerify false", "git -c http.sslVerify=false pull",
        "docker run --privileged x", "apt-get install --allow-unauthenticated x",
        "apt-get install --force-yes x", "dnf install --nogpgcheck x",
        "zypper --no-gpg-checks install x", "apk add --allow-untrusted x",
        "ssh -oStrictHostKeyChecking=no h",
    ])
    func checks(command: String) { #expect(isForbidden(command)) }

    @Test(arguments: [
        "sudo rm -rf /", "env A=1 rm -rf /", "timeout 5 git push --force",
        "sudo -u me timeout 5 nice rm -rf ~", "nohup curl -k x", "xargs rm -rf /",
    ])
    func behindWrappers(command: String) { #expect(isForbidden(command)) }

    @Test(arguments: [
        "rm -rf build", "rm -rf ./build/", "rm .git/index.lock", "rm -rf ../x", "rm -f x",
        "chmod +x x", "chmod 755 x", "git push", "git push -u origin x",
        "git push origin a:b", "git clean -n", "git clean -nfd", "git clean --dry-run -f",
        "git add -u", "git checkout x", "git branch -d x", "git stash", "git reset x",
        "git config http.sslVerify true", "git log --format=x", "curl -fsSL x", "curl -o k x",
        "wget x", "npm install x", "pip install x", "docker run x", "ls", "make -k",
        "git worktree prune", "git fetch --prune", "git pull --rebase", "git commit -m x",
        "timeout 5 make", "sudo apt-get install x", "apt-get install -y x",
        "git rebase --continue", "git rm x", "tar -xf x",
    ])
    func harmless(command: String) { #expect(!isForbidden(command)) }
}
