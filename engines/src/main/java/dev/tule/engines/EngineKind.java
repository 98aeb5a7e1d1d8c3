package dev.tule.engines;

/** The database engines that are run for real. */
public enum EngineKind {
    POSTGRESQL("PostgreSQL", 5432),
    MARIADB("MariaDB", 3306),
    MYSQL("MySQL", 3306);

    private final String title;
    private final int defaultPort;

    EngineKind(String title, int defaultPort) {
        this.title = title;
        this.defaultPort = defaultPort;
    }

    /** The name as its makers write it. */
    public String title() {
        return title;
    }

    /** The port that clients take when none is named. */
    public int defaultPort() {
        return defaultPort;
    }
}
