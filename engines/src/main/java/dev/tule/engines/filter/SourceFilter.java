package dev.tule.engines.filter;

import dev.tule.engines.SourceRange;
import dev.tule.engines.process.Account;
import dev.tule.engines.relay.Doorway;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.System.Logger;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/**
 * Keeps sources out of a server that listens by itself: to others than the allowed it is as if
 * nobody were there, and their attempts run into their timeout. The kernel sees to it as long as
 * the server listens, with or without this process. Safe for use by many threads.
 */
public final class SourceFilter implements Doorway {

    private static final Logger LOG = System.getLogger(SourceFilter.class.getName());
    private static final Path TRACING = Path.of("/proc/sys/kernel/yama/ptrace_scope");
    private static final Duration POLL = Duration.ofMillis(5);

    private final long process;
    private final InetSocketAddress address;

    private SourceFilter(long process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Whether the kernel lets this process put filters on sockets of servers: not where it may not
     * trace processes of that user, or only its own children.
     */
    public static boolean isPossible(Account account) {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).equals("linux")) {
            return false;
        }
        try {
            boolean onlyChildren =
                    Files.exists(TRACING) && !Files.readString(TRACING).strip().equals("0");
            return (account.isOther() || !onlyChildren) && borrowsFrom(account);
        } catch (IOException e) {
            LOG.log(Logger.Level.DEBUG, "no filters on sockets", e);
            return false;
        }
    }

    /** Tries it with a process of that user that does nothing else. */
    private static boolean borrowsFrom(Account account) throws IOException {
        List<String> command = new ArrayList<>(account.prefix());
        command.add("cat");
        Process other = new ProcessBuilder(command).start();
        try (Writer input = other.outputWriter();
                BufferedReader output = other.inputReader()) {
            input.write("it runs\n");
            input.flush();
            // Before it answers it may not have become that user yet.
            if (output.readLine() == null) {
                return false;
            }
            Kernel.close(Kernel.borrow(other.pid(), 0));
            return true;
        } finally {
            other.destroy();
        }
    }

    /**
     * Waits until a server listens, and keeps others out from then on. Those who came before,
     * within a few milliseconds, are the caller's to send away.
     *
     * @param isAlive whether it is worth waiting
     * @return empty when the server ends before it listens
     * @throws IOException when the kernel refuses
     * @throws IllegalArgumentException when there are too many sources for a filter, about a
     *     thousand
     */
    public static Optional<SourceFilter> open(
            long process,
            InetSocketAddress address,
            List<SourceRange> sources,
            BooleanSupplier isAlive)
            throws IOException, InterruptedException {
        SourceFilter filter = new SourceFilter(process, address);
        while (!filter.attach(sources)) {
            if (!isAlive.getAsBoolean()) {
                return Optional.empty();
            }
            Thread.sleep(POLL);
        }
        return Optional.of(filter);
    }

    /** False where the process doesn't listen there. */
    private boolean attach(List<SourceRange> sources) throws IOException {
        OptionalInt found = ListeningSocket.find(process, address);
        if (found.isEmpty()) {
            return false;
        }
        int socket = Kernel.borrow(process, found.getAsInt());
        try {
            Kernel.attach(socket, SourceProgram.of(sources));
        } finally {
            Kernel.close(socket);
        }
        return true;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException as {@link #open}
     */
    @Override
    public void allow(List<SourceRange> sources) {
        try {
            if (!attach(sources)) {
                throw new IOException("nobody listens at " + address);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The filter goes when the server does. */
    @Override
    public void close() {
        // Nothing of ours is open.
    }
}
