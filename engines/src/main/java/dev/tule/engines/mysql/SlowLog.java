package dev.tule.engines.mysql;

import dev.tule.engines.SlowQuery;
import dev.tule.engines.engine.LogTail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the slow query log, whose entries both dialects begin alike. */
final class SlowLog {

    private static final int LONGEST_STATEMENT = 4096;
    private static final int MOST_BYTES = 4 << 20;
    private static final Pattern TOOK =
            Pattern.compile("# Query_time: ([0-9]{1,9})\\.([0-9]{6}) .*");
    private static final Pattern TIMESTAMP =
            Pattern.compile("SET timestamp=([0-9]{1,12})(?:\\.[0-9]+)?;");

    private SlowLog() {}

    static List<SlowQuery> read(Path log, int limit) throws IOException {
        List<SlowQuery> found = new ArrayList<>();
        for (Path file : LogTail.newest(log, Configuration.SLOW_LOG)) {
            found.addAll(parse(LogTail.of(file, MOST_BYTES)).reversed());
            if (found.size() >= limit) {
                break;
            }
        }
        return List.copyOf(found.subList(0, Math.min(limit, found.size())));
    }

    /** The entries of a log, oldest first: comments, the time, then the statement's lines. */
    static List<SlowQuery> parse(String log) {
        List<SlowQuery> found = new ArrayList<>();
        Duration took = null;
        Instant at = null;
        StringBuilder statement = new StringBuilder();
        for (String line : log.lines().toList()) {
            Matcher duration = TOOK.matcher(line);
            Matcher timestamp = TIMESTAMP.matcher(line);
            if (line.startsWith("# ")) {
                add(found, at, took, statement);
                at = null;
                if (duration.matches()) {
                    took =
                            Duration.ofSeconds(Long.parseLong(duration.group(1)))
                                    .plusNanos(1000 * Long.parseLong(duration.group(2)));
                }
            } else if (timestamp.matches()) {
                at = Instant.ofEpochSecond(Long.parseLong(timestamp.group(1)));
            } else if (at != null && statement.length() < LONGEST_STATEMENT) {
                statement.append(statement.isEmpty() ? "" : "\n").append(line);
            }
        }
        add(found, at, took, statement);
        return found;
    }

    private static void add(
            List<SlowQuery> found,
            @Nullable Instant at,
            @Nullable Duration took,
            StringBuilder statement) {
        if (at != null && took != null && !statement.isEmpty()) {
            int length = Math.min(LONGEST_STATEMENT, statement.length());
            found.add(new SlowQuery(at, took, statement.substring(0, length)));
        }
        statement.setLength(0);
    }
}
