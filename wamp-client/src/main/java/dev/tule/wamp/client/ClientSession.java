package dev.tule.wamp.client;

import dev.tule.wamp.Abort;
import dev.tule.wamp.Authenticate;
import dev.tule.wamp.Challenge;
import dev.tule.wamp.CloseUri;
import dev.tule.wamp.Dict;
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
import dev.tule.wamp.RequestId;
import dev.tule.wamp.Result;
import dev.tule.wamp.Subscribed;
import dev.tule.wamp.SubscriptionId;
import dev.tule.wamp.Unregistered;
import dev.tule.wamp.Unsubscribed;
import dev.tule.wamp.Uri;
import dev.tule.wamp.Welcome;
import dev.tule.wamp.transport.Transport;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

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
    private final Requests requests;
    private final Invocations invocations;
    private final Map<SubscriptionId, Map<Subscription, EventQueue>> subscriptions =
            new ConcurrentHashMap<>();
    private final CompletableFuture<Welcome> welcome = new CompletableFuture<>();

    /** Completes, with the reason, when the session can no longer be used. */
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    ClientSession(Transport transport, ClientOptions options, Invocations invocations) {
        this.transport = transport;
        this.options = options;
        this.requests = new Requests(transport);
        this.invocations = invocations;
    }

    Requests requests() {
        return requests;
    }

    CompletableFuture<String> ended() {
        return ended;
    }

    /** Opens the session on a realm, and waits until it is open. */
    Welcome join(Uri realm) {
        requests.send(new Hello(realm, Features.helloDetails(options.authentication())));
        try {
            return welcome.get(options.requestTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            transport.close();
            throw new WampTimeout("the router's welcome", options.requestTimeout());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof WampException known
                    ? known
                    : new WampDisconnected("the session could not be opened");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            transport.close();
            throw new WampDisconnected("interrupted while the session was being opened");
        }
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

    void drop(Subscription subscription) {
        SubscriptionId id = subscription.id();
        if (id != null) {
            subscriptions.computeIfPresent(
                    id,
                    (key, members) -> {
                        members.remove(subscription);
                        return members.isEmpty() ? null : members;
                    });
        }
    }

    /** Whether other subscriptions of this client share the id: equal topics have equal ids. */
    boolean shared(Subscription subscription) {
        SubscriptionId id = subscription.id();
        return id != null && subscriptions.containsKey(id);
    }

    /** What to do with SUBSCRIBED, on the transport's thread, before the first event can arrive. */
    Consumer<Message> install(Subscription subscription) {
        return reply -> {
            if (reply instanceof Subscribed subscribed) {
                subscription.id(subscribed.subscription());
                subscriptions
                        .computeIfAbsent(subscribed.subscription(), id -> new ConcurrentHashMap<>())
                        .put(subscription, subscription.queue());
            }
        };
    }

    /** What to do with REGISTERED, on the transport's thread, before the first call can arrive. */
    Consumer<Message> install(Registration registration) {
        return reply -> {
            if (reply instanceof Registered registered) {
                registration.id(registered.registration());
                invocations.serve(registered.registration(), registration);
            }
        };
    }

    @Override
    public void message(byte[] bytes) {
        Message message;
        try {
            message = options.serializer().decode(bytes, options.limits());
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
            case Welcome opened -> welcome.complete(opened);
            case Challenge challenge -> answer(challenge);
            case Abort abort -> aborted(abort);
            case Goodbye goodbye -> goodbye(goodbye);
            case Event event -> received(event);
            case Invocation invocation -> invocations.begin(this, invocation);
            case Interrupt interrupt -> invocations.interrupt(this, interrupt.request());
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
            case Message other -> violated("a router doesn't send " + other.type());
        }
    }

    private void answer(Challenge challenge) {
        try {
            String signature = options.authentication().answer(challenge);
            requests.send(new Authenticate(signature, Dict.EMPTY));
        } catch (IllegalArgumentException e) {
            requests.send(
                    Abort.of(ErrorUri.NO_MATCHING_AUTH_METHOD, String.valueOf(e.getMessage())));
            end(String.valueOf(e.getMessage()));
            transport.close();
        }
    }

    private void aborted(Abort abort) {
        welcome.completeExceptionally(new WampError(abort.reason(), abort.message()));
        end("the router aborted the session: " + abort.reason() + " " + abort.message());
        transport.close();
    }

    private void goodbye(Goodbye goodbye) {
        if (!goodbye.reason().equals(CloseUri.GOODBYE_AND_OUT)) {
            requests.send(Goodbye.of(CloseUri.GOODBYE_AND_OUT));
        }
        end("the session was closed: " + goodbye.reason());
        transport.close();
    }

    private void received(Event event) {
        Map<Subscription, EventQueue> members = subscriptions.get(event.subscription());
        if (members == null) {
            // Under way while we unsubscribed.
            return;
        }
        members.forEach(
                (subscription, queue) -> {
                    Uri topic =
                            event.details()
                                    .string("topic")
                                    .map(Uri::of)
                                    .orElse(subscription.topic());
                    queue.add(
                            new TopicEvent(
                                    topic, event.publication(), event.details(), event.payload()));
                });
    }

    void cancel(RequestId request, String mode) {
        requests.cancel(request, mode);
    }

    private void violated(String what) {
        requests.send(Abort.of(ErrorUri.PROTOCOL_VIOLATION, what));
        end(what);
        transport.close();
    }

    private void end(String reason) {
        if (ended.complete(reason)) {
            welcome.completeExceptionally(new WampDisconnected(reason));
            requests.fail(reason);
            invocations.interruptAll(this);
        }
    }

    @Override
    public void closed() {
        end("the connection was lost");
    }
}
