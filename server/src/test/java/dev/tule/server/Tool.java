package dev.tule.server;

import dev.tule.server.command.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One call of {@code tule} in this process.
 *
 * @param exitCode how it ended
 * @param out what it printed as its result
 * @param error what it printed beside that
 */
record Tool(int exitCode, String out, String error) {

    static Tool run(String... arguments) {
        return run(Map.of(), arguments);
    }

    static Tool run(Map<String, String> environment, String... arguments) {
        return run("", environment, arguments);
    }

    static Tool run(String input, Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        int exitCode =
                Main.tule(Terminal.of(in, stream(out), stream(error)), environment)
                        .execute(arguments);
        return new Tool(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                error.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
