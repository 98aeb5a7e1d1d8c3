package dev.tule.engines.mysql;

import dev.tule.engines.engine.ServerSetup;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a MySQL server that has ended has left in its binary log, for its replica. A commit is in
 * that log, on the disk, before a client hears of it ({@code sync_binlog}); a replica that follows
 * has most of it already. The rest is given to it as the relay log of a channel of its own (MySQL
 * Reference Manual, "Replication Channels"); what it has is known by its global transaction id and
 * passed over, so that giving it too much does no harm.
 */
final class PrimarysLog {

    private static final String INDEX = "binlog.index";
    private static final String CHANNEL = "rest";
    private static final String RELAY = "relay-" + CHANNEL;

    /** How long applying may stand still. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(10);

    private final Path left;
    private final ServerSetup replica;

    PrimarysLog(ServerSetup primary, ServerSetup replica) {
        this.left = primary.home().data();
        this.replica = replica;
    }

    /** Returns when the replica has all that is in the log; may be done again. */
    void apply(Connection administrator) throws IOException, SQLException, InterruptedException {
        try (Statement statement = administrator.createStatement()) {
            // What it has received of a transaction without its end would stand in the way.
            statement.execute("STOP SLAVE FOR CHANNEL ''");
            clear(statement);
            int files = lay(firstNeeded(statement));
            if (files == 0) {
                return;
            }
            statement.execute(
                    "CHANGE MASTER TO MASTER_HOST = '127.0.0.1', RELAY_LOG_FILE = '%s', RELAY_LOG_POS = %d FOR CHANNEL '%s'"
                            .formatted(name(1), BinaryLogFile.FIRST_EVENT, CHANNEL));
            statement.execute("START SLAVE SQL_THREAD FOR CHANNEL '" + CHANNEL + "'");
            await(statement, files);
            clear(statement);
        }
    }

    private void clear(Statement statement) throws IOException, SQLException {
        boolean there = false;
        try (ResultSet channels = statement.executeQuery("SHOW SLAVE STATUS")) {
            while (channels.next()) {
                there |= channels.getString("Channel_Name").equals(CHANNEL);
            }
        }
        if (there) {
            statement.execute("STOP SLAVE FOR CHANNEL '" + CHANNEL + "'");
            statement.execute("RESET SLAVE ALL FOR CHANNEL '" + CHANNEL + "'");
        }
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(replica.home().data(), RELAY + ".*")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    /** The name of the file in which the last transaction is that the replica has. */
    private static String firstNeeded(Statement statement) throws SQLException {
        try (ResultSet status = statement.executeQuery("SHOW SLAVE STATUS FOR CHANNEL ''")) {
            return status.next() ? status.getString("Relay_Master_Log_File") : "";
        }
    }

    /** Puts what is needed where the server looks for the channel's relay log. */
    private int lay(String first) throws IOException {
        List<String> logs =
                Files.readAllLines(left.resolve(INDEX)).stream()
                        .map(line -> Path.of(line).getFileName().toString())
                        .toList();
        int from = first.isEmpty() ? 0 : logs.indexOf(first);
        if (from < 0) {
            throw new IOException("the primary has no " + first + " any more");
        }
        List<String> index = new ArrayList<>();
        for (String log : logs.subList(from, logs.size())) {
            String name = name(index.size() + 1);
            copyWhole(left.resolve(log), replica.home().data().resolve(name));
            index.add("./" + name);
        }
        Path list = replica.home().data().resolve(RELAY + ".index");
        Files.write(list, index);
        replica.account().own(list);
        return index.size();
    }

    /** A server that was killed may have left the beginning of an event. */
    private void copyWhole(Path log, Path target) throws IOException {
        try (FileChannel from = FileChannel.open(log);
                FileChannel to =
                        FileChannel.open(
                                target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long end = BinaryLogFile.wholeEvents(Channels.newInputStream(from));
            for (long at = 0; at < end; ) {
                at += from.transferTo(at, end - at, to);
            }
        }
        replica.account().own(target);
    }

    private static String name(int number) {
        return "%s.%06d".formatted(RELAY, number);
    }

    /** The server begins a file of its own behind ours: all is applied when it has come there. */
    private static void await(Statement statement, int files)
            throws SQLException, InterruptedException {
        String last = "";
        long since = System.nanoTime();
        while (true) {
            try (ResultSet status =
                    statement.executeQuery("SHOW SLAVE STATUS FOR CHANNEL '" + CHANNEL + "'")) {
                status.next();
                String file = status.getString("Relay_Log_File");
                String error = status.getString("Last_SQL_Error");
                if (!error.isEmpty()) {
                    throw new SQLException("the primary's log can't be applied: " + error);
                }
                if (file.compareTo(name(files)) > 0
                        && status.getString("Slave_SQL_Running_State")
                                .startsWith("Slave has read all relay log")) {
                    return;
                }
                String now = file + ":" + status.getString("Relay_Log_Pos");
                if (!now.equals(last)) {
                    last = now;
                    since = System.nanoTime();
                } else if (System.nanoTime() - since > PATIENCE.toNanos()) {
                    throw new SQLException("the primary's log is not applied in time, at " + now);
                }
            }
            Thread.sleep(POLL);
        }
    }
}
