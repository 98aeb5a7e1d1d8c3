package dev.tule.server.command;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a command's words go: results to {@code out}, what happens meanwhile and what went wrong to
 * {@code error}. Safe for use by many threads, as its streams are.
 */
public final class Terminal {
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream error;
    private final @Nullable Console keyboard;

    private Terminal(
            InputStream in, PrintStream out, PrintStream error, @Nullable Console keyboard) {
        this.in = in;
        this.out = out;
        this.error = error;
        this.keyboard = keyboard;
    }

    /** That of this process: with a keyboard where a person sits at it. */
    public static Terminal ofThisProcess() {
        return new Terminal(
                System.in,
                System.out,
                System.err,
                Optional.ofNullable(System.console()).filter(Console::isTerminal).orElse(null));
    }

    /** Streams without a keyboard. */
    public static Terminal of(InputStream in, PrintStream out, PrintStream error) {
        return new Terminal(in, out, error, null);
    }

    /** The same for the commands of projects. */
    public dev.tule.mtv.management.Console forProjects() {
        return keyboard == null
                ? dev.tule.mtv.management.Console.of(in, out, error)
                : dev.tule.mtv.management.Console.ofThisProcess();
    }

    PrintStream out() {
        return out;
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }

    void warn(String line) {
        error.println(line);
        error.flush();
    }

    /** A secret from the keyboard, not shown, or the first line of a piped input. */
    @Nullable String readSecret(String prompt) throws IOException {
        if (keyboard != null) {
            char[] typed = keyboard.readPassword("%s", prompt);
            return typed == null ? null : new String(typed);
        }
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
    }
}
