package dev.tule.engines.postgresql;

import dev.tule.engines.SlowQuery;
import dev.tule.engines.engine.LogTail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what {@code log_min_duration_statement} had the server log. */
final class SlowStatements {

    private static final int LONGEST_STATEMENT = 4096;
    private static final int MOST_BYTES = 4 << 20;
    private static final Pattern ENTRY =
            Pattern.compile(
                    "([0-9-]{10} [0-9:.]{12}) \\w+ \\[[0-9]+] LOG: {2}duration:"
                            + " ([0-9]{1,12})(?:\\.[0-9]+)? ms {2}[^:]*: (.*)");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private SlowStatements() {}

    static List<SlowQuery> read(Path log, int limit) throws IOException {
        List<SlowQuery> found = new ArrayList<>();
        for (Path file : LogTail.newest(log, "postgresql-")) {
            found.addAll(parse(LogTail.of(file, MOST_BYTES)).reversed());
            if (found.size() >= limit) {
                break;
            }
        }
        return List.copyOf(found.subList(0, Math.min(limit, found.size())));
    }

    /** The entries of a log, oldest first. A statement's further lines begin with a tab. */
    static List<SlowQuery> parse(String log) {
        List<SlowQuery> found = new ArrayList<>();
        @Nullable SlowQuery open = null;
        for (String line : log.lines().toList()) {
            if (line.startsWith("\t") && open != null) {
                open =
                        new SlowQuery(
                                open.at(),
                                open.took(),
                                cut(open.statement() + "\n" + line.substring(1)));
                found.set(found.size() - 1, open);
                continue;
            }
            open = entry(line);
            if (open != null) {
                found.add(open);
            }
        }
        return found;
    }

    private static @Nullable SlowQuery entry(String line) {
        Matcher entry = ENTRY.matcher(line);
        if (!entry.matches()) {
            return null;
        }
        try {
            Instant at = LocalDateTime.parse(entry.group(1), TIME).toInstant(ZoneOffset.UTC);
            Duration took = Duration.ofMillis(Long.parseLong(entry.group(2)));
            return new SlowQuery(at, took, cut(entry.group(3)));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static String cut(String statement) {
        return statement.substring(0, Math.min(LONGEST_STATEMENT, statement.length()));
    }
}
