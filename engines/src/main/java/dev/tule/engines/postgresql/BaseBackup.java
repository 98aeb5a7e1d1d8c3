package dev.tule.engines.postgresql;

import dev.tule.engines.engine.Engine;
import dev.tule.engines.process.Account;
import dev.tule.engines.process.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A base backup of a running server, a primary or a replica, through the low-level API (PostgreSQL
 * documentation, 25.3.4), with the log that makes it consistent: it needs no archive to be
 * restored.
 */
final class BaseBackup {

    /**
     * Copied after all other files: a replica notes there how far its log must be replayed for
     * those to be consistent.
     */
    private static final Path CONTROL = Path.of("global", "pg_control");

    private static final Pattern SEGMENT = Pattern.compile("[0-9A-F]{24}");

    /** Directories whose content a new server makes anew (25.3.4.5); the log comes afterwards. */
    private static final Set<String> EMPTIED =
            Set.of(
                    "pg_wal",
                    "pg_replslot",
                    "pg_dynshmem",
                    "pg_notify",
                    "pg_serial",
                    "pg_snapshots",
                    "pg_stat_tmp",
                    "pg_subtrans");

    private static final Set<String> LEFT_OUT =
            Set.of(
                    "postmaster.pid",
                    "postmaster.opts",
                    "standby.signal",
                    "recovery.signal",
                    "backup_label",
                    "tablespace_map");

    private BaseBackup() {}

    static Engine.Copied take(Connection connection, Path data, Path target)
            throws IOException, SQLException {
        String slot = "backup_" + Long.toHexString(ThreadLocalRandom.current().nextLong());
        try (Statement statement = connection.createStatement()) {
            // Temporary: it goes with the session, and keeps the log from being recycled until
            // then.
            statement.execute(
                    "select pg_create_physical_replication_slot('" + slot + "', true, true)");
            String first =
                    segment(statement, text(statement, "select pg_backup_start('tule', true)"));
            Trees.copy(data, target, Account.SELF, path -> path.equals(CONTROL) || isLeftOut(path));
            Files.copy(data.resolve(CONTROL), target.resolve(CONTROL));
            Files.createDirectories(target.resolve("pg_wal/archive_status"));
            String position;
            try (PreparedStatement stop =
                            connection.prepareStatement(
                                    "select lsn, labelfile from pg_backup_stop(false)");
                    ResultSet stopped = stop.executeQuery()) {
                stopped.next();
                position = stopped.getString(1);
                Files.writeString(target.resolve("backup_label"), stopped.getString(2));
            }
            String last = segment(statement, position);
            copyLog(data.resolve("pg_wal"), target.resolve("pg_wal"), first, last);
            return new Engine.Copied(position, first);
        }
    }

    /** The name of the file with a place in the log; replicas refuse {@code pg_walfile_name}. */
    private static String segment(Statement statement, String position) throws SQLException {
        String[] halves = position.split("/", 2);
        long place = Long.parseLong(halves[0], 16) << 32 | Long.parseLong(halves[1], 16);
        long size =
                Long.parseLong(
                        text(
                                statement,
                                "select setting from pg_settings where name = 'wal_segment_size'"));
        long timeline =
                Long.parseLong(text(statement, "select timeline_id from pg_control_checkpoint()"));
        long perHigh = (1L << 32) / size;
        // A place at a segment's very beginning is the end of the one before.
        long number = (place - 1) / size;
        return "%08X%08X%08X".formatted(timeline, number / perHigh, number % perHigh);
    }

    static boolean isLeftOut(Path path) {
        String name = path.getFileName().toString();
        Path parent = path.getParent();
        if (parent != null && EMPTIED.contains(parent.toString())) {
            return true;
        }
        return (parent == null && LEFT_OUT.contains(name))
                || name.startsWith("pgsql_tmp")
                || name.equals("pg_internal.init");
    }

    private static void copyLog(Path from, Path to, String first, String last) throws IOException {
        List<Path> segments;
        try (Stream<Path> files = Files.list(from)) {
            segments = files.toList();
        }
        boolean complete = false;
        for (Path segment : segments) {
            String name = segment.getFileName().toString();
            boolean history = name.endsWith(".history");
            if (history || (isSegment(name) && isWithin(name, first, last))) {
                Files.copy(segment, to.resolve(name));
                complete |= name.equals(last);
            }
        }
        if (!complete) {
            throw new IOException("the log's segment " + last + " is gone");
        }
    }

    static boolean isSegment(String name) {
        return SEGMENT.matcher(name).matches();
    }

    /** Compares the place in the log, which the name has after the timeline. */
    static String place(String segment) {
        return segment.substring(8);
    }

    private static boolean isWithin(String name, String first, String last) {
        return place(name).compareTo(place(first)) >= 0 && place(name).compareTo(place(last)) <= 0;
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}
