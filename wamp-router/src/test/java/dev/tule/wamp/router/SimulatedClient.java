package dev.tule.wamp.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.wamp.Abort;
import dev.tule.wamp.Call;
import dev.tule.wamp.Cancel;
import dev.tule.wamp.CloseUri;
import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorMessage;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Event;
import dev.tule.wamp.Goodbye;
import dev.tule.wamp.Hello;
import dev.tule.wamp.Interrupt;
import dev.tule.wamp.Invocation;
import dev.tule.wamp.Limits;
import dev.tule.wamp.MalformedMessage;
import dev.tule.wamp.Message;
import dev.tule.wamp.MessageType;
import dev.tule.wamp.Payload;
import dev.tule.wamp.Registered;
import dev.tule.wamp.RegistrationId;
import dev.tule.wamp.RegistrationRevoked;
import dev.tule.wamp.RequestId;
import dev.tule.wamp.Result;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.Subscribed;
import dev.tule.wamp.SubscriptionId;
import dev.tule.wamp.SubscriptionRevoked;
import dev.tule.wamp.Unregister;
import dev.tule.wamp.Unregistered;
import dev.tule.wamp.Unsubscribe;
import dev.tule.wamp.Unsubscribed;
import dev.tule.wamp.Uri;
import dev.tule.wamp.Welcome;
import dev.tule.wamp.Yield;
import dev.tule.wamp.router.SimulationTest.World;
import dev.tule.wamp.transport.LocalTransport;
import dev.tule.wamp.transport.Transport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A client of the simulation: does something at random, and checks all that it gets. */
final class SimulatedClient implements Transport.Receiver {
    private final World world;
    private final Random random;
    private final RandomRequests requests;
    private final Serializer serializer;
    private final String name;
    private @Nullable Transport transport;

    private boolean understandsRevocation;
    private long id;
    private boolean gone;
    private long lastRequest;
    private long lastInvocation;
    private long published;
    private long called;
    private long testaments;
    private final Map<RequestId, Message> open = new HashMap<>();
    private final Set<RequestId> calls = new HashSet<>();

    /** Calls of its own that it has not said all of, with their procedures. */
    private final Map<RequestId, Uri> streams = new HashMap<>();

    /** Calls of the router's own procedures. */
    private final Set<RequestId> metaCalls = new HashSet<>();

    private final Set<SubscriptionId> subscriptions = new HashSet<>();
    private final Set<RegistrationId> registrations = new HashSet<>();
    private final Map<RequestId, Invocation> invocations = new HashMap<>();

    /** Whose calls come in pieces, by INVOCATION.Request. */
    private final Map<RequestId, String> streaming = new HashMap<>();

    /** The last number seen of each publisher in each subscription, and of each caller. */
    private final Map<String, Long> lastOf = new HashMap<>();

    SimulatedClient(World world, String name) {
        this.world = world;
        this.random = world.random;
        this.requests = new RandomRequests(random);
        this.name = name;
        this.serializer = List.of(Serializer.values()).get(random.nextInt(3));
        LocalTransport.connect(
                serializer,
                world.network(),
                world.network(),
                world.router,
                opened -> {
                    transport = opened;
                    return this;
                });
        say(new Hello(Uri.of("realm1"), Dict.of("roles", roles())));
    }

    private Map<String, Object> roles() {
        Map<String, Object> callee = requests.calleeFeatures();
        callee.put("call_reroute", world.reroutes);
        understandsRevocation = Boolean.TRUE.equals(callee.get("registration_revocation"));
        return Map.of(
                "callee",
                Map.of("features", callee),
                "caller",
                Map.of("features", Map.of("progressive_call_invocations", true)),
                "subscriber",
                Map.of("features", Map.of("subscription_revocation", understandsRevocation)));
    }

    /** The number of its session; 0 before it has one. */
    long id() {
        return id;
    }

    boolean isGone() {
        return gone;
    }

    private void say(Message message) {
        if (transport != null && !gone) {
            transport.send(new byte[][] {serializer.encode(message)});
        }
    }

    private RequestId next() {
        return new RequestId(++lastRequest);
    }

    private void request(Message message, RequestId id) {
        open.put(id, message);
        say(message);
    }

    /** Does something. */
    void act() {
        if (id == 0 || gone) {
            return;
        }
        int choice = random.nextInt(110);
        if (choice < 32) {
            publish();
        } else if (choice < 47) {
            subscribe();
        } else if (choice < 52) {
            unsubscribe();
        } else if (choice < 60) {
            register();
        } else if (choice < 63) {
            unregister();
        } else if (choice < 78) {
            call();
        } else if (choice < 84) {
            goOn();
        } else if (choice < 88) {
            cancel();
        } else if (choice < 100) {
            answerOne();
        } else if (choice < 106) {
            callRouter();
        } else if (choice < 107) {
            leave();
        } else if (choice < 108) {
            die();
        } else if (transport != null) {
            // Reads nothing for a while, or reads again.
            if (random.nextBoolean()) {
                transport.pause();
            } else {
                transport.resume();
            }
        }
    }

    private void publish() {
        say(requests.publish(next(), Payload.of(name, ++published)));
    }

    private void subscribe() {
        RequestId id = next();
        request(requests.subscribe(id), id);
    }

    private void unsubscribe() {
        if (!subscriptions.isEmpty()) {
            RequestId id = next();
            SubscriptionId subscription = requests.any(List.copyOf(subscriptions));
            request(new Unsubscribe(id, subscription), id);
        }
    }

    private void register() {
        RequestId id = next();
        request(requests.register(id), id);
    }

    private void unregister() {
        if (!registrations.isEmpty()) {
            RequestId id = next();
            request(new Unregister(id, requests.any(List.copyOf(registrations))), id);
        }
    }

    private void call() {
        RequestId id = next();
        Dict options = random.nextInt(4) == 0 ? Dict.of("timeout", 30L) : Dict.EMPTY;
        if (random.nextBoolean()) {
            options = options.with("receive_progress", true);
        }
        Uri procedure = requests.topic();
        if (random.nextInt(3) == 0) {
            options = options.with("progress", true);
            streams.put(id, procedure);
        }
        calls.add(id);
        say(new Call(id, options, procedure, Payload.of(name, ++called)));
    }

    /** Says another piece of a call, and be it that the call is over. */
    private void goOn() {
        if (!streams.isEmpty()) {
            RequestId id = requests.any(List.copyOf(streams.keySet()));
            boolean more = random.nextInt(3) > 0;
            Uri procedure = more ? streams.get(id) : streams.remove(id);
            Dict options = more ? Dict.of("progress", true) : Dict.EMPTY;
            say(
                    new Call(
                            id,
                            options,
                            java.util.Objects.requireNonNull(procedure),
                            Payload.of(name, ++called)));
        }
    }

    private void callRouter() {
        RequestId id = next();
        calls.add(id);
        metaCalls.add(id);
        SimulatedClient anyone = world.anyone();
        long other = anyone.id();
        switch (random.nextInt(8)) {
            case 0 -> callRouter(id, "wamp.session.kill", Payload.of(Math.max(1, other)));
            case 1 -> callRouter(id, "wamp.session.list", Payload.EMPTY);
            case 2 -> callRouter(id, "wamp.registration.list", Payload.EMPTY);
            case 3 ->
                    callRouter(
                            id,
                            "wamp.subscription.remove_subscriber",
                            Payload.of(anyone.anySubscription(), Math.max(1, other)));
            case 4 ->
                    callRouter(
                            id,
                            "wamp.registration.remove_callee",
                            Payload.of(1 + random.nextInt(20), Math.max(1, other)));
            default ->
                    callRouter(
                            id,
                            "wamp.session.add_testament",
                            Payload.of(
                                    requests.topic().value(),
                                    List.of(name + " testament", ++testaments),
                                    Map.of()));
        }
    }

    /** The number of one of its subscriptions, or of any. */
    private long anySubscription() {
        return subscriptions.isEmpty()
                ? 1 + random.nextInt(20)
                : requests.any(List.copyOf(subscriptions)).value();
    }

    private void callRouter(RequestId id, String procedure, Payload payload) {
        say(new Call(id, Dict.EMPTY, Uri.of(procedure), payload));
    }

    private void cancel() {
        if (!calls.isEmpty()) {
            String mode = requests.any(List.of("skip", "kill", "killnowait"));
            say(new Cancel(requests.any(List.copyOf(calls)), Dict.of("mode", mode)));
        }
    }

    private void answerOne() {
        if (!invocations.isEmpty()) {
            answer(requests.any(List.copyOf(invocations.keySet())));
        }
    }

    void answerAll() {
        if (transport != null) {
            transport.resume();
        }
        List.copyOf(invocations.keySet()).forEach(this::answer);
    }

    private void answer(RequestId id) {
        Invocation invocation = invocations.get(id);
        if (invocation == null) {
            return;
        }
        boolean mayContinue = invocation.details().flag("receive_progress", false);
        if (mayContinue && random.nextInt(3) == 0) {
            say(new Yield(id, Dict.of("progress", true), invocation.payload()));
            return;
        }
        invocations.remove(id);
        int fails = random.nextInt(10);
        if (fails < 2) {
            Uri error = fails == 0 ? ErrorUri.UNAVAILABLE : Uri.of("a.error");
            say(
                    new ErrorMessage(
                            MessageType.INVOCATION, id, Dict.EMPTY, error, invocation.payload()));
        } else {
            say(new Yield(id, Dict.EMPTY, invocation.payload()));
        }
    }

    void leave() {
        say(Goodbye.of(CloseUri.CLOSE_REALM));
    }

    void die() {
        if (transport != null) {
            transport.close();
        }
        gone = true;
    }

    @Override
    public void closed() {
        gone = true;
    }

    @Override
    public void message(byte[] bytes) {
        if (gone) {
            return;
        }
        try {
            take(serializer.decode(bytes, Limits.DEFAULT));
        } catch (MalformedMessage e) {
            throw new AssertionError(e);
        }
    }

    private void take(Message message) {
        switch (message) {
            case Welcome welcome -> id = welcome.session().value();
            case Goodbye goodbye -> {
                world.seen.kills += goodbye.reason().equals(CloseUri.KILLED) ? 1 : 0;
                die();
            }
            case Abort abort -> {
                // Only a client that read too slowly is thrown out.
                assertThat(abort.reason()).isEqualTo(ErrorUri.NETWORK_FAILURE);
                die();
            }
            case Event event -> event(event);
            case Invocation invocation -> invocation(invocation);
            case Interrupt interrupt ->
                    assertThat(interrupt.request().value()).isLessThanOrEqualTo(lastInvocation);
            case Result result -> {
                world.seen.results++;
                if (!metaCalls.contains(result.request())) {
                    assertThat(result.payload().text(0)).as("a result of our own").isEqualTo(name);
                }
                if (result.progress()) {
                    assertThat(calls)
                            .as("pieces come before the outcome")
                            .contains(result.request());
                } else {
                    outcome(result.request());
                }
            }
            case ErrorMessage error when error.requestType() == MessageType.CALL ->
                    outcome(error.request());
            case ErrorMessage error -> answered(error.request());
            case Subscribed subscribed -> {
                answered(subscribed.request());
                subscriptions.add(subscribed.subscription());
            }
            case Unsubscribed unsubscribed -> {
                Unsubscribe request = (Unsubscribe) answered(unsubscribed.request());
                subscriptions.remove(request.subscription());
            }
            case SubscriptionRevoked revoked -> {
                world.seen.revocations++;
                assertThat(understandsRevocation).isTrue();
                assertThat(subscriptions.remove(revoked.subscription())).isTrue();
            }
            case RegistrationRevoked revoked -> {
                assertThat(understandsRevocation).isTrue();
                assertThat(registrations.remove(revoked.registration())).isTrue();
            }
            case Registered registered -> {
                answered(registered.request());
                registrations.add(registered.registration());
            }
            case Unregistered unregistered -> {
                Unregister request = (Unregister) answered(unregistered.request());
                registrations.remove(request.registration());
            }
            case Message other ->
                    throw new AssertionError("a router does not send " + other.type());
        }
    }

    private Message answered(RequestId id) {
        Message request = open.remove(id);
        assertThat(request).as("request %s is answered once", id).isNotNull();
        return java.util.Objects.requireNonNull(request);
    }

    private void outcome(RequestId call) {
        assertThat(calls.remove(call)).as("call %s has one outcome", call).isTrue();
    }

    private void event(Event event) {
        world.seen.events++;
        assertThat(subscriptions)
                .as("events come between SUBSCRIBED and UNSUBSCRIBED")
                .contains(event.subscription());
        if (event.payload().argument(0) instanceof String by && by.endsWith(" testament")) {
            world.seen.testaments++;
        }
        // What is retained is older than what came in an earlier subscription.
        if (event.details().string("topic").orElse("").startsWith("wamp.")
                || event.details().flag("retained", false)) {
            return;
        }
        inOrder("event " + event.subscription() + " " + event.payload().text(0), event.payload());
    }

    private void invocation(Invocation invocation) {
        String caller = invocation.payload().text(0);
        inOrder("call " + caller + " " + invocation.request(), invocation.payload());
        if (!world.reroutes) {
            // A call that comes from another callee was made before.
            inOrder("call " + caller, invocation.payload());
        }
        if (invocation.request().value() <= lastInvocation) {
            world.seen.pieces++;
            // A further piece; of a call that is answered it may still come.
            assertThat(streaming.get(invocation.request()))
                    .as("pieces of one call come from one caller")
                    .isEqualTo(invocation.payload().text(0));
            invocations.computeIfPresent(invocation.request(), (id, before) -> invocation);
            return;
        }
        assertThat(invocation.request().value()).as("numbered by one").isEqualTo(++lastInvocation);
        assertThat(registrations)
                .as("invocations come between REGISTERED and UNREGISTERED")
                .contains(invocation.registration());
        if (invocation.details().flag("progress", false)) {
            streaming.put(invocation.request(), invocation.payload().text(0));
        }
        invocations.put(invocation.request(), invocation);
    }

    private void inOrder(String stream, Payload payload) {
        Long before = lastOf.put(stream, payload.integer(1));
        assertThat(before == null || before < payload.integer(1))
                .as("%s in order: %s after %s", stream, payload.integer(1), before)
                .isTrue();
    }

    void checkNothingIsOpen() {
        if (!gone) {
            assertThat(open).as("requests without answer").isEmpty();
            assertThat(calls).as("calls without outcome").isEmpty();
        }
    }
}
