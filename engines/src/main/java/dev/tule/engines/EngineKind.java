package dev.tule.engines;

/** The database engines that are run for real. */
public enum EngineKind {
    POSTGRESQL("PostgreSQL", 5432),
    MARIADB("MariaDB", 3306),
    MYSQL("MySQL", 3306),
    /** As a container of an image that the user has. */
    SQLSERVER("SQL Server", 1433),
    /** As a container of an image that the user has. */
    ORACLE("Oracle Database", 1521);

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

    /** Whether its servers are containers, rather than processes of this host. */
    public boolean isContained() {
        return this == SQLSERVER || this == ORACLE;
    }

    /** The port that clients take when none is named. */
    public int defaultPort() {
        return defaultPort;
    }
}
