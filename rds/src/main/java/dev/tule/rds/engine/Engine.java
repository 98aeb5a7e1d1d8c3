package dev.tule.rds.engine;

import dev.tule.engines.EngineKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The database engines that RDS runs here, under RDS's names. */
public enum Engine {
    POSTGRES(
            EngineKind.POSTGRESQL,
            "postgres",
            "PostgreSQL",
            5432,
            "postgresql-license",
            32,
            Set.of("admin", "postgres", "public", "none", "user", "rdsadmin", "template0")),
    MARIADB(
            EngineKind.MARIADB,
            "mariadb",
            "MariaDB Community Edition",
            3306,
            "general-public-license",
            16,
            Set.of("rdsadmin", "mysql")),
    MYSQL(
            EngineKind.MYSQL,
            "mysql",
            "MySQL Community Edition",
            3306,
            "general-public-license",
            32,
            Set.of("rdsadmin", "mysql")),
    SQLSERVER_EE(
            EngineKind.SQLSERVER,
            "sqlserver-ee",
            "SQL Server Enterprise Edition",
            "license-included"),
    SQLSERVER_SE(
            EngineKind.SQLSERVER,
            "sqlserver-se",
            "SQL Server Standard Edition",
            "license-included"),
    SQLSERVER_EX(
            EngineKind.SQLSERVER, "sqlserver-ex", "SQL Server Express Edition", "license-included"),
    SQLSERVER_WEB(
            EngineKind.SQLSERVER, "sqlserver-web", "SQL Server Web Edition", "license-included"),
    ORACLE_EE(
            EngineKind.ORACLE,
            "oracle-ee",
            "Oracle Database Enterprise Edition",
            "bring-your-own-license"),
    ORACLE_EE_CDB(
            EngineKind.ORACLE,
            "oracle-ee-cdb",
            "Oracle Database Enterprise Edition (CDB)",
            "bring-your-own-license"),
    ORACLE_SE2(
            EngineKind.ORACLE,
            "oracle-se2",
            "Oracle Database Standard Edition Two",
            "bring-your-own-license"),
    ORACLE_SE2_CDB(
            EngineKind.ORACLE,
            "oracle-se2-cdb",
            "Oracle Database Standard Edition Two (CDB)",
            "bring-your-own-license");

    /** How programs named the engine when its version was part of the name: {@code MySQL5.1}. */
    private static final Pattern OLD_MYSQL = Pattern.compile("mysql[0-9][0-9.]*");

    private final EngineKind kind;
    private final String word;
    private final String title;
    private final int port;
    private final String licence;
    private final int longestMasterName;

    @SuppressWarnings("ImmutableEnumChecker") // all are made by Set.of
    private final Set<String> reservedNames;

    Engine(
            EngineKind kind,
            String word,
            String title,
            int port,
            String licence,
            int longestMasterName,
            Set<String> reservedNames) {
        this.kind = kind;
        this.word = word;
        this.title = title;
        this.port = port;
        this.licence = licence;
        this.longestMasterName = longestMasterName;
        this.reservedNames = reservedNames;
    }

    /** One that runs as a container, whose master user is the image's. */
    Engine(EngineKind kind, String word, String title, String licence) {
        this(kind, word, title, kind.defaultPort(), licence, 128, Set.of());
    }

    /** Whether it runs as a container of an image that the user has named. */
    public boolean isContained() {
        return kind.isContained();
    }

    /** The only user that the images of this engine make; empty where any can be made. */
    public Optional<String> onlyMaster() {
        return switch (kind) {
            case SQLSERVER -> Optional.of("sa");
            case ORACLE -> Optional.of("system");
            case POSTGRESQL, MARIADB, MYSQL -> Optional.empty();
        };
    }

    /** What a server is told to be this edition, by the engine's own names. */
    public Map<String, String> settings() {
        return switch (this) {
            case SQLSERVER_EE -> Map.of("MSSQL_PID", "Enterprise");
            case SQLSERVER_SE -> Map.of("MSSQL_PID", "Standard");
            case SQLSERVER_EX -> Map.of("MSSQL_PID", "Express");
            case SQLSERVER_WEB -> Map.of("MSSQL_PID", "Web");
            case POSTGRES, MARIADB, MYSQL, ORACLE_EE, ORACLE_EE_CDB, ORACLE_SE2, ORACLE_SE2_CDB ->
                    Map.of();
        };
    }

    /** The kind of server that it is. */
    public EngineKind kind() {
        return kind;
    }

    /** As the API writes it. */
    public String word() {
        return word;
    }

    /** As people write it. */
    public String title() {
        return title;
    }

    /** The port unless another is asked for. */
    public int port() {
        return port;
    }

    public String licence() {
        return licence;
    }

    /** How many characters the master user's name may have. */
    public int longestMasterName() {
        return longestMasterName;
    }

    /**
     * Who logs in by tokens, as on AWS: PostgreSQL's members of a role, MariaDB's and MySQL's users
     * of a plugin; empty where nobody can.
     */
    public Optional<String> tokenUsers() {
        return switch (kind) {
            case POSTGRESQL -> Optional.of("rds_iam");
            case MARIADB, MYSQL -> Optional.of("AWSAuthenticationPlugin");
            case SQLSERVER, ORACLE -> Optional.empty();
        };
    }

    /** Names that the engine keeps for itself. */
    public boolean reserves(String user) {
        return reservedNames.contains(user.toLowerCase(Locale.ROOT));
    }

    /** Whether a name carries a version with it, as in 2013. */
    public static boolean isOldName(String name) {
        return OLD_MYSQL.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    /** Of servers that are processes of this host: those of containers have several names. */
    public static Engine of(EngineKind kind) {
        return Arrays.stream(values())
                .filter(engine -> engine.kind == kind && !engine.isContained())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("RDS has no name for " + kind));
    }

    /** The engine of that name; empty for what isn't run here. */
    public static Optional<Engine> of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (isOldName(name)) {
            return Optional.of(MYSQL);
        }
        return Arrays.stream(values()).filter(engine -> engine.word.equals(lower)).findFirst();
    }
}
