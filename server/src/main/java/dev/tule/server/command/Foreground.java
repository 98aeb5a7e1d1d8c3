package dev.tule.server.command;

import dev.tule.server.cloud.ConfigurationError;
import dev.tule.server.cloud.Stoppable;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Holds something (a running server) for as long as a command needs it, and closes it in an orderly
 * way however the process ends: by the command's own end, {@code tule down}, Ctrl-C or SIGTERM.
 */
final class Foreground {
    private static final long STOP_SECONDS = 60;

    private Foreground() {}

    /** Starts what is held. */
    @FunctionalInterface
    interface Start<H extends Stoppable> {
        H start() throws ConfigurationError, IOException;
    }

    /** What is done with it. */
    @FunctionalInterface
    interface Use<H> {
        void use(H held) throws CommandFailure, IOException, InterruptedException;
    }

    /**
     * @param end what to say when everything is closed
     */
    static <H extends Stoppable> void run(Terminal terminal, String end, Start<H> start, Use<H> use)
            throws ConfigurationError, CommandFailure, IOException {
        Thread user = Thread.currentThread();
        CountDownLatch stopped = new CountDownLatch(1);
        Thread hook =
                Thread.ofPlatform()
                        .name("tule-stop")
                        .unstarted(
                                () -> {
                                    user.interrupt();
                                    await(stopped);
                                });
        Runtime.getRuntime().addShutdownHook(hook);
        boolean interrupted;
        try {
            try (H held = start.start()) {
                interrupted = useUntilStopped(held, use);
            }
            terminal.say(end);
        } finally {
            stopped.countDown(); // last: the process may end at once
        }
        if (!interrupted) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    /** Whether the use was ended by the hook; then what is held closes undisturbed. */
    private static <H> boolean useUntilStopped(H held, Use<H> use)
            throws CommandFailure, IOException {
        try {
            use.use(held);
            return Thread.interrupted();
        } catch (InterruptedException stop) {
            return true;
        }
    }

    private static void await(CountDownLatch stopped) {
        try {
            if (!stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("Tule did not stop in " + STOP_SECONDS + " s and is ended.");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
