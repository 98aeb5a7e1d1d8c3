package dev.tule.server.control;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes commands on a Unix domain socket. The data directory is open to its owner alone, and the
 * socket too: the kernel keeps others out.
 */
public final class ControlServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ControlServer.class.getName());

    /** The kernels' limit of a socket's path: 103 bytes on macOS, 107 on Linux. */
    private static final int MAX_PATH_BYTES = 103;

    private final Path socket;
    private final @Nullable Path ownDirectory;
    private final ServerSocketChannel channel;
    private final ControlHandler handler;
    private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();

    private ControlServer(
            Path socket,
            @Nullable Path ownDirectory,
            ServerSocketChannel channel,
            ControlHandler handler) {
        this.socket = socket;
        this.ownDirectory = ownDirectory;
        this.channel = channel;
        this.handler = handler;
    }

    /**
     * Listens at {@code control.sock} in a directory, or in a new temporary one where that path is
     * too long for a socket. The directory's lock must be held: what a crash left there is removed.
     */
    public static ControlServer start(Path directory, ControlHandler handler) throws IOException {
        Path socket = directory.resolve("control.sock").toAbsolutePath();
        Path ownDirectory = null;
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
            ownDirectory = Files.createTempDirectory("tule-"); // for its owner alone
            socket = ownDirectory.resolve("control.sock");
        }
        Files.deleteIfExists(socket);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(socket));
            if (socket.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            }
        } catch (IOException failure) {
            channel.close();
            throw new FileSystemException(socket.toString(), null, failure.getMessage());
        }
        ControlServer server = new ControlServer(socket, ownDirectory, channel, handler);
        Thread.ofPlatform().daemon().name("tule-control").start(server::accept);
        return server;
    }

    /** Where it listens. */
    public Path socket() {
        return socket;
    }

    /** Stops listening; answers under way get a second to finish. */
    @Override
    public void close() throws IOException {
        channel.close();
        connections.shutdown();
        try {
            if (!connections.awaitTermination(1, TimeUnit.SECONDS)) {
                connections.shutdownNow(); // an interrupt closes the connection it waits on
            }
        } catch (InterruptedException stop) {
            connections.shutdownNow();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(socket);
        if (ownDirectory != null) {
            Files.deleteIfExists(ownDirectory);
        }
    }

    private void accept() {
        while (channel.isOpen()) {
            try {
                SocketChannel connection = channel.accept();
                connections.execute(() -> answer(connection));
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException failure) {
                LOG.log(Level.ERROR, "The control socket failed", failure);
                return;
            }
        }
    }

    private void answer(SocketChannel connection) {
        try (connection) {
            List<String> words =
                    Frame.read(new DataInputStream(Channels.newInputStream(connection)));
            DataOutputStream out =
                    new DataOutputStream(
                            new BufferedOutputStream(Channels.newOutputStream(connection)));
            Frame.write(out, outcome(words));
            out.flush();
        } catch (IOException failure) {
            LOG.log(Level.DEBUG, "A control connection broke", failure);
        }
    }

    private List<String> outcome(List<String> words) {
        List<String> answer = new ArrayList<>();
        try {
            answer.add(Frame.OK);
            answer.addAll(handler.handle(words));
            return answer;
        } catch (ControlException refused) {
            return List.of(Frame.REFUSED, String.valueOf(refused.getMessage()));
        } catch (RuntimeException failure) {
            LOG.log(Level.ERROR, "The command " + words.getFirst() + " failed", failure);
            return List.of(Frame.REFUSED, "The server failed at this command: its log says why.");
        }
    }
}
