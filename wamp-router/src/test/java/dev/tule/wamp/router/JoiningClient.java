package dev.tule.wamp.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.wamp.Abort;
import dev.tule.wamp.Authenticate;
import dev.tule.wamp.Challenge;
import dev.tule.wamp.Dict;
import dev.tule.wamp.Goodbye;
import dev.tule.wamp.Hello;
import dev.tule.wamp.Limits;
import dev.tule.wamp.MalformedMessage;
import dev.tule.wamp.Message;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.Uri;
import dev.tule.wamp.Welcome;
import dev.tule.wamp.auth.CryptosignPublicKey;
import dev.tule.wamp.transport.Transport;
import dev.tule.wamp.transport.TransportDetails;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client that says messages one by one, over a connection of which the test says what it is. */
final class JoiningClient implements Transport {
    private final BlockingQueue<Message> received = new LinkedBlockingQueue<>();
    private final TransportDetails details;
    private final Receiver router;
    final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    volatile boolean paused;

    JoiningClient(Router router, TransportDetails details) {
        this.details = details;
        this.router = router.local().accept(this);
    }

    JoiningClient(Router router) {
        this(router, TransportDetails.local());
    }

    JoiningClient say(Message... messages) {
        for (Message message : messages) {
            router.message(Serializer.JSON.encode(message));
        }
        router.flush();
        return this;
    }

    JoiningClient hello(String realm, Dict details, String... methods) {
        Dict all =
                Dict.of("roles", Map.of("caller", Map.of()))
                        .with("authmethods", List.of(methods))
                        .withAll(details);
        return say(new Hello(Uri.of(realm), all));
    }

    /** What HELLO says of a key. */
    static Dict showing(CryptosignPublicKey key) {
        return Dict.of("authextra", Dict.of("pubkey", key.toString()).asMap());
    }

    JoiningClient helloAs(String authId, String... methods) {
        return hello("realm1", Dict.of("authid", authId), methods);
    }

    JoiningClient authenticate(String signature) {
        return say(new Authenticate(signature, Dict.EMPTY));
    }

    <M extends Message> M expect(Class<M> type) {
        try {
            Message message = received.poll(10, TimeUnit.SECONDS);
            assertThat(message).isInstanceOf(type);
            return type.cast(message);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    Challenge challenged() {
        return expect(Challenge.class);
    }

    Dict welcomed() {
        return expect(Welcome.class).details();
    }

    void refused(Uri reason) {
        assertThat(expect(Abort.class).reason()).isEqualTo(reason);
        assertThat(closed.orTimeout(5, TimeUnit.SECONDS).join()).isTrue();
    }

    boolean hasNothing() {
        return received.isEmpty();
    }

    @Override
    public void send(byte[][] messages) {
        for (byte[] message : messages) {
            try {
                Message decoded = Serializer.JSON.decode(message, Limits.DEFAULT);
                received.add(decoded);
                if (decoded instanceof Goodbye) {
                    close();
                }
            } catch (MalformedMessage e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public Serializer serializer() {
        return Serializer.JSON;
    }

    @Override
    public TransportDetails details() {
        return details;
    }

    @Override
    public int maxMessageBytes() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean writable() {
        return true;
    }

    @Override
    public void onWritable(Runnable action) {}

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public void close() {
        if (closed.complete(true)) {
            // As an event loop would: never from within the router's call.
            Thread.startVirtualThread(router::closed);
        }
    }

    @Override
    public String description() {
        return "a test";
    }
}
