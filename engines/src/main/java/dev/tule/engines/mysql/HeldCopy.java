package dev.tule.engines.mysql;

import dev.tule.engines.engine.Engine;
import dev.tule.engines.process.Account;
import dev.tule.engines.process.ServerProcess;
import dev.tule.engines.process.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/** A copy of a running server that is held meanwhile. */
final class HeldCopy {

    private static final int LOCK_SECONDS = 30;

    /** What a server has for itself, or makes anew. */
    private static final Set<String> LEFT_OUT =
            Set.of("auto.cnf", "mysqld.pid", "mysqld.sock", "mysqld.sock.lock", "ibtmp1");

    private HeldCopy() {}

    static Engine.Copied take(
            Dialect dialect, Connection connection, ServerProcess process, Path data, Path target)
            throws IOException, SQLException, InterruptedException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION lock_wait_timeout = " + LOCK_SECONDS);
            try {
                for (String hold : dialect.hold()) {
                    statement.execute(hold);
                }
                String position;
                try (ResultSet result = statement.executeQuery(dialect.position())) {
                    result.next();
                    position = result.getString(1).replace("\n", "");
                }
                process.freeze();
                try {
                    Trees.copy(data, target, Account.SELF, HeldCopy::isLeftOut);
                } finally {
                    process.thaw();
                }
                return new Engine.Copied(position, "");
            } finally {
                statement.execute(dialect.release());
            }
        }
    }

    private static boolean isLeftOut(Path path) {
        return LEFT_OUT.contains(path.toString());
    }
}
