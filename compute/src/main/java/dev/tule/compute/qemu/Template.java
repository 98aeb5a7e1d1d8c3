package dev.tule.compute.qemu;

import dev.tule.compute.LaunchSpec;
import dev.tule.compute.NetworkLink;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A machine that booted up to its gate and was frozen there: its memory in a file, the rest of its
 * state in another. Machines that are resumed from it map the memory privately, so that what they
 * only read they share.
 *
 * <p>What must differ between machines comes after the gate: disks are plugged in, and a line tells
 * the time and the cards' addresses. The template's kernel had no randomness yet that it would call
 * such, so that each machine makes its own of what its host gives it then. A template's root was
 * only read, and that of its machines has the same content when they begin.
 */
record Template(Path directory, Shape shape) {
    /** Memory is left in its file rather than sent with the state. */
    static final Map<String, Object> SHARED_MEMORY =
            Map.of("capabilities", List.of(Map.of("capability", "x-ignore-shared", "state", true)));

    Path memory() {
        return directory.resolve("memory");
    }

    Path state() {
        return directory.resolve("state");
    }

    /**
     * A new machine out of this one, of which {@link #shape} has the specification.
     *
     * @throws IOException when QEMU doesn't take the state; the machine's process may be there then
     */
    QemuRun resume(MachineFiles files, Duration answer) throws IOException {
        LaunchSpec spec = shape.spec();
        boolean rooted = shape.root().isPresent();
        List<String> command = shape.line().resumed(spec, files, memory(), rooted);
        QemuRun run = QemuStarter.spawn(command, files, answer);
        try {
            run.execute("migrate-set-capabilities", SHARED_MEMORY);
            run.execute("migrate-incoming", Map.of("uri", "unix:" + files.state()));
            send(files.state());
            awaitMigration(run, answer);
            QemuDisks.plugAll(run, spec, rooted ? 1 : 0);
            run.execute("cont");
            open(files.gate(), spec, answer);
            return run;
        } catch (IOException e) {
            run.letGo();
            throw e;
        }
    }

    private void send(Path socket) throws IOException {
        try (FileChannel from = FileChannel.open(state());
                SocketChannel to = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            to.connect(UnixDomainSocketAddress.of(socket));
            long sent = 0;
            while (sent < from.size()) {
                sent += from.transferTo(sent, from.size() - sent, to);
            }
        }
    }

    /** Waits for a migration, in either direction, to be over. */
    static void awaitMigration(QemuRun run, Duration atMost) throws IOException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            String status = run.execute("query-migrate").path("status").asText();
            switch (status) {
                case "completed" -> {
                    return;
                }
                case "failed", "cancelled" ->
                        throw new IOException("the machine's state was not taken");
                default -> pause(deadline);
            }
        }
    }

    private static void pause(long deadline) throws IOException {
        if (System.nanoTime() - deadline > 0) {
            throw new IOException("the machine's state was not taken in time");
        }
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /**
     * Tells the machine what is its own, and waits until it says that it has read it: QEMU throws
     * away what has not been read when the connection ends.
     */
    private static void open(Path gate, LaunchSpec spec, Duration answer) throws IOException {
        StringBuilder line = new StringBuilder();
        line.append(Instant.now().getEpochSecond());
        for (NetworkLink link : spec.links()) {
            line.append(' ').append(link.mac());
        }
        line.append('\n');
        try (SocketChannel to = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            to.connect(UnixDomainSocketAddress.of(gate));
            ByteBuffer bytes = ByteBuffer.wrap(line.toString().getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                to.write(bytes);
            }
            to.configureBlocking(false);
            to.register(selector, SelectionKey.OP_READ);
            if (selector.select(answer.toMillis()) == 0 || to.read(ByteBuffer.allocate(1)) < 1) {
                throw new IOException("the machine didn't go through its gate");
            }
        }
    }
}
