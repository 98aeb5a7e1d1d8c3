package dev.tule.elb.plane;

import dev.tule.http.Handler;
import dev.tule.http.HttpServer;
import dev.tule.http.Limits;
import dev.tule.http.ListenerConfig;
import dev.tule.http.Network;
import dev.tule.http.Response;
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

    private final ListenerPlan.Face face;
    private volatile Handler handler;
    private final @Nullable HttpServer server;
    private final String trouble;

    Door(Network network, ListenerPlan.Face face, Handler handler) {
        this.face = face;
        this.handler = handler;
        @Nullable HttpServer opened = null;
        String failure = "";
        try {
            opened = open(network);
        } catch (IOException e) {
            failure = String.valueOf(e.getMessage());
            LOG.log(
                    Level.WARNING,
                    "A load balancer can''t listen on port {0} of {1}: {2}",
                    String.valueOf(face.port()),
                    face.address(),
                    failure);
        }
        this.server = opened;
        this.trouble = failure;
        if (opened != null) {
            LOG.log(
                    Level.INFO,
                    "A load balancer listens at http://{0}:{1}",
                    face.address(),
                    String.valueOf(opened.port()));
        }
    }

    private HttpServer open(Network network) throws IOException {
        try {
            return open(network, face.port());
        } catch (IOException e) {
            if (face.port() >= PRIVILEGED) {
                throw e;
            }
            return open(network, face.port() + SHIFT);
        }
    }

    private HttpServer open(Network network, int port) throws IOException {
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

    Response handle(dev.tule.http.Request request) throws Exception {
        return handler.handle(request);
    }

    /** Where it listens, or why it doesn't: a sentence. */
    String says() {
        return server == null
                ? "Port %d can't be served: %s".formatted(face.port(), trouble)
                : "http://%s:%d".formatted(face.address(), server.port());
    }

    boolean isOpen() {
        return server != null;
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(GOODBYE);
        }
    }
}
