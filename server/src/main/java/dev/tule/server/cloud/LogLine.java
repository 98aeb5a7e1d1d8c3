package dev.tule.server.cloud;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** One line for an event: time, level, who, what; a stack trace below it. Thread-safe. */
public final class LogLine extends Formatter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx")
                    .withZone(ZoneId.systemDefault());

    @Override
    public String format(LogRecord event) {
        StringWriter line = new StringWriter();
        PrintWriter out = new PrintWriter(line);
        out.printf(
                "%s %-7s %s: %s%n",
                TIME.format(event.getInstant()),
                name(event.getLevel()),
                shortName(event.getLoggerName()),
                formatMessage(event).replace('\n', ' '));
        Throwable thrown = event.getThrown();
        if (thrown != null) {
            thrown.printStackTrace(out);
        }
        return line.toString();
    }

    private static String name(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (value >= Level.WARNING.intValue()) {
            return "WARNING";
        }
        if (value >= Level.INFO.intValue()) {
            return "INFO";
        }
        return value >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
    }

    private static String shortName(@org.jspecify.annotations.Nullable String logger) {
        return logger == null ? "?" : logger.substring(logger.lastIndexOf('.') + 1);
    }
}
