package dev.tule.elb.plane;

import dev.tule.http.Handler;
import dev.tule.http.HttpServer;
import dev.tule.http.KeyRing;
import dev.tule.http.Limits;
import dev.tule.http.ListenerConfig;
import dev.tule.http.Network;
import dev.tule.http.TlsIdentity;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A listener of requests: HTTP and HTTPS. */
final class HttpDoor extends Door {
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final Network network;
    private final Flows flows;
    private volatile Handler handler = _ -> Answers.status(503, false);

    HttpDoor(
            Network network,
            ListenerPlan.Face face,
            Function<String, Optional<TlsIdentity>> certificates) {
        super(face, certificates);
        this.network = network;
        this.flows =
                new Flows("elb-" + face.address() + ":" + face.port(), face::idleTimeout, _ -> {});
    }

    /** The WebSockets that came by it. */
    Flows flows() {
        return flows;
    }

    void answerBy(Handler changed) {
        handler = changed;
    }

    @Override
    Opened listen(int port, @Nullable KeyRing keys) throws IOException {
        Limits limits =
                Limits.defaults().withTimeouts(Duration.ofSeconds(60), face().idleTimeout());
        ListenerConfig config =
                ListenerConfig.of(request -> handler.handle(request))
                        .at(face().address(), port)
                        .withLimits(limits);
        HttpServer server =
                HttpServer.start(
                        network,
                        List.of(keys == null ? config : config.withKeys(keys, face().tls())));
        return new Opened() {
            @Override
            public int port() {
                return server.port();
            }

            @Override
            public void close() {
                server.stop(GOODBYE);
            }
        };
    }

    @Override
    public void close() {
        flows.close();
        super.close();
    }
}
