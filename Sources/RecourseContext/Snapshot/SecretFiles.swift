/// Files that are never read for a context, whatever a task says: they hold secrets and nothing that
/// a plan needs. The caller redacts what is sent; this is the belt to those braces.
public enum SecretFiles {
    /// Environments, keys, stores of keys, and the files in which tools keep passwords and tokens.
    public static let names: Set<String> = [
        ".env", ".envrc", ".netrc", "_netrc", ".npmrc", ".yarnrc.yml", ".pypirc", ".pgpass",
        ".my.cnf", ".git-credentials", ".dockercfg", ".htpasswd", ".boto", ".s3cfg", "credentials",
        "credentials.json", "credentials.toml", "credentials.yml", "credentials.yaml",
        "secrets.json", "secrets.toml", "secrets.yml", "secrets.yaml", "secrets.env",
        "service-account.json", "terraform.tfvars", "terraform.tfstate", "id_rsa", "id_dsa",
        "id_ecdsa", "id_ed25519", "master.key", ".vault-token", "kubeconfig",
    ]
    public static let endings = [
        ".pem", ".key", ".p12", ".pfx", ".jks", ".keystore", ".kdbx", ".ovpn", ".ppk", ".asc",
        ".gpg", ".tfstate", ".tfvars", ".env",
    ]
    public static let folders: Set<String> = [
        ".ssh", ".aws", ".gnupg", ".kube", ".docker", ".azure",
    ]

    /// - Parameter path: relative to the tree.
    public static func contains(_ path: String) -> Bool {
        let parts = path.lowercased().split(separator: "/")
        guard let name = parts.last else { return false }
        if parts.dropLast().contains(where: { folders.contains(String($0)) }) { return true }
        if names.contains(String(name)) || endings.contains(where: { name.hasSuffix($0) }) {
            return true
        }
        // `.env.production`, but not the example that is meant to be read.
        let harmless = [".example", ".sample", ".template", ".dist"]
        return name.hasPrefix(".env.") && !harmless.contains { name.hasSuffix($0) }
    }

    /// Whether a text holds a private key, under whatever name it lies.
    public static func isKey(_ text: some StringProtocol) -> Bool {
        text.contains("PRIVATE KEY-----") && text.contains("-----BEGIN")
    }
}
