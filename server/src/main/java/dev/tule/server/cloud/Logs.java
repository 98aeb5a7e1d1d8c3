package dev.tule.server.cloud;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.LogManager;

/**
 * Sets up {@code java.util.logging}, which {@link System.Logger} and SLF4J write to: one line an
 * event on the standard error stream, which a server in the background has in its log file.
 */
public final class Logs {
    private static final Map<String, String> LEVELS =
            Map.of(
                    "off", "OFF", "error", "SEVERE", "warning", "WARNING", "info", "INFO", "debug",
                    "FINE", "trace", "FINER");

    private Logs() {}

    /**
     * Applies what {@code TULE_LOG} says: a level for Tule itself, and {@code NAME=LEVEL} for
     * others, joined by commas. Libraries log from warning on.
     */
    public static void configure(String setting) throws ConfigurationError {
        StringBuilder properties = new StringBuilder();
        property(properties, "handlers", ConsoleHandler.class.getName());
        property(properties, ConsoleHandler.class.getName() + ".level", "ALL");
        property(
                properties, ConsoleHandler.class.getName() + ".formatter", LogLine.class.getName());
        property(properties, ".level", "WARNING");
        property(properties, "dev.tule.level", "INFO");
        // Netty's cry when an event loop ends before nobody's listener was told of a closed
        // channel.
        property(
                properties,
                "io.netty.util.concurrent.DefaultPromise.rejectedExecution.level",
                "OFF");
        for (String part : setting.split(",", -1)) {
            String word = part.strip();
            int equals = word.indexOf('=');
            if (equals > 0) {
                property(
                        properties,
                        word.substring(0, equals).strip() + ".level",
                        level(word.substring(equals + 1).strip()));
            } else if (!word.isEmpty()) {
                property(properties, "dev.tule.level", level(word));
            }
        }
        try {
            LogManager.getLogManager()
                    .readConfiguration(
                            new ByteArrayInputStream(
                                    properties.toString().getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void property(StringBuilder properties, String name, String value) {
        properties.append(name).append('=').append(value).append('\n');
    }

    private static String level(String word) throws ConfigurationError {
        String level = LEVELS.get(word.toLowerCase(Locale.ROOT));
        if (level == null) {
            throw new ConfigurationError(
                    "TULE_LOG has no level '%s': use error, warning, info, debug or trace, or NAME=LEVEL."
                            .formatted(word));
        }
        return level;
    }
}
