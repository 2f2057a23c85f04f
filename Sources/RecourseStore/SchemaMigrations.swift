import GRDB

/// The numbered files of `migrations/`, applied once, in order, each in its own transaction. A file
/// that has shipped never changes; its hash is pinned under test.
public enum SchemaMigrations {
    /// Name without suffix and SQL, in order.
    public static var files: [(name: String, sql: String)] { EmbeddedMigrations.files }

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for file in files {
            migrator.registerMigration(file.name) { try $0.execute(sql: file.sql) }
        }
        return migrator
    }

    /// `application_id` of our files: "RCRS".
    static let applicationID = 0x5243_5253
}
