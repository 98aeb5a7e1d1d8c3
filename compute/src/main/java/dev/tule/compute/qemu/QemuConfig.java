package dev.tule.compute.qemu;

import dev.tule.compute.HostBudget;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a {@link QemuDriver} works.
 *
 * @param directory where machines and templates lie
 * @param sockets a directory of its own with a short path, for control sockets
 * @param budget what machines may take of the host
 * @param warm whether machines are resumed from templates where that can be
 * @param mostTemplates how many templates are kept, 1 to 64; each takes up to a machine's memory on
 *     disk
 * @param answer how long QEMU may take to answer, 1 s to 60 s
 */
public record QemuConfig(
        Path directory,
        Path sockets,
        HostBudget budget,
        boolean warm,
        int mostTemplates,
        Duration answer) {
    public QemuConfig {
        directory = directory.toAbsolutePath();
        sockets = sockets.toAbsolutePath();
        if (mostTemplates < 1 || mostTemplates > 64) {
            throw new IllegalArgumentException(
                    "templates is " + mostTemplates + ", must be 1 to 64");
        }
        if (answer.toMillis() < 1_000 || answer.toMillis() > 60_000) {
            throw new IllegalArgumentException("answer is " + answer + ", must be 1 s to 60 s");
        }
    }

    /** The defaults, in this directory. */
    public static QemuConfig in(Path directory) {
        return new QemuConfig(
                directory,
                SocketDirectory.near(directory),
                HostBudget.ofThisHost(),
                true,
                8,
                Duration.ofSeconds(20));
    }

    public QemuConfig withBudget(HostBudget changed) {
        return new QemuConfig(directory, sockets, changed, warm, mostTemplates, answer);
    }

    public QemuConfig withWarm(boolean changed) {
        return new QemuConfig(directory, sockets, budget, changed, mostTemplates, answer);
    }
}
