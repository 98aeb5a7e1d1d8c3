package dev.tule.mtv.management;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a command speaks and asks: results to {@code out}, what happens meanwhile and questions to
 * {@code error}. Belongs to one thread.
 */
public final class Console {
    private final BufferedReader in;
    private final PrintStream out;
    private final PrintStream error;
    private final java.io.@Nullable Console keyboard;

    private Console(
            InputStream in,
            PrintStream out,
            PrintStream error,
            java.io.@Nullable Console keyboard) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
        this.error = error;
        this.keyboard = keyboard;
    }

    /** That of this process: with a keyboard where a person sits at it. */
    public static Console ofThisProcess() {
        return new Console(
                System.in,
                System.out,
                System.err,
                Optional.ofNullable(System.console())
                        .filter(java.io.Console::isTerminal)
                        .orElse(null));
    }

    /** Streams without a keyboard. */
    public static Console of(InputStream in, PrintStream out, PrintStream error) {
        return new Console(in, out, error, null);
    }

    /** Where results go, for what prints by itself. */
    public PrintStream out() {
        return out;
    }

    /** Where everything else goes. */
    public PrintStream error() {
        return error;
    }

    /** Prints a line of the result. */
    public void say(String line) {
        out.println(line);
        out.flush();
    }

    /** Prints a line that is no result. */
    public void warn(String line) {
        error.println(line);
        error.flush();
    }

    /** Asks a question; empty where the input has ended. */
    public Optional<String> ask(String question) {
        error.print(question);
        error.flush();
        try {
            return Optional.ofNullable(in.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for something that isn't shown while it is typed; empty where the input has ended. */
    public Optional<String> askSecret(String question) {
        if (keyboard == null) {
            return ask(question);
        }
        char[] typed = keyboard.readPassword("%s", question);
        return typed == null ? Optional.empty() : Optional.of(new String(typed));
    }

    /** Asks for yes or no; no where the input has ended or says anything else. */
    public boolean confirms(String question) {
        String answer = ask(question + " [y/N] ").orElse("").strip();
        return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
    }
}
