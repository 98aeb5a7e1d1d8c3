package dev.tule.engines.mysql;

import dev.tule.engines.Listening;
import dev.tule.engines.ServerCertificate;
import dev.tule.engines.engine.Role;
import dev.tule.engines.engine.ServerSetup;
import dev.tule.engines.engine.Settings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The option file of a server. */
final class Configuration {

    static final String FILE = "my.cnf";
    static final String ERROR_LOG = "mysql-error.log";
    static final String SLOW_LOG = "mysql-slow.log";
    static final String GENERAL_LOG = "mysql-general.log";

    /** Of the redo log: what the template was made with. */
    private static final String REDO = "16M";

    private static final long MIB = 1 << 20;
    private static final long LEAST_POOL_MIB = 16;

    /** What Tule sets; what users ask for may not touch it. */
    static final Set<String> OURS =
            Set.of(
                    "basedir",
                    "bind_address",
                    "datadir",
                    "enforce_gtid_consistency",
                    "general_log_file",
                    "gtid_mode",
                    "gtid_strict_mode",
                    "init_file",
                    "innodb_data_home_dir",
                    "innodb_log_group_home_dir",
                    "innodb_undo_directory",
                    "innodb_use_native_aio",
                    "log_bin",
                    "log_error",
                    "mysqlx",
                    "pid_file",
                    "plugin_dir",
                    "plugin_load",
                    "plugin_load_add",
                    "port",
                    "read_only",
                    "rpl_semi_sync_master_enabled",
                    "rpl_semi_sync_master_timeout",
                    "rpl_semi_sync_master_wait_no_slave",
                    "rpl_semi_sync_master_wait_point",
                    "rpl_semi_sync_slave_enabled",
                    "secure_file_priv",
                    "server_id",
                    "skip_grant_tables",
                    "skip_networking",
                    "slow_query_log_file",
                    "socket",
                    "ssl",
                    "ssl_ca",
                    "ssl_cert",
                    "ssl_key",
                    "tmpdir",
                    "user");

    private Configuration() {}

    static void write(ServerSetup setup, Dialect dialect) throws IOException {
        Settings.write(setup.home().configuration(FILE), options(setup, dialect), setup.account());
        ServerCertificate certificate = setup.spec().listening().certificate();
        if (certificate != null) {
            write(setup, "server.crt", certificate.chain());
            write(setup, "server.key", certificate.privateKey());
            write(setup, "authority.crt", certificate.authority());
        }
    }

    private static void write(ServerSetup setup, String name, String content) throws IOException {
        Settings.write(setup.home().configuration(name), content, setup.account());
    }

    /** For the making of a template. */
    static String ofTemplate(Dialect dialect) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("innodb_log_file_size", REDO);
        if (dialect == Dialect.MYSQL) {
            options.put("auto_generate_certs", "OFF");
            options.put("caching_sha2_password_auto_generate_rsa_keys", "OFF");
            options.put("sha256_password_auto_generate_rsa_keys", "OFF");
        }
        return text(options);
    }

    static String options(ServerSetup setup, Dialect dialect) {
        Map<String, String> options = wanted(setup, setup.spec().parameters());
        options.putAll(ours(setup));
        options.putAll(dialect.settings());
        if (dialect == Dialect.MARIADB) {
            options.putAll(SemiSynchronous.settings(setup));
        }
        return text(options);
    }

    /** What users ask for, and what Tule thinks best where they don't. */
    static Map<String, String> wanted(ServerSetup setup, Map<String, String> parameters) {
        Map<String, String> options = new LinkedHashMap<>();
        long pool = Math.max(LEAST_POOL_MIB, setup.spec().memoryBytes() / 2 / MIB);
        options.put("innodb_buffer_pool_size", pool + "M");
        options.put("innodb_log_file_size", REDO);
        options.put("performance_schema", "OFF");
        options.put("slow_query_log", "1");
        options.put("long_query_time", "1");
        options.put("max_binlog_size", "64M");
        options.put("character_set_server", "utf8mb4");
        options.putAll(new TreeMap<>(parameters));
        return options;
    }

    private static Map<String, String> ours(ServerSetup setup) {
        Map<String, String> options = new LinkedHashMap<>();
        Listening listening = setup.spec().listening();
        options.put("basedir", setup.installation().home().toString());
        options.put("datadir", setup.home().data().toString());
        options.put("tmpdir", setup.home().run().toString());
        options.put("bind_address", setup.inner().getAddress().getHostAddress());
        options.put("port", Integer.toString(setup.inner().getPort()));
        // Relative to the data directory: the name of a socket may not be long.
        options.put("socket", "mysqld.sock");
        options.put("pid_file", "mysqld.pid");
        options.put("log_error", setup.home().log().resolve(ERROR_LOG).toString());
        options.put("slow_query_log_file", setup.home().log().resolve(SLOW_LOG).toString());
        options.put("general_log_file", setup.home().log().resolve(GENERAL_LOG).toString());
        options.put("secure_file_priv", setup.home().run().toString());
        options.put("skip_name_resolve", "1");
        options.put("server_id", Integer.toString(setup.serverId()));
        options.put("log_bin", "binlog");
        options.put("relay_log", "relay");
        options.put("binlog_format", "ROW");
        options.put("sync_binlog", "1");
        // A server that is held has no writes under way in the kernel then.
        options.put("innodb_use_native_aio", "0");
        boolean replica = setup.role() instanceof Role.Replica;
        options.put("read_only", replica ? "1" : "0");
        options.put("skip_slave_start", replica ? "0" : "1");
        if (listening.certificate() == null) {
            options.put("ssl", "0");
        } else {
            options.put("ssl_cert", setup.home().configuration("server.crt").toString());
            options.put("ssl_key", setup.home().configuration("server.key").toString());
            options.put("ssl_ca", setup.home().configuration("authority.crt").toString());
            if (listening.onlyTls()) {
                options.put("require_secure_transport", "ON");
            }
        }
        return options;
    }

    private static String text(Map<String, String> options) {
        return options.entrySet().stream()
                .map(option -> option.getKey() + " = " + quoted(option.getValue()) + "\n")
                .collect(Collectors.joining("", "[mysqld]\n", ""));
    }

    /** Backslashes escape within option files; quotes keep a # from beginning a comment. */
    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
