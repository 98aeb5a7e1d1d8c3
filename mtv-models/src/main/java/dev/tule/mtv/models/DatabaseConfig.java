package dev.tule.mtv.models;

/**
 * Where a database is.
 *
 * @param alias its name here; the first one of a project is {@code default}
 * @param url its JDBC address: {@code jdbc:sqlite:db.sqlite3}
 * @param user empty where it takes none
 * @param password empty where it takes none; never shown
 * @param maxConnections of the pool, 1 to 1000
 */
public record DatabaseConfig(
        String alias, String url, String user, String password, int maxConnections) {
    private static final int CONNECTIONS = 20;
    private static final int MAX_CONNECTIONS = 1000;

    public DatabaseConfig {
        if (maxConnections < 1 || maxConnections > MAX_CONNECTIONS) {
            throw new IllegalArgumentException("maxConnections must be 1 to " + MAX_CONNECTIONS);
        }
    }

    public static DatabaseConfig of(String alias, String url) {
        return of(alias, url, "", "");
    }

    public static DatabaseConfig of(String alias, String url, String user, String password) {
        return new DatabaseConfig(alias, url, user, password, CONNECTIONS);
    }

    /** Addresses may carry passwords as well. */
    @Override
    public String toString() {
        return "DatabaseConfig[" + alias + "]";
    }
}
