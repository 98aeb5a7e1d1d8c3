package dev.tule.engines.mysql;

import dev.tule.engines.engine.Role;
import java.util.List;
import java.util.Map;

/** Where MariaDB and MySQL differ. */
enum Dialect {
    MARIADB(
            "BACKUP STAGE END",
            "SELECT @@global.gtid_binlog_pos",
            "SELECT MASTER_GTID_WAIT(?, ?)") {
        @Override
        Map<String, String> settings() {
            return Map.of(
                    "gtid_strict_mode", "1", "expire_logs_days", "1", "log_slave_updates", "1");
        }

        @Override
        List<String> follow(Role.Replica primary, String password, String position) {
            String change =
                    "%s, MASTER_SSL = %d, MASTER_SSL_VERIFY_SERVER_CERT = 0, MASTER_USE_GTID = slave_pos"
                            .formatted(
                                    changeMaster(primary, password), primary.encrypted() ? 1 : 0);
            return position.isEmpty()
                    ? List.of(change, "START SLAVE")
                    : List.of(
                            "SET GLOBAL gtid_slave_pos = " + literal(position),
                            change,
                            "START SLAVE");
        }
    },
    MYSQL(
            "UNLOCK TABLES",
            "SELECT @@global.gtid_executed",
            "SELECT WAIT_FOR_EXECUTED_GTID_SET(?, ?)") {
        @Override
        Map<String, String> settings() {
            return Map.of(
                    "gtid_mode", "ON",
                    "enforce_gtid_consistency", "ON",
                    "binlog_expire_logs_seconds", "86400",
                    "mysqlx", "0",
                    "default_authentication_plugin", "mysql_native_password",
                    "auto_generate_certs", "OFF",
                    "caching_sha2_password_auto_generate_rsa_keys", "OFF",
                    "sha256_password_auto_generate_rsa_keys", "OFF");
        }

        @Override
        List<String> follow(Role.Replica primary, String password, String position) {
            return List.of(
                    "%s, MASTER_SSL = %d, MASTER_AUTO_POSITION = 1"
                            .formatted(
                                    changeMaster(primary, password), primary.encrypted() ? 1 : 0),
                    "START SLAVE");
        }
    };

    private final String release;
    private final String position;
    private final String catchUp;

    Dialect(String release, String position, String catchUp) {
        this.release = release;
        this.position = position;
        this.catchUp = catchUp;
    }

    /** What blocks commits and changes of tables. */
    List<String> hold() {
        return switch (this) {
            case MARIADB ->
                    List.of(
                            "BACKUP STAGE START",
                            "BACKUP STAGE FLUSH",
                            "BACKUP STAGE BLOCK_DDL",
                            "BACKUP STAGE BLOCK_COMMIT");
            case MYSQL -> List.of("FLUSH TABLES WITH READ LOCK");
        };
    }

    String release() {
        return release;
    }

    /** The query for the transactions that a server has. */
    String position() {
        return position;
    }

    /** The query that waits, so many seconds, until a server has transactions; then it tells 0. */
    String catchUp() {
        return catchUp;
    }

    /** What only this one knows. */
    abstract Map<String, String> settings();

    /** What has a copy that is at a position follow a primary; empty for where it is itself. */
    abstract List<String> follow(Role.Replica primary, String password, String position);

    private static String changeMaster(Role.Replica primary, String password) {
        return "CHANGE MASTER TO MASTER_HOST = %s, MASTER_PORT = %d, MASTER_USER = 'tule_admin', MASTER_PASSWORD = %s, MASTER_CONNECT_RETRY = 1"
                .formatted(
                        literal(primary.address().getAddress().getHostAddress()),
                        primary.address().getPort(),
                        literal(password));
    }

    static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
