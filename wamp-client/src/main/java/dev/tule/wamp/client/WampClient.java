package dev.tule.wamp.client;

import dev.tule.http.Network;
import dev.tule.wamp.Call;
import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.InvocationPolicy;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Message;
import dev.tule.wamp.Payload;
import dev.tule.wamp.PublicationId;
import dev.tule.wamp.Publish;
import dev.tule.wamp.Published;
import dev.tule.wamp.Register;
import dev.tule.wamp.RegistrationId;
import dev.tule.wamp.RequestId;
import dev.tule.wamp.Result;
import dev.tule.wamp.SessionId;
import dev.tule.wamp.Subscribe;
import dev.tule.wamp.SubscriptionId;
import dev.tule.wamp.Unregister;
import dev.tule.wamp.Unsubscribe;
import dev.tule.wamp.Uri;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client of a WAMP router: publisher, subscriber, caller and callee on one realm.
 *
 * {@snippet :
 * try (WampClient client = WampClient.connect(URI.create("ws://localhost:8080/ws"), "realm1")) {
 *     client.subscribe("lab.temperature", event -> System.out.println(event.payload().number(0)));
 *     client.register("lab.double", call -> 2 * call.payload().number(0));
 *     client.publish("lab.temperature", 21.5);
 *     double twice = client.call("lab.double", 21.5).number(0);
 * }
 * }
 *
 * <p>When the connection is lost the client connects again, subscribes and registers anew, and goes
 * on; what was under way fails with {@link WampDisconnected}, what comes meanwhile waits for the
 * connection, at most the request timeout. Events that were published meanwhile are missed.
 *
 * <p>Safe for use by many threads. What one thread publishes arrives in its order. Methods block;
 * on virtual threads that costs nothing. They throw {@link WampError} when the router or callee
 * answers with an error, {@link WampTimeout} and {@link WampDisconnected}.
 */
public final class WampClient implements AutoCloseable {
    private static final Duration GOODBYE_PATIENCE = Duration.ofSeconds(2);

    private final ClientOptions options;
    private final ExecutorService executor;
    private final Backlog backlog;
    private final Invocations invocations;
    private final Supervisor supervisor;

    private WampClient(Connector connector, String realm, ClientOptions options) {
        this.options = options;
        this.executor =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("wamp-client-", 0).factory());
        this.backlog = new Backlog(options.maxQueuedEvents());
        this.invocations = new Invocations(executor, options.maxInvocations());
        this.supervisor = new Supervisor(connector, Uri.of(realm), options, backlog, invocations);
    }

    /** Connects with the {@linkplain ClientOptions#defaults default options}. */
    public static WampClient connect(URI router, String realm) {
        return connect(router, realm, ClientOptions.defaults());
    }

    /**
     * Connects to a router and opens a session.
     *
     * @param router {@code ws://host:port/path} or {@code wss://} for WebSocket, {@code
     *     rs://host:port} or {@code rss://} for RawSocket without or with TLS, {@code
     *     rs://unix:/path} for a RawSocket by a Unix socket
     * @throws WampDisconnected when the router cannot be reached
     * @throws WampError when it doesn't open a session: no such realm, or authentication failed
     */
    public static WampClient connect(URI router, String realm, ClientOptions options) {
        return connect(new SocketConnector(router, options, null), realm, options);
    }

    /** Connects on event loops that many clients share, and that the caller closes after them. */
    public static WampClient connect(
            Network network, URI router, String realm, ClientOptions options) {
        return connect(new SocketConnector(router, options, network), realm, options);
    }

    /** Connects by transports of your own; the connector is closed with the client. */
    public static WampClient connect(Connector connector, String realm, ClientOptions options) {
        WampClient client = new WampClient(connector, realm, options);
        try {
            client.supervisor.start();
        } catch (WampException e) {
            client.close();
            throw e;
        }
        return client;
    }

    /** The session there is now, or was last. It changes when the client connects again. */
    public SessionId session() {
        return supervisor.welcome().session();
    }

    /** What the router said in WELCOME: its roles and features, who we are to it. */
    public Dict welcomeDetails() {
        return supervisor.welcome().details();
    }

    /** Whether there is a session now. */
    public boolean connected() {
        return supervisor.connected();
    }

    /**
     * Publishes an event. It is on its way when this returns; whether anybody takes it isn't told.
     */
    public void publish(String topic, @Nullable Object... arguments) {
        publish(topic, Payload.of(arguments), PublishOptions.defaults());
    }

    /** Publishes an event of any payload. */
    public void publish(String topic, Payload payload, PublishOptions how) {
        Uri uri = Uri.of(topic);
        Dict dict = how.toDict(false);
        ready().requests()
                .sendUnanswered(
                        id -> new Publish(id, dict, uri, payload), options.requestTimeout());
    }

    /** Publishes an event and waits until the broker has taken it. */
    public PublicationId publishAcknowledged(String topic, @Nullable Object... arguments) {
        return publishAcknowledged(topic, Payload.of(arguments), PublishOptions.defaults());
    }

    /** Publishes an event of any payload and waits until the broker has taken it. */
    public PublicationId publishAcknowledged(String topic, Payload payload, PublishOptions how) {
        Uri uri = Uri.of(topic);
        Dict dict = how.toDict(true);
        Message answer =
                request(
                        ready(),
                        id -> new Publish(id, dict, uri, payload),
                        "publishing to " + topic,
                        reply -> {});
        if (answer instanceof Published published) {
            return published.publication();
        }
        throw unexpected(answer);
    }

    /** Subscribes to a topic. */
    public Subscription subscribe(String topic, TopicEvent.Handler handler) {
        return subscribe(topic, MatchPolicy.EXACT, handler);
    }

    /** Subscribes to a topic or a pattern. */
    public Subscription subscribe(String topic, MatchPolicy match, TopicEvent.Handler handler) {
        Subscription subscription =
                new Subscription(
                        this, Uri.of(topic), match, new EventQueue(handler, executor, backlog));
        ClientSession session = ready();
        subscribe(session, subscription);
        supervisor.keep(session, subscription);
        return subscription;
    }

    static void subscribe(ClientSession session, Subscription subscription, Duration patience) {
        request(
                session,
                id -> new Subscribe(id, subscription.options(), subscription.topic()),
                "subscribing to " + subscription.topic(),
                session.install(subscription),
                patience);
    }

    private void subscribe(ClientSession session, Subscription subscription) {
        subscribe(session, subscription, options.requestTimeout());
    }

    void unsubscribe(Subscription subscription) {
        if (!supervisor.forget(subscription)) {
            return;
        }
        ClientSession session = supervisor.session();
        SubscriptionId id = subscription.id();
        if (session == null || id == null) {
            return;
        }
        session.drop(subscription);
        if (!session.shared(subscription)) {
            request(
                    session,
                    request -> new Unsubscribe(request, id),
                    "unsubscribing from " + subscription.topic(),
                    reply -> {});
        }
    }

    /** Serves a procedure. */
    public Registration register(String procedure, ProcedureCall.Handler handler) {
        return register(procedure, MatchPolicy.EXACT, InvocationPolicy.SINGLE, handler);
    }

    /** Serves a procedure or a pattern of them, shared with other callees if the policy says so. */
    public Registration register(
            String procedure,
            MatchPolicy match,
            InvocationPolicy invoke,
            ProcedureCall.Handler handler) {
        Registration registration =
                new Registration(this, Uri.of(procedure), match, invoke, handler);
        ClientSession session = ready();
        register(session, registration, options.requestTimeout());
        supervisor.keep(session, registration);
        return registration;
    }

    static void register(ClientSession session, Registration registration, Duration patience) {
        request(
                session,
                id -> new Register(id, registration.options(), registration.procedure()),
                "registering " + registration.procedure(),
                session.install(registration),
                patience);
    }

    void unregister(Registration registration) {
        if (!supervisor.forget(registration)) {
            return;
        }
        ClientSession session = supervisor.session();
        RegistrationId id = registration.id();
        if (session == null || id == null) {
            return;
        }
        request(
                session,
                request -> new Unregister(request, id),
                "unregistering " + registration.procedure(),
                reply -> invocations.drop(id));
    }

    /** Calls a procedure and waits for its result. */
    public Payload call(String procedure, @Nullable Object... arguments) {
        return call(procedure, Payload.of(arguments), CallOptions.defaults());
    }

    /** Calls a procedure with any payload and waits for its result. */
    public Payload call(String procedure, Payload payload, CallOptions how) {
        CompletableFuture<Payload> result = callAsync(procedure, payload, how);
        try {
            return result.get();
        } catch (InterruptedException e) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            throw new WampDisconnected("interrupted while calling " + procedure);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof WampException known
                    ? known
                    : new WampDisconnected("calling " + procedure + " failed");
        }
    }

    /**
     * Calls a procedure. The future fails with what {@link #call} would throw; cancelling it
     * cancels the call.
     */
    public CompletableFuture<Payload> callAsync(
            String procedure, Payload payload, CallOptions how) {
        ClientSession session = ready();
        Duration timeout = how.timeout().orElse(options.requestTimeout());
        Uri uri = Uri.of(procedure);
        Dict dict = callOptions(how);
        Requests.Sent sent =
                session.requests()
                        .send(
                                id -> new Call(id, dict, uri, payload),
                                options.requestTimeout(),
                                reply -> {},
                                how.progress().orElse(piece -> {}));
        CompletableFuture<Payload> result = new CompletableFuture<>();
        var _ = sent.answer().whenComplete((answer, failure) -> complete(result, answer, failure));
        CompletableFuture<Payload> limited =
                result.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                        .exceptionallyCompose(
                                failure ->
                                        CompletableFuture.failedFuture(
                                                failure instanceof TimeoutException
                                                        ? new WampTimeout(
                                                                "calling " + procedure, timeout)
                                                        : failure));
        Runnable giveUp = () -> session.cancel(sent.id(), "killnowait");
        return cancelling(limited, giveUp);
    }

    /** A future that runs an action when it fails without the router having answered. */
    private static CompletableFuture<Payload> cancelling(
            CompletableFuture<Payload> future, Runnable giveUp) {
        // Not the future that whenComplete returns: cancelling that one would tell nobody.
        var _ =
                future.whenComplete(
                        (result, failure) -> {
                            Throwable cause =
                                    failure instanceof CompletionException
                                            ? failure.getCause()
                                            : failure;
                            if (cause instanceof WampTimeout
                                    || cause instanceof CancellationException) {
                                giveUp.run();
                            }
                        });
        return future;
    }

    private static void complete(
            CompletableFuture<Payload> result,
            @Nullable Message answer,
            @Nullable Throwable failure) {
        if (failure != null) {
            result.completeExceptionally(failure);
        } else if (answer instanceof Result ok) {
            result.complete(ok.payload());
        } else if (answer != null) {
            result.completeExceptionally(unexpected(answer));
        }
    }

    private static Dict callOptions(CallOptions how) {
        Map<String, Object> dict = new LinkedHashMap<>();
        if (how.progress().isPresent()) {
            dict.put("receive_progress", true);
        }
        if (how.discloseMe()) {
            dict.put("disclose_me", true);
        }
        return Dict.copyOf(dict);
    }

    private ClientSession ready() {
        return supervisor.await(options.requestTimeout());
    }

    private Message request(
            ClientSession session,
            Function<RequestId, Message> message,
            String what,
            Consumer<Message> onAnswer) {
        return request(session, message, what, onAnswer, options.requestTimeout());
    }

    private static Message request(
            ClientSession session,
            Function<RequestId, Message> message,
            String what,
            Consumer<Message> onAnswer,
            Duration patience) {
        Requests.Sent sent = session.requests().send(message, patience, onAnswer, piece -> {});
        return Requests.await(sent.answer(), what, patience);
    }

    private static WampError unexpected(Message answer) {
        return new WampError(
                ErrorUri.PROTOCOL_VIOLATION, "the router answered with " + answer.type());
    }

    /** Says goodbye and closes the connection; handlers that run are interrupted. */
    @Override
    public void close() {
        supervisor.close(GOODBYE_PATIENCE);
        executor.shutdownNow();
    }
}
