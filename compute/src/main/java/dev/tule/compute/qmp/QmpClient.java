package dev.tule.compute.qmp;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a QEMU process. May be used from any thread; QEMU does commands one after the
 * other.
 */
public final class QmpClient implements AutoCloseable {
    private final SocketChannel channel;
    private final QmpListener listener;
    private final Duration timeout;
    private final Map<Long, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final CompletableFuture<JsonNode> greeting = new CompletableFuture<>();
    private final AtomicLong ids = new AtomicLong();
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean closed;

    private QmpClient(SocketChannel channel, QmpListener listener, Duration timeout) {
        this.channel = channel;
        this.listener = listener;
        this.timeout = timeout;
    }

    /**
     * Connects to the socket where QEMU listens, and gets past the greeting. QEMU talks to one
     * client at a time: while another is connected, this waits in vain.
     *
     * @param timeout how long an answer may take
     * @throws QmpException when nobody listens or answers there
     */
    public static QmpClient connect(Path socket, QmpListener listener, Duration timeout)
            throws QmpException {
        SocketChannel channel;
        try {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(socket));
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw QmpException.lost("can't connect to " + socket + ": " + e.getMessage(), e);
        }
        QmpClient client = new QmpClient(channel, listener, timeout);
        Thread.ofVirtual().name("qmp-" + socket.getFileName()).start(client::read);
        try {
            client.await(client.greeting, "the greeting");
            client.execute("qmp_capabilities", Map.of());
        } catch (QmpException e) {
            client.close();
            throw e;
        }
        return client;
    }

    /** Has a command without arguments done. */
    public JsonNode execute(String command) throws QmpException {
        return execute(command, Map.of());
    }

    /**
     * Has a command done and returns what it returns.
     *
     * @param arguments strings, numbers, booleans, lists and maps of such
     * @throws QmpException when QEMU refuses it, doesn't answer in time, or is gone
     */
    public JsonNode execute(String command, Map<String, ?> arguments) throws QmpException {
        long id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        try {
            if (closed) {
                throw QmpException.lost("the machine's control connection is closed", null);
            }
            write(QmpMessage.command(id, command, arguments));
            return await(answer, command);
        } catch (QmpException e) {
            throw e;
        } catch (IOException e) {
            throw QmpException.lost(command + " could not be sent: " + e.getMessage(), e);
        } finally {
            waiting.remove(id);
        }
    }

    private void write(byte[] line) throws IOException {
        writing.lock();
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } finally {
            writing.unlock();
        }
    }

    private JsonNode await(CompletableFuture<JsonNode> answer, String what) throws QmpException {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof QmpException cause) {
                throw new QmpException(what + ": " + cause.getMessage(), cause.refused(), cause);
            }
            throw QmpException.lost(what + ": " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw QmpException.lost(what + ": no answer within " + timeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw QmpException.lost(what + ": interrupted", e);
        }
    }

    private void read() {
        try (InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 16_384)) {
            while (true) {
                byte[] line = line(in);
                if (line == null) {
                    break;
                }
                take(QmpMessage.parse(line));
            }
        } catch (IOException e) {
            // Whatever it was, the connection is of no more use; those who wait hear of it below.
        } finally {
            close();
            QmpException gone = QmpException.lost("the machine's control connection ended", null);
            greeting.completeExceptionally(gone);
            waiting.values().forEach(answer -> answer.completeExceptionally(gone));
            listener.closed();
        }
    }

    /** The next line that isn't empty, or null at the end. */
    private static byte @Nullable [] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        while (true) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            if (next == '\n' || next == '\r') {
                if (line.size() > 0) {
                    return line.toByteArray();
                }
            } else {
                if (line.size() == QmpMessage.LONGEST_LINE) {
                    throw new IOException("a line of more than " + QmpMessage.LONGEST_LINE);
                }
                line.write(next);
            }
        }
    }

    private void take(QmpMessage message) {
        switch (message) {
            case QmpMessage.Greeting _ -> greeting.complete(QmpMessage.JSON.nullNode());
            case QmpMessage.Answer(long id, JsonNode value) -> {
                CompletableFuture<JsonNode> asked = waiting.remove(id);
                if (asked != null) {
                    asked.complete(value);
                }
            }
            case QmpMessage.Refusal(long id, String description) -> {
                CompletableFuture<JsonNode> asked = waiting.remove(id);
                if (asked != null) {
                    asked.completeExceptionally(new QmpException(description, true, null));
                }
            }
            case QmpMessage.Told(QmpEvent event) -> listener.event(event);
        }
    }

    /** Ends the connection; the machine runs on. */
    @Override
    public void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            // A socket that can't be closed is closed.
        }
    }
}
