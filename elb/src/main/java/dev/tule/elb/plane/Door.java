package dev.tule.elb.plane;

import dev.tule.http.Handler;
import dev.tule.http.HttpServer;
import dev.tule.http.Limits;
import dev.tule.http.ListenerConfig;
import dev.tule.http.Network;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The socket of a listener. A port below 1024 that this process may not listen on answers 10,000
 * above: 80 at 10080. Followed by one thread.
 */
final class Door implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Door.class.getName());
    private static final int PRIVILEGED = 1_024;
    private static final int SHIFT = 10_000;
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final Network network;
    private final ListenerPlan.Face face;
    private volatile Handler handler;
    private volatile @Nullable HttpServer server;
    private volatile String trouble = "";

    Door(Network network, ListenerPlan.Face face, Handler handler) {
        this.network = network;
        this.face = face;
        this.handler = handler;
        open();
    }

    /** Tries to listen, where it doesn't yet: whoever has the port may have let it go. */
    void open() {
        if (server != null) {
            return;
        }
        try {
            HttpServer opened = listen();
            server = opened;
            LOG.log(
                    Level.INFO,
                    "A load balancer listens at http://{0}:{1}",
                    face.address(),
                    String.valueOf(opened.port()));
        } catch (IOException e) {
            String failure = String.valueOf(e.getMessage());
            // The same trouble is told once, not at each try.
            if (!failure.equals(trouble)) {
                LOG.log(
                        Level.WARNING,
                        "A load balancer can''t listen on port {0} of {1}, and tries again: {2}",
                        String.valueOf(face.port()),
                        face.address(),
                        failure);
            }
            trouble = failure;
        }
    }

    private HttpServer listen() throws IOException {
        try {
            return listen(face.port());
        } catch (IOException e) {
            if (face.port() >= PRIVILEGED) {
                throw e;
            }
            return listen(face.port() + SHIFT);
        }
    }

    private HttpServer listen(int port) throws IOException {
        Limits limits = Limits.defaults().withTimeouts(Duration.ofSeconds(60), face.idleTimeout());
        ListenerConfig config =
                ListenerConfig.of(request -> handler.handle(request))
                        .at(face.address(), port)
                        .withLimits(limits);
        return HttpServer.start(network, List.of(config));
    }

    ListenerPlan.Face face() {
        return face;
    }

    void answerBy(Handler changed) {
        handler = changed;
    }

    /** Where it listens, or why it doesn't: a sentence. */
    String says() {
        HttpServer opened = server;
        return opened == null
                ? "Port %d can't be served: %s".formatted(face.port(), trouble)
                : "http://%s:%d".formatted(face.address(), opened.port());
    }

    boolean isOpen() {
        return server != null;
    }

    @Override
    public void close() {
        HttpServer opened = server;
        if (opened != null) {
            opened.stop(GOODBYE);
        }
    }
}
