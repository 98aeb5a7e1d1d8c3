package dev.tule.engines.postgresql;

import dev.tule.engines.Listening;
import dev.tule.engines.ServerCertificate;
import dev.tule.engines.ServerName;
import dev.tule.engines.SourceRange;
import dev.tule.engines.engine.Role;
import dev.tule.engines.engine.ServerSetup;
import dev.tule.engines.engine.Settings;
import dev.tule.engines.relay.PostgreSqlFront;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The files that a PostgreSQL server reads: settings, host-based authentication, scripts. */
final class Configuration {

    static final String SETTINGS = "postgresql.conf";
    private static final String HOSTS = "pg_hba.conf";
    private static final String ARCHIVE = "archive.sh";
    private static final String RESTORE = "restore.sh";

    /** As the server reads it: with microseconds at most. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS'+00'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final long MIB = 1 << 20;

    /** What Tule sets; what users ask for may not touch it. */
    static final Set<String> OURS =
            Set.of(
                    "allow_alter_system",
                    "archive_command",
                    "archive_library",
                    "archive_mode",
                    "cluster_name",
                    "config_file",
                    "data_directory",
                    "external_pid_file",
                    "hba_file",
                    "ident_file",
                    "listen_addresses",
                    "log_destination",
                    "log_directory",
                    "log_file_mode",
                    "log_filename",
                    "log_line_prefix",
                    "logging_collector",
                    "port",
                    "primary_conninfo",
                    "primary_slot_name",
                    "recovery_target",
                    "recovery_target_action",
                    "recovery_target_time",
                    "restore_command",
                    "ssl",
                    "ssl_ca_file",
                    "ssl_cert_file",
                    "ssl_key_file",
                    "ssl_passphrase_command",
                    "synchronous_standby_names",
                    "unix_socket_directories");

    private Configuration() {}

    static void write(ServerSetup setup) throws IOException {
        write(setup, SETTINGS, settings(setup));
        write(setup, HOSTS, hosts(setup));
        write(setup, "pg_ident.conf", "");
        ServerCertificate certificate = setup.spec().listening().certificate();
        if (certificate != null) {
            write(setup, "server.crt", certificate.chain());
            write(setup, "server.key", certificate.privateKey());
        }
        Path archive = setup.spec().archive();
        if (archive != null) {
            write(setup, ARCHIVE, archiveScript(archive));
        }
        if (setup.role() instanceof Role.Recovery recovery) {
            write(setup, RESTORE, restoreScript(recovery.archive()));
        }
    }

    private static void write(ServerSetup setup, String name, String content) throws IOException {
        Settings.write(setup.home().configuration(name), content, setup.account());
    }

    static String settings(ServerSetup setup) {
        Map<String, String> settings = new LinkedHashMap<>();
        long memory = setup.spec().memoryBytes();
        settings.put("shared_buffers", memory / 4 / MIB + "MB");
        settings.put("effective_cache_size", memory / 2 / MIB + "MB");
        settings.put("maintenance_work_mem", Math.max(16, memory / 16 / MIB) + "MB");
        settings.put("max_wal_size", "512MB");
        settings.put("wal_level", "replica");
        settings.put("max_slot_wal_keep_size", "4GB");
        settings.put("log_min_duration_statement", "1000");
        settings.put("log_timezone", "UTC");
        settings.put("log_rotation_age", "1d");
        settings.put("log_rotation_size", "10MB");
        settings.put("password_encryption", "scram-sha-256");
        settings.putAll(new TreeMap<>(setup.spec().parameters()));
        settings.putAll(ours(setup));
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + " = " + quoted(setting.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    private static Map<String, String> ours(ServerSetup setup) {
        Map<String, String> settings = new LinkedHashMap<>();
        Listening listening = setup.spec().listening();
        settings.put("listen_addresses", setup.inner().getAddress().getHostAddress());
        settings.put("port", Integer.toString(setup.inner().getPort()));
        settings.put("unix_socket_directories", "");
        settings.put("cluster_name", setup.spec().name().value());
        settings.put("hba_file", setup.home().configuration(HOSTS).toString());
        settings.put("ident_file", setup.home().configuration("pg_ident.conf").toString());
        settings.put("logging_collector", "on");
        settings.put("log_destination", "stderr");
        settings.put("log_directory", setup.home().log().toString());
        settings.put("log_filename", "postgresql-%Y-%m-%d-%H%M%S.log");
        settings.put("log_line_prefix", "%m [%p] ");
        settings.put("ssl", listening.certificate() == null ? "off" : "on");
        settings.put("ssl_cert_file", setup.home().configuration("server.crt").toString());
        settings.put("ssl_key_file", setup.home().configuration("server.key").toString());
        // Named on both roles: a replica that is promoted goes on archiving.
        boolean archives = setup.spec().archive() != null;
        settings.put("archive_mode", archives ? "on" : "off");
        settings.put("archive_timeout", "300");
        if (archives) {
            // Relative to the data directory, so that no shell sees a path of ours.
            settings.put("archive_command", "/bin/sh ../configuration/archive.sh %p %f");
        }
        settings.put(
                "synchronous_standby_names",
                setup.synchronousReplicas().stream()
                        .map(ServerName::value)
                        .sorted(Comparator.naturalOrder())
                        .map(name -> "\"" + name + "\"")
                        .collect(Collectors.joining(", ")));
        switch (setup.role()) {
            case Role.Primary() -> {}
            case Role.Replica primary -> {
                settings.put("primary_conninfo", connectionTo(setup, primary));
                settings.put("primary_slot_name", Replicas.slot(setup.spec().name()));
            }
            case Role.Recovery recovery -> {
                settings.put("restore_command", "/bin/sh ../configuration/restore.sh %f %p");
                settings.put("recovery_target_action", "promote");
                if (recovery.until() != null) {
                    settings.put("recovery_target_time", TIME.format(recovery.until()));
                }
            }
        }
        return settings;
    }

    private static String connectionTo(ServerSetup setup, Role.Replica primary) {
        return "host=%s port=%d user=%s password=%s application_name=%s connect_timeout=10"
                .formatted(
                        primary.address().getAddress().getHostAddress(),
                        primary.address().getPort(),
                        setup.administrator().user(),
                        setup.administrator().password(),
                        setup.spec().name());
    }

    /** The first line that matches a client decides (PostgreSQL documentation, 20.1). */
    static String hosts(ServerSetup setup) {
        Listening listening = setup.spec().listening();
        StringBuilder hosts = new StringBuilder();
        hosts.append("host all,replication tule_admin samehost scram-sha-256\n");
        hosts.append("host all tule_admin all reject\n");
        String role = listening.tokenUsers();
        if (role != null) {
            // A front ends TLS and keeps sources out; members of the role come from its own
            // address.
            String self = PostgreSqlFront.SELF.getHostAddress();
            hosts.append("host all +%s %s/32 password\n".formatted(role, self));
            hosts.append("host all all %s/32 reject\n".formatted(self));
            hosts.append("host all all 127.0.0.1/32 scram-sha-256\n");
            return hosts.toString();
        }
        String type = listening.onlyTls() ? "hostssl" : "host";
        for (SourceRange source : listening.sources()) {
            hosts.append(type).append(" all all ").append(source).append(" scram-sha-256\n");
        }
        return hosts.toString();
    }

    /** Keeps a segment only when it is whole and on the disk; the same once more is no error. */
    private static String archiveScript(Path archive) {
        return """
        set -eu
        to=%s/"$2".gz
        if [ -f "$to" ]; then
            gzip -dc "$to" | cmp -s - "$1"
            exit
        fi
        gzip -1 -c "$1" > "$to.part"
        sync "$to.part"
        mv "$to.part" "$to"
        sync %s
        """
                .formatted(shellQuoted(archive), shellQuoted(archive));
    }

    /** Brings a segment back from an archive; fails when it isn't there. */
    private static String restoreScript(Path archive) {
        return """
        set -eu
        from=%s/"$1".gz
        [ -f "$from" ] || exit 1
        gzip -dc "$from" > "$2"
        """
                .formatted(shellQuoted(archive));
    }

    private static String shellQuoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }

    private static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
