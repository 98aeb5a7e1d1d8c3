package dev.tule.wamp.client;

import dev.tule.wamp.Abort;
import dev.tule.wamp.Challenge;
import dev.tule.wamp.CloseUri;
import dev.tule.wamp.ErrorMessage;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Event;
import dev.tule.wamp.Goodbye;
import dev.tule.wamp.Hello;
import dev.tule.wamp.Interrupt;
import dev.tule.wamp.Invocation;
import dev.tule.wamp.MalformedMessage;
import dev.tule.wamp.Message;
import dev.tule.wamp.Published;
import dev.tule.wamp.Registered;
import dev.tule.wamp.RegistrationId;
import dev.tule.wamp.RegistrationRevoked;
import dev.tule.wamp.Result;
import dev.tule.wamp.Subscribed;
import dev.tule.wamp.SubscriptionId;
import dev.tule.wamp.SubscriptionRevoked;
import dev.tule.wamp.Unregister;
import dev.tule.wamp.Unregistered;
import dev.tule.wamp.Unsubscribe;
import dev.tule.wamp.Unsubscribed;
import dev.tule.wamp.Uri;
import dev.tule.wamp.Welcome;
import dev.tule.wamp.auth.ChallengeException;
import dev.tule.wamp.transport.Transport;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;

/**
 * One session over one transport, from HELLO to the end of the transport; {@link WampClient} makes
 * another when it is over.
 *
 * <p>Messages arrive one at a time on the transport's thread, which never blocks here: answers
 * complete futures, events go to their queue, invocations to threads of their own. Requests may
 * come from any thread; {@link Requests} numbers and sends them in one order.
 */
final class ClientSession implements Transport.Receiver {
    private static final System.Logger LOG = System.getLogger(ClientSession.class.getName());

    private final Transport transport;
    private final ClientOptions options;
    private final Invocations.Workers workers;
    private final BiConsumer<Standing, String> revoked;
    private final Authentication.Attempt attempt;
    private final Requests requests;
    private final Invocations invocations;
    private final Map<SubscriptionId, Set<Subscription>> subscriptions = new ConcurrentHashMap<>();

    /**
     * Those who subscribe to one topic share one subscription of the router. So nobody may
     * subscribe (many at once, reading) while somebody unsubscribes (alone, writing), or the router
     * would end what was just begun.
     */
    private final ReadWriteLock sharing = new ReentrantReadWriteLock();

    private final CompletableFuture<Welcome> welcome = new CompletableFuture<>();

    /** Completes, with the reason, when the session can no longer be used. */
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    /**
     * @param revoked is told of what the router no longer lets stand, and why
     */
    ClientSession(
            Transport transport,
            ClientOptions options,
            Invocations.Workers workers,
            BiConsumer<Standing, String> revoked) {
        this.revoked = revoked;
        this.transport = transport;
        this.options = options;
        this.workers = workers;
        this.attempt = options.authentication().begin(transport.details());
        this.requests = new Requests(transport, workers.backlog(), workers.alarms());
        this.invocations = new Invocations(requests, workers);
        workers.backlog().use(transport, requests::anyAwaited);
    }

    Requests requests() {
        return requests;
    }

    CompletableFuture<String> ended() {
        return ended;
    }

    /** Opens the session on a realm, and waits until it is open. */
    Welcome join(Uri realm) {
        requests.send(new Hello(realm, Features.helloDetails(attempt)));
        return requests.await(welcome, "opening the session", options.requestTimeout());
    }

    /** Says goodbye, waits a moment for the answer, and closes. */
    void leave(Duration patience) {
        if (!ended.isDone()) {
            requests.send(Goodbye.of(CloseUri.CLOSE_REALM));
            try {
                ended.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException e) {
                LOG.log(Level.DEBUG, "the router did not answer the goodbye");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        transport.close();
    }

    /** Ends it without a goodbye. */
    void abandon(String reason) {
        end(reason);
        transport.close();
    }

    /** Asks for what stands, and waits for the answer, unless it has been granted here already. */
    void establish(Standing standing, Duration patience) {
        sharing.readLock().lock();
        standing.asking.lock();
        try {
            if (!standing.in(this)) {
                requests.await(ask(standing), standing.doing(), patience);
            }
        } finally {
            standing.asking.unlock();
            sharing.readLock().unlock();
        }
    }

    /** Asks for what stands. The answer has taken effect when the future completes. */
    CompletableFuture<Message> ask(Standing standing) {
        return requests.send(
                        standing::request,
                        options.requestTimeout(),
                        answer -> granted(standing, answer),
                        piece -> {})
                .answer();
    }

    private void granted(Standing standing, Message answer) {
        if (!standing.granted(this, answer)) {
            violated(standing.doing() + " was answered with " + answer.type());
            return;
        }
        standing.grantedIn(this);
        if (!standing.wanted()) {
            // Closed meanwhile, or given up for want of an answer.
            workers.executor().execute(() -> withdraw(standing));
        }
    }

    /** Takes back what no longer stands. Without effect where it wasn't granted. */
    void withdraw(Standing standing) {
        if (standing.in(this) && !ended.isDone()) {
            try {
                standing.withdraw(this);
            } catch (WampError | WampDisconnected e) {
                LOG.log(Level.DEBUG, "{0} was over already: {1}", standing.doing(), e.getMessage());
            }
        }
    }

    /** On the transport's thread, before the first event can arrive. */
    void install(Subscription subscription, SubscriptionId id) {
        subscriptions.computeIfAbsent(id, key -> ConcurrentHashMap.newKeySet()).add(subscription);
    }

    /** On the transport's thread, before the first call can arrive. */
    void install(Registration registration, RegistrationId id) {
        invocations.serve(id, registration);
    }

    void unsubscribe(Subscription subscription, SubscriptionId id) {
        sharing.writeLock().lock();
        try {
            Set<Subscription> members = subscriptions.getOrDefault(id, Set.of());
            if (members.remove(subscription) && members.isEmpty()) {
                subscriptions.remove(id);
                String what = "unsubscribing from " + subscription.topic();
                requests.await(
                        requests.send(
                                        request -> new Unsubscribe(request, id),
                                        options.requestTimeout(),
                                        answer -> {},
                                        piece -> {})
                                .answer(),
                        what,
                        options.requestTimeout());
            }
        } finally {
            sharing.writeLock().unlock();
        }
    }

    void unregister(Registration registration, RegistrationId id) {
        // Calls that are under way from the router still find it, until the answer has come.
        requests.await(
                requests.send(
                                request -> new Unregister(request, id),
                                options.requestTimeout(),
                                answer -> invocations.drop(id),
                                piece -> {})
                        .answer(),
                "unregistering " + registration.procedure(),
                options.requestTimeout());
    }

    @Override
    public void message(byte[] bytes) {
        Message message;
        try {
            message = transport.serializer().decode(bytes, options.limits());
        } catch (MalformedMessage e) {
            violated("the router sent a malformed message: " + e.getMessage());
            return;
        }
        if (!ended.isDone()) {
            take(message);
        }
    }

    private void take(Message message) {
        switch (message) {
            case Welcome opened -> welcomed(opened);
            case Challenge challenge -> challenged(challenge);
            case Abort abort -> aborted(abort);
            case Goodbye goodbye -> goodbye(goodbye);
            case Event event -> received(event);
            case Invocation invocation -> invocations.received(invocation);
            case Interrupt interrupt -> invocations.interrupt(interrupt.request());
            case Result result when result.progress() -> requests.progress(result);
            case Result result -> requests.answered(result.request(), result);
            case ErrorMessage error -> requests.answered(error.request(), error);
            case Published published -> requests.answered(published.request(), published);
            case Subscribed subscribed -> requests.answered(subscribed.request(), subscribed);
            case Unsubscribed unsubscribed ->
                    requests.answered(unsubscribed.request(), unsubscribed);
            case Registered registered -> requests.answered(registered.request(), registered);
            case Unregistered unregistered ->
                    requests.answered(unregistered.request(), unregistered);
            case SubscriptionRevoked revocation -> revoked(revocation);
            case RegistrationRevoked revocation -> revoked(revocation);
            case Message other -> violated("a router doesn't send " + other.type());
        }
    }

    private void revoked(SubscriptionRevoked revocation) {
        Set<Subscription> members = subscriptions.remove(revocation.subscription());
        if (members != null) {
            String why = revocation.reason().orElse("revoked by the router");
            members.forEach(subscription -> revoked.accept(subscription, why));
        }
    }

    private void revoked(RegistrationRevoked revocation) {
        Registration registration = invocations.drop(revocation.registration());
        if (registration != null) {
            String why = revocation.reason().orElse("revoked by the router");
            revoked.accept(registration, why);
        }
    }

    /** On a thread of its own: some passwords are made slow to check, and this is as slow. */
    private void challenged(Challenge challenge) {
        workers.executor()
                .execute(
                        () -> {
                            try {
                                requests.send(attempt.answer(challenge));
                            } catch (ChallengeException e) {
                                refuse(ErrorUri.AUTHENTICATION_DENIED, e);
                            }
                        });
    }

    private void welcomed(Welcome opened) {
        try {
            attempt.welcomed(opened);
            welcome.complete(opened);
        } catch (ChallengeException e) {
            refuse(ErrorUri.AUTHENTICATION_FAILED, e);
        }
    }

    private void refuse(Uri error, ChallengeException why) {
        WampError refused = new WampError(error, String.valueOf(why.getMessage()));
        welcome.completeExceptionally(refused);
        requests.send(Abort.of(error, String.valueOf(why.getMessage())));
        abandon(String.valueOf(refused.getMessage()));
    }

    private void aborted(Abort abort) {
        welcome.completeExceptionally(new WampError(abort.reason(), abort.message()));
        abandon("the router aborted the session: " + abort.reason() + " " + abort.message());
    }

    private void goodbye(Goodbye goodbye) {
        if (!goodbye.reason().equals(CloseUri.GOODBYE_AND_OUT)) {
            requests.send(Goodbye.of(CloseUri.GOODBYE_AND_OUT));
        }
        abandon("the session was closed: " + goodbye.reason());
    }

    private void received(Event event) {
        // None: under way while we unsubscribed.
        for (Subscription subscription :
                subscriptions.getOrDefault(event.subscription(), Set.of())) {
            Uri topic = event.details().string("topic").map(Uri::of).orElse(subscription.topic());
            subscription.received(
                    new TopicEvent(topic, event.publication(), event.details(), event.payload()));
        }
    }

    private void violated(String what) {
        requests.send(Abort.of(ErrorUri.PROTOCOL_VIOLATION, what));
        abandon(what);
    }

    private void end(String reason) {
        if (ended.complete(reason)) {
            welcome.completeExceptionally(new WampDisconnected(reason));
            requests.fail(reason);
            invocations.interruptAll();
        }
    }

    @Override
    public void closed() {
        end("the connection was lost");
    }
}
