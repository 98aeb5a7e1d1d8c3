package dev.tule.mtv.management;

import dev.tule.mtv.Project;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A management command: a class with picocli's annotations for its name, options and help.
 *
 * <pre>{@code
 * @Command(name = "importreadings", description = "Reads readings from a file.")
 * public final class ImportReadings extends BaseCommand {
 *     @Parameters(paramLabel = "FILE") private Path file;
 *
 *     @Override
 *     protected void handle() throws IOException {
 *         say(Reading.load(file) + " readings.");
 *     }
 * }
 * }</pre>
 *
 * Runs with the project active: models, URLs and translations are at hand.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/howto/custom-management-commands/#django.core.management.BaseCommand">
 *     Django: BaseCommand</a>
 */
public abstract class BaseCommand implements Callable<Integer> {
    private @Nullable ProjectSource source;
    private @Nullable Console console;

    /** Tells the command what it works on and where it speaks; whoever runs commands does this. */
    public final void attach(ProjectSource to, Console on) {
        source = to;
        console = on;
    }

    /**
     * Does the work.
     *
     * @throws CommandError with a sentence for who typed it
     */
    protected abstract void handle() throws Exception;

    /** Whether it runs without the project being active: for those that make or start one. */
    protected boolean outsideOfProject() {
        return false;
    }

    /** Runs the command and closes the project: a process runs one. */
    @Override
    public final Integer call() throws Exception {
        try (ProjectSource closed = source()) {
            if (outsideOfProject()) {
                handle();
            } else {
                closed.project()
                        .call(
                                () -> {
                                    handle();
                                    return true;
                                });
            }
        }
        return 0;
    }

    /** Where the project comes from. */
    protected final ProjectSource source() {
        ProjectSource known = source;
        if (known == null) {
            throw new IllegalStateException("the command was not attached to a project");
        }
        return known;
    }

    /** The project, made when it is first asked for. */
    protected final Project project() throws CommandError {
        return source().project();
    }

    /** Where the command speaks and asks. */
    protected final Console console() {
        Console known = console;
        if (known == null) {
            throw new IllegalStateException("the command was not attached to a console");
        }
        return known;
    }

    /** Prints a line of its result. */
    protected final void say(String line) {
        console().say(line);
    }

    /** Prints a line about what happens meanwhile. */
    protected final void warn(String line) {
        console().warn(line);
    }
}
