package dev.tule.wamp.router.realm;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.wamp.Call;
import dev.tule.wamp.Cancel;
import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorMessage;
import dev.tule.wamp.Goodbye;
import dev.tule.wamp.Limits;
import dev.tule.wamp.MalformedMessage;
import dev.tule.wamp.Message;
import dev.tule.wamp.Payload;
import dev.tule.wamp.RequestId;
import dev.tule.wamp.Result;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.SessionId;
import dev.tule.wamp.Uri;
import dev.tule.wamp.router.authentication.Principal;
import dev.tule.wamp.router.authentication.Procedures;
import dev.tule.wamp.router.authorization.Policy;
import dev.tule.wamp.router.config.RouterLimits;
import dev.tule.wamp.router.dealer.Calls;
import dev.tule.wamp.router.delivery.Brake;
import dev.tule.wamp.router.delivery.Deliveries;
import dev.tule.wamp.router.delivery.Outbox;
import dev.tule.wamp.router.means.Timers;
import dev.tule.wamp.router.metrics.Statistics;
import dev.tule.wamp.router.session.Session;
import dev.tule.wamp.transport.Transport;
import dev.tule.wamp.transport.TransportDetails;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls a realm's procedures in the router's own name: a session that isn't on the list of the
 * realm's, and may call everything. A call that takes five seconds is cancelled. Safe for use by
 * many threads.
 */
final class RealmCaller implements Procedures {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Principal ROUTER =
            new Principal("router", "router", "internal", "static", Dict.EMPTY);

    private final Calls calls;
    private final Timers timers;
    private final Session session;

    @GuardedBy("this")
    private long lastRequest;

    private final Map<RequestId, CompletableFuture<Message>> waiting = new ConcurrentHashMap<>();

    RealmCaller(Calls calls, RouterLimits limits, Timers timers, Statistics statistics) {
        this.calls = calls;
        this.timers = timers;
        Answers answers = new Answers();
        Outbox outbox = new Outbox(answers, limits, statistics);
        this.session =
                new Session(
                        new SessionId(1),
                        ROUTER,
                        Dict.EMPTY,
                        Serializer.CBOR,
                        outbox,
                        Policy.UNRESTRICTED,
                        new Endless(new Brake(answers)));
    }

    @Override
    public CompletableFuture<Message> call(Uri procedure, Payload payload) {
        CompletableFuture<Message> outcome = new CompletableFuture<>();
        Deliveries deliveries = new Deliveries();
        RequestId request;
        synchronized (this) {
            // A session's requests are numbered in the order they come in.
            request = new RequestId(++lastRequest);
            waiting.put(request, outcome);
            var _ =
                    calls.call(
                            session, new Call(request, Dict.EMPTY, procedure, payload), deliveries);
        }
        deliveries.flush();
        Timers.Timer timer = timers.after(PATIENCE, () -> cancel(request));
        return outcome.whenComplete((answer, failure) -> timer.cancel());
    }

    private void cancel(RequestId request) {
        Deliveries deliveries = new Deliveries();
        calls.cancel(session, new Cancel(request, Dict.of("mode", "killnowait")), deliveries);
        deliveries.flush();
    }

    private void answered(Message message) {
        RequestId request =
                switch (message) {
                    case Result result -> result.request();
                    case ErrorMessage error -> error.request();
                    default -> null;
                };
        if (request != null) {
            CompletableFuture<Message> outcome = waiting.remove(request);
            if (outcome != null) {
                outcome.complete(message);
            }
        }
    }

    /** It reads at once, and nobody can end it. */
    private record Endless(Brake brake) implements Session.Connection {
        @Override
        public void tooSlow() {}

        @Override
        public void slowed() {}

        @Override
        public void kill(Goodbye goodbye) {}
    }

    /** Takes what the dealer answers. */
    private final class Answers implements Transport {
        @Override
        public Serializer serializer() {
            return Serializer.CBOR;
        }

        @Override
        public TransportDetails details() {
            return TransportDetails.local();
        }

        @Override
        public int maxMessageBytes() {
            return Limits.DEFAULT.messageBytes();
        }

        @Override
        public void send(byte[][] messages) {
            for (byte[] message : messages) {
                try {
                    answered(Serializer.CBOR.decode(message, Limits.DEFAULT));
                } catch (MalformedMessage e) {
                    throw new IllegalStateException("the dealer's own message", e);
                }
            }
        }

        @Override
        public boolean writable() {
            return true;
        }

        @Override
        public void onWritable(Runnable action) {}

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void close() {}

        @Override
        public String description() {
            return "the router";
        }
    }
}
