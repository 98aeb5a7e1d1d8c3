package dev.tule.rds.instance;

import dev.tule.engines.EngineKind;
import dev.tule.rds.engine.Engine;
import dev.tule.rds.resource.Faults;
import dev.tule.rds.resource.Names;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;

/** The rules for what instances are given (RDS API Reference, CreateDBInstance). */
public final class Settings {
    private static final int LEAST_PORT = 1150;
    private static final int MOST_PORT = 65535;
    private static final int MOST_RETENTION = 35;
    private static final int SHORTEST_PASSWORD = 8;
    private static final Set<String> STORAGE_TYPES = Set.of("standard", "gp2", "gp3", "io1", "io2");
    private static final Pattern MASTER = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final Pattern DATABASE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,62}");

    private Settings() {}

    static int port(int port) {
        if (port < LEAST_PORT || port > MOST_PORT) {
            throw Faults.invalid(
                    "Invalid DB port: %d. Valid values are %d-%d."
                            .formatted(port, LEAST_PORT, MOST_PORT));
        }
        return port;
    }

    /**
     * The storage type. Programs of 2013 ask for less than other types begin with, and mean what
     * was the only one then.
     */
    static String storageType(CreateDbInstanceRequest request) {
        String asked = request.storageType();
        if (asked == null) {
            if (request.iops() != null) {
                return "io1";
            }
            Integer storage = request.allocatedStorage();
            return storage != null && storage < leastStorage("gp2") ? "standard" : "gp2";
        }
        return knownStorageType(asked);
    }

    static String knownStorageType(String type) {
        if (!STORAGE_TYPES.contains(type)) {
            throw Faults.invalid("Invalid storage type: " + type);
        }
        return type;
    }

    private static int leastStorage(String type) {
        return switch (type) {
            case "standard" -> 5;
            case "io1", "io2" -> 100;
            default -> 20;
        };
    }

    static int storage(Engine engine, String type, int gibibytes) {
        int most = type.equals("standard") ? 3072 : 65536;
        if (gibibytes < leastStorage(type) || gibibytes > most) {
            throw Faults.invalid(
                    "Invalid storage size for engine name %s and storage type %s: %d. It must be from %d to %d."
                            .formatted(engine.word(), type, gibibytes, leastStorage(type), most));
        }
        return gibibytes;
    }

    static int retention(int days) {
        if (days < 0 || days > MOST_RETENTION) {
            throw Faults.invalid(
                    "Invalid backup retention period: %d. Must be between 0 and %d"
                            .formatted(days, MOST_RETENTION));
        }
        return days;
    }

    /** Whether there is to be a standby. */
    static boolean multiAz(Engine engine, @Nullable Boolean asked) {
        boolean wanted = Boolean.TRUE.equals(asked);
        if (wanted && engine.isContained()) {
            throw Faults.invalidCombination(
                    "MultiAZ is not available for %s: a server in a container has no standby."
                            .formatted(engine.word()));
        }
        return wanted;
    }

    /** What servers in containers can't do. */
    public static RuntimeException inContainers(Engine engine, String what) {
        return Faults.notImplemented(
                "%s of %s, whose server is a container, is".formatted(what, engine.word()));
    }

    /** Whether users can log in by tokens. */
    static boolean iam(Engine engine, @Nullable Boolean asked) {
        boolean wanted = Boolean.TRUE.equals(asked);
        if (wanted && engine.tokenUsers().isEmpty()) {
            throw Faults.invalidCombination(
                    "EnableIAMDatabaseAuthentication is not available for %s."
                            .formatted(engine.word()));
        }
        return wanted;
    }

    static String masterUser(Engine engine, @Nullable String given) {
        String name = Names.required("MasterUsername", given);
        if (!MASTER.matcher(name).matches() || name.length() > engine.longestMasterName()) {
            throw Faults.invalid(
                    "The parameter MasterUsername is not a valid identifier. It must begin with a letter, contain only letters, digits and underscores, and have at most %d characters."
                            .formatted(engine.longestMasterName()));
        }
        engine.onlyMaster()
                .filter(only -> !only.equalsIgnoreCase(name))
                .ifPresent(
                        only -> {
                            throw Faults.invalidCombination(
                                    "MasterUsername must be %s: the image of %s makes no other user."
                                            .formatted(only, engine.word()));
                        });
        if (engine.reserves(name)) {
            throw Faults.invalid(
                    "MasterUsername %s cannot be used as it is a reserved word used by the engine"
                            .formatted(name));
        }
        return name;
    }

    static String password(Engine engine, @Nullable String given) {
        String password = Names.required("MasterUserPassword", given);
        int longest = engine == Engine.POSTGRES || engine.isContained() ? 128 : 41;
        if (password.length() < SHORTEST_PASSWORD) {
            throw Faults.invalid(
                    "The parameter MasterUserPassword is not a valid password because it is shorter"
                            + " than 8 characters.");
        }
        if (password.length() > longest) {
            throw Faults.invalid(
                    "The parameter MasterUserPassword is not a valid password because it is longer than %d characters."
                            .formatted(longest));
        }
        if (!password.chars().allMatch(c -> c > ' ' && c < 0x7F && "/@\"".indexOf(c) < 0)) {
            throw Faults.invalid(
                    "The parameter MasterUserPassword is not a valid password. Only printable ASCII"
                            + " characters besides '/', '@', '\"', ' ' may be used.");
        }
        return password;
    }

    static @Nullable String database(Engine engine, @Nullable String given) {
        if (given == null || given.isEmpty()) {
            return null;
        }
        if (engine.kind() == EngineKind.SQLSERVER) {
            throw Faults.invalidCombination("DBName must be null for engine: " + engine.word());
        }
        if (!DATABASE.matcher(given).matches()) {
            throw Faults.invalid(
                    "DBName must begin with a letter and contain only alphanumeric characters, 63"
                            + " of them at most.");
        }
        boolean taken =
                engine == Engine.POSTGRES
                        ? Set.of("postgres", "rdsadmin", "template0", "template1").contains(given)
                        : Set.of("mysql", "sys", "information_schema", "performance_schema")
                                .contains(given);
        if (taken) {
            throw Faults.invalid(
                    "DBName %s cannot be used. It is a reserved word for this engine"
                            .formatted(given));
        }
        return given;
    }
}
