package dev.tule.rds.engine;

import dev.tule.engines.EngineKind;
import java.util.Arrays;
import java.util.Locale;
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
            Set.of("rdsadmin", "mysql"));

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

    /** Whether users can log in by tokens. */
    public boolean takesTokens() {
        return this == POSTGRES;
    }

    /** Names that the engine keeps for itself. */
    public boolean reserves(String user) {
        return reservedNames.contains(user.toLowerCase(Locale.ROOT));
    }

    /** Whether a name carries a version with it, as in 2013. */
    public static boolean isOldName(String name) {
        return OLD_MYSQL.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    public static Engine of(EngineKind kind) {
        return Arrays.stream(values())
                .filter(engine -> engine.kind == kind)
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
