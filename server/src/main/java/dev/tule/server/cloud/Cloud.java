package dev.tule.server.cloud;

import dev.tule.http.HttpServer;
import dev.tule.http.ListenerConfig;
import dev.tule.http.Network;
import dev.tule.http.Response;
import dev.tule.server.cloud.RunningFile.Running;
import dev.tule.server.control.ControlServer;
import dev.tule.store.RocksStore;
import dev.tule.store.StoreConfig;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The running server: the list of its parts, each made of those above it.
 *
 * <p>Started and closed by one thread; {@link #awaitStopRequest} may wait on any.
 */
public final class Cloud implements Stoppable {
    private static final System.Logger LOG = System.getLogger(Cloud.class.getName());

    /** How long requests under way may take to end when the server stops. */
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(10);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CountDownLatch stopRequest = new CountDownLatch(1);
    private final Running running;

    /** Hears what happens while the server starts. */
    public interface Notices {

        /** Does a step of the start, and says so if it takes long. */
        <T, E extends Exception> T during(String activity, Step<T, E> step) throws E;

        /** The first key of the administrator was made, and is kept in that file. */
        void firstKey(RootKey key, Path file);

        /** The server will listen on an address that others can reach. */
        void exposed(InetAddress address);
    }

    /** A step of the start. */
    @FunctionalInterface
    public interface Step<T, E extends Exception> {
        T run() throws E;
    }

    /**
     * Starts a server and returns when everything answers.
     *
     * @throws ConfigurationError when the user must put something right first
     * @throws IOException when the machine fails
     */
    public static Cloud start(Settings settings, Notices notices)
            throws ConfigurationError, IOException {
        return new Cloud(settings, notices);
    }

    private Cloud(Settings settings, Notices notices) throws ConfigurationError, IOException {
        try {
            this.running = assemble(settings, notices);
        } catch (ConfigurationError | IOException | RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    private Running assemble(Settings settings, Notices notices)
            throws ConfigurationError, IOException {
        InetAddress bind = settings.bind();
        if (!bind.isLoopbackAddress()) {
            notices.exposed(bind);
        }
        DataDirectory data = part(DataDirectory.open(settings.data()));
        part(
                notices.during(
                        "Opening the data in " + data.path(),
                        () -> RocksStore.open(data.store(), StoreConfig.DEFAULT)));
        Network network = part(Network.open());

        ListenerConfig awsSide = ListenerConfig.of(new Health(request -> Response.empty(404)));
        ListenerConfig webSide = ListenerConfig.of(new Health(request -> Response.empty(404)));
        HttpServer aws = Listening.AWS.start(network, bind, settings.awsPort(), awsSide);
        part(() -> aws.stop(STOP_DEADLINE));
        HttpServer web = Listening.WEB.start(network, bind, settings.webPort(), webSide);
        part(() -> web.stop(STOP_DEADLINE));

        Administration administration =
                new Administration(this::running, words -> List.of(), stopRequest::countDown);
        ControlServer control = part(ControlServer.start(data.path(), administration));
        Running started =
                new Running(
                        ProcessHandle.current().pid(),
                        Listening.AWS.address(bind, aws.port()),
                        Listening.WEB.address(bind, web.port()),
                        control.socket(),
                        Instant.now());
        data.running().write(started);
        part(data.running()::delete);
        return started;
    }

    /** Where it is. */
    public Running running() {
        return running;
    }

    /** Waits until somebody asks it to stop ({@code tule down}). */
    public void awaitStopRequest() throws InterruptedException {
        stopRequest.await();
    }

    /** Stops the parts, the last first; a part that can't is logged, and the others go on. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception failure) {
                LOG.log(Level.ERROR, "A part of the server did not stop cleanly", failure);
            }
        }
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.push(part);
        return part;
    }
}
