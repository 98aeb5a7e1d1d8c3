package dev.tule.engines.container;

import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.EngineKind;
import dev.tule.engines.Login;
import dev.tule.engines.ServerSpec;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What there is to know of an engine's images. */
enum ImageKind {
    SQLSERVER(EngineKind.SQLSERVER, "/var/opt/mssql", "sa") {
        @Override
        Map<String, String> own(ServerSpec spec, String password, @Nullable String database) {
            if (database != null) {
                throw new EngineException(
                        Reason.NOT_SUPPORTED, "images of SQL Server make no database");
            }
            return Map.of(
                    "ACCEPT_EULA",
                    "Y",
                    "MSSQL_SA_PASSWORD",
                    password,
                    "MSSQL_MEMORY_LIMIT_MB",
                    Long.toString(Math.max(LEAST_MEMORY_MIB, spec.memoryBytes() >> 20)));
        }

        @Override
        boolean answers(InetSocketAddress address, @Nullable String database) {
            return Greeting.ofSqlServer(address);
        }

        @Override
        String jdbcUrl(String host, int port, String database) {
            return "jdbc:sqlserver://%s:%d%s"
                    .formatted(host, port, database.isEmpty() ? "" : ";databaseName=" + database);
        }
    },
    ORACLE(EngineKind.ORACLE, "/opt/oracle/oradata", "system") {
        @Override
        Map<String, String> own(ServerSpec spec, String password, @Nullable String database) {
            Map<String, String> own = new TreeMap<>();
            // Oracle's own images read the first, gvenzl's the second.
            own.put("ORACLE_PWD", password);
            own.put("ORACLE_PASSWORD", password);
            if (database != null) {
                own.put("ORACLE_DATABASE", database);
            }
            return own;
        }

        @Override
        boolean answers(InetSocketAddress address, @Nullable String database) {
            return Greeting.ofOracle(address, database == null ? USUAL_DATABASE : database);
        }

        @Override
        String jdbcUrl(String host, int port, String database) {
            return "jdbc:oracle:thin:@//%s:%d/%s"
                    .formatted(host, port, database.isEmpty() ? USUAL_DATABASE : database);
        }
    };

    /** SQL Server refuses to start with less. */
    static final long LEAST_MEMORY_MIB = 2_048;

    /** The pluggable database of Oracle Database Free. */
    private static final String USUAL_DATABASE = "FREEPDB1";

    private final EngineKind kind;
    private final String data;
    private final String master;

    ImageKind(EngineKind kind, String data, String master) {
        this.kind = kind;
        this.data = data;
        this.master = master;
    }

    static ImageKind of(EngineKind kind) {
        return switch (kind) {
            case SQLSERVER -> SQLSERVER;
            case ORACLE -> ORACLE;
            case POSTGRESQL, MARIADB, MYSQL ->
                    throw new IllegalArgumentException(kind.title() + " needs no container");
        };
    }

    /** The user that the image makes. */
    String master() {
        return master;
    }

    /** Where it listens within the container. */
    int port() {
        return kind.defaultPort();
    }

    /** Where its data is within the container. */
    String data() {
        return data;
    }

    /**
     * The environment that a container of it is made with.
     *
     * @throws EngineException {@code PARAMETER} for a setting that is ours, or a master that the
     *     image doesn't make
     */
    Map<String, String> environment(ServerSpec spec, Login master, @Nullable String database) {
        if (!master.user().equalsIgnoreCase(this.master)) {
            throw new EngineException(
                    Reason.PARAMETER,
                    "images of %s make no user but %s".formatted(kind.title(), this.master));
        }
        Map<String, String> environment = new TreeMap<>(spec.parameters());
        own(spec, master.password(), database)
                .forEach(
                        (name, value) -> {
                            if (environment.put(name, value) != null) {
                                throw new EngineException(
                                        Reason.PARAMETER, name + " is not for users to set");
                            }
                        });
        return environment;
    }

    abstract Map<String, String> own(ServerSpec spec, String password, @Nullable String database);

    /** Whether a server at an address takes clients. */
    abstract boolean answers(InetSocketAddress address, @Nullable String database);

    abstract String jdbcUrl(String host, int port, String database);
}
