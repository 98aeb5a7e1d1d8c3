package dev.tule.wamp.client;

import dev.tule.http.Network;
import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.InvocationPolicy;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Message;
import dev.tule.wamp.Payload;
import dev.tule.wamp.PublicationId;
import dev.tule.wamp.Published;
import dev.tule.wamp.SessionId;
import dev.tule.wamp.Uri;
import dev.tule.wamp.client.mapping.PayloadMapper;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client of a WAMP router: publisher, subscriber, caller and callee on one realm.
 *
 * {@snippet :
 * try (WampClient client = WampClient.connect(URI.create("ws://localhost:8080/ws"), "realm1")) {
 *     client.subscribe("lab.temperature", event -> System.out.println(event.as(Reading.class)));
 *     client.register("lab.double", call -> 2 * call.as(Double.class));
 *     client.publish("lab.temperature", new Reading("s-1", 21.5));
 *     double twice = client.call("lab.double", Double.class, 21.5);
 * }
 * }
 *
 * <p>Arguments and results are {@link Payload}s, or values and records that {@link PayloadMapper}
 * makes payloads of. {@link #register(Object)} serves an object whose methods are annotated, {@link
 * #proxy} calls through an interface.
 *
 * <p>When the connection is lost the client connects again, subscribes and registers anew, and goes
 * on. Requests under way fail with {@link WampDisconnected}; what comes meanwhile waits for the
 * connection, at most the request timeout, but for publications if {@link
 * ClientOptions#maxOfflinePublications} keeps them. Events that others published meanwhile are
 * missed: {@link SessionListener#joined} is the place to catch up.
 *
 * <p>Safe for use by many threads. What one thread publishes arrives in its order. Methods block;
 * on virtual threads that costs nothing. They throw {@link WampError} when the router or callee
 * answers with an error, {@link WampTimeout}, {@link WampDisconnected} and {@link WampInterrupted}.
 * Those that end in {@code Async} wait for a session and for room to send, if they must, and return
 * a future of the answer; what depends on it runs on a virtual thread, and may block.
 */
public final class WampClient implements AutoCloseable {
    private static final Duration GOODBYE_PATIENCE = Duration.ofSeconds(2);

    private final ClientOptions options;
    private final ExecutorService executor;
    private final Alarms alarms;
    private final Backlog backlog;
    private final Supervisor supervisor;

    private WampClient(Connector connector, String realm, ClientOptions options) {
        this.options = options;
        this.executor =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("wamp-client-", 0).factory());
        this.alarms = new Alarms(executor);
        this.backlog = new Backlog(options.maxQueuedEvents());
        Invocations.Workers workers =
                new Invocations.Workers(
                        executor, new Semaphore(options.maxInvocations()), backlog, alarms);
        this.supervisor = new Supervisor(connector, Uri.of(realm), options, workers);
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

    /**
     * Whether the router announced a feature.
     *
     * @param role {@code broker} or {@code dealer}
     * @param feature such as {@code progressive_call_invocations}
     */
    public boolean supports(String role, String feature) {
        return welcomeDetails().dict("roles").dict(role).dict("features").flag(feature, false);
    }

    /** Whether there is a session now. */
    public boolean connected() {
        return supervisor.session() != null;
    }

    /**
     * Publishes an event. It is on its way when this returns, or kept for the next session; whether
     * anybody takes it isn't told.
     */
    public void publish(String topic, @Nullable Object... arguments) {
        publish(topic, PayloadMapper.payload(arguments), PublishOptions.defaults());
    }

    /** Publishes an event of any payload. */
    public void publish(String topic, Payload payload, PublishOptions how) {
        supervisor.publish(new Publication(Uri.of(topic), how.toDict(), payload));
    }

    /** How many publications were dropped, since more came than are kept without a session. */
    public long publicationsDropped() {
        return supervisor.dropped();
    }

    /** Publishes an event and waits until the broker has taken it. */
    public PublicationId publishAcknowledged(String topic, @Nullable Object... arguments) {
        return publishAcknowledged(
                topic, PayloadMapper.payload(arguments), PublishOptions.defaults());
    }

    /** Publishes an event of any payload and waits until the broker has taken it. */
    public PublicationId publishAcknowledged(String topic, Payload payload, PublishOptions how) {
        return acknowledged(topic, payload, how).get();
    }

    /** Publishes an event; the future is of the broker's acknowledgement. */
    public CompletableFuture<PublicationId> publishAsync(
            String topic, Payload payload, PublishOptions how) {
        return async(acknowledged(topic, payload, how));
    }

    /** The event is on its way; what is returned waits for the acknowledgement. */
    private Supplier<PublicationId> acknowledged(
            String topic, Payload payload, PublishOptions how) {
        Publication publication = new Publication(Uri.of(topic), how.acknowledged(), payload);
        Duration patience = options.requestTimeout();
        Requests requests = ready().requests();
        CompletableFuture<Message> answer =
                requests.send(publication::request, patience, reply -> {}, piece -> {}).answer();
        return () -> published(requests.await(answer, "publishing to " + topic, patience));
    }

    private static PublicationId published(Message answer) {
        if (answer instanceof Published published) {
            return published.publication();
        }
        throw new WampDisconnected("the router answered a publication with " + answer.type());
    }

    /** Subscribes to a topic. */
    public Subscription subscribe(String topic, TopicEvent.Handler handler) {
        return subscribe(topic, SubscribeOptions.defaults(), handler);
    }

    /** Subscribes to a topic or a pattern. */
    public Subscription subscribe(String topic, MatchPolicy match, TopicEvent.Handler handler) {
        return subscribe(topic, SubscribeOptions.match(match), handler);
    }

    /** Subscribes to a topic or a pattern. */
    public Subscription subscribe(String topic, SubscribeOptions how, TopicEvent.Handler handler) {
        Subscription subscription =
                new Subscription(
                        this, Uri.of(topic), how, handler, new SerialQueue(executor, backlog));
        supervisor.establish(subscription);
        return subscription;
    }

    /** Subscribes to a topic or a pattern. */
    public CompletableFuture<Subscription> subscribeAsync(
            String topic, SubscribeOptions how, TopicEvent.Handler handler) {
        return async(() -> subscribe(topic, how, handler));
    }

    /** Serves a procedure. */
    public Registration register(String procedure, ProcedureCall.Handler handler) {
        return register(procedure, RegisterOptions.defaults(), handler);
    }

    /** Serves a procedure or a pattern of them, shared with other callees if the policy says so. */
    public Registration register(
            String procedure,
            MatchPolicy match,
            InvocationPolicy invoke,
            ProcedureCall.Handler handler) {
        return register(
                procedure, RegisterOptions.defaults().withMatch(match).withInvoke(invoke), handler);
    }

    /** Serves a procedure or a pattern of them. */
    public Registration register(
            String procedure, RegisterOptions how, ProcedureCall.Handler handler) {
        Registration registration = new Registration(this, Uri.of(procedure), how, handler);
        supervisor.establish(registration);
        return registration;
    }

    /** Serves a procedure or a pattern of them. */
    public CompletableFuture<Registration> registerAsync(
            String procedure, RegisterOptions how, ProcedureCall.Handler handler) {
        return async(() -> register(procedure, how, handler));
    }

    /**
     * Serves the procedures and takes the events that the methods of an object are annotated with:
     * {@link Procedure}, {@link Topic}. All of them, or none.
     *
     * @throws IllegalArgumentException when there are none, or a parameter cannot be mapped
     */
    public Service register(Object service) {
        return new Service(this, service);
    }

    void withdraw(Standing standing) {
        supervisor.withdraw(standing);
    }

    /** Calls a procedure and waits for its result. */
    public Payload call(String procedure, @Nullable Object... arguments) {
        return call(procedure, PayloadMapper.payload(arguments), CallOptions.defaults());
    }

    /**
     * Calls a procedure and waits for its result, as a value of that type; see {@link
     * PayloadMapper#read}.
     *
     * @throws WampMismatch when the result isn't one
     */
    public <T> T call(String procedure, Class<T> type, @Nullable Object... arguments) {
        Payload result = call(procedure, arguments);
        return Mapped.received(
                "the result of " + procedure, () -> PayloadMapper.read(result, type));
    }

    /**
     * Calls a procedure with any payload and waits for its result. An interrupt cancels the call.
     */
    public Payload call(String procedure, Payload payload, CallOptions how) {
        CompletableFuture<Payload> result =
                outgoing(procedure, Dict.EMPTY, payload, how, Runnable::run, CallResult::payload)
                        .outcome();
        try {
            return result.get();
        } catch (InterruptedException e) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            throw new WampInterrupted("calling " + procedure);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WampException known) {
                throw known.here();
            }
            throw new IllegalStateException("calling " + procedure + " failed", e.getCause());
        }
    }

    /** Calls a procedure. Cancelling the future cancels the call. */
    public CompletableFuture<Payload> callAsync(String procedure, @Nullable Object... arguments) {
        return callAsync(procedure, PayloadMapper.payload(arguments), CallOptions.defaults());
    }

    /** Calls a procedure with any payload. Cancelling the future cancels the call. */
    public CompletableFuture<Payload> callAsync(
            String procedure, Payload payload, CallOptions how) {
        return outgoing(procedure, Dict.EMPTY, payload, how, executor, CallResult::payload)
                .outcome();
    }

    /** Calls a procedure, for a result with its details. Cancelling the future cancels the call. */
    public CompletableFuture<CallResult> callForResultAsync(
            String procedure, Payload payload, CallOptions how) {
        return outgoing(procedure, Dict.EMPTY, payload, how, executor, result -> result).outcome();
    }

    /** For a proxy's methods: what is read from the result is part of the call's outcome. */
    <T> CompletableFuture<T> callAsync(
            String procedure, Payload payload, CallOptions how, Function<Payload, T> read) {
        Function<CallResult, T> made = result -> read.apply(result.payload());
        return outgoing(procedure, Dict.EMPTY, payload, how, executor, made).outcome();
    }

    /**
     * An object whose methods call procedures and publish to topics, as their annotations {@link
     * Procedure} and {@link Topic} say. Methods that return a CompletionStage don't wait. A last
     * parameter {@link CallOptions} or {@link PublishOptions} is how it is done.
     *
     * @param type an interface
     * @throws IllegalArgumentException when a method lacks an annotation, or cannot be mapped
     */
    public <T> T proxy(Class<T> type) {
        return Proxy.of(this, type);
    }

    /** What the router tells of its realm. */
    public MetaApi meta() {
        return proxy(MetaApi.class);
    }

    /**
     * Begins a call whose arguments are sent piece by piece.
     *
     * @throws WampError with {@code wamp.error.feature_not_supported} where the router can't
     */
    public ProgressiveCall callProgressively(String procedure, CallOptions how) {
        if (!supports("dealer", "progressive_call_invocations")) {
            throw new WampError(
                    ErrorUri.FEATURE_NOT_SUPPORTED, "the router takes no arguments in pieces");
        }
        return new ProgressiveCall(
                (progress, payload) ->
                        outgoing(procedure, progress, payload, how, executor, CallResult::payload));
    }

    private <T> OutgoingCall<T> outgoing(
            String procedure,
            Dict progress,
            Payload payload,
            CallOptions how,
            Executor completer,
            Function<CallResult, T> made) {
        Dict dict = progress.isEmpty() ? how.toDict() : how.toDict().with("progress", true);
        return new OutgoingCall<>(
                ready(),
                Uri.of(procedure),
                dict,
                payload,
                how,
                options.requestTimeout(),
                alarms,
                new SerialQueue(executor, backlog),
                completer,
                made);
    }

    /**
     * Leaves a testament: an event that the router publishes when this client's session has ended,
     * however it ended. It is left anew in each session that follows.
     *
     * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-session-testament">Session
     *     Testament</a>
     */
    public void addTestament(String topic, Payload payload, PublishOptions how) {
        supervisor.establish(new Testament(this, Uri.of(topic), payload, how));
    }

    /** Takes all testaments back, such as before leaving in good order. */
    public void flushTestaments() {
        List<Standing> flushed = supervisor.forgetTestaments();
        if (!flushed.isEmpty()) {
            call("wamp.session.flush_testaments");
        }
    }

    private ClientSession ready() {
        return supervisor.await(options.requestTimeout());
    }

    private <T> CompletableFuture<T> async(Supplier<T> blocking) {
        CompletableFuture<T> future = new CompletableFuture<>();
        executor.execute(
                () -> {
                    try {
                        future.complete(blocking.get());
                    } catch (RuntimeException e) {
                        future.completeExceptionally(e);
                    }
                });
        return future;
    }

    /** Says goodbye and closes the connection; handlers that run are interrupted. */
    @Override
    public void close() {
        supervisor.close(GOODBYE_PATIENCE);
        alarms.close();
        executor.shutdownNow();
    }
}
