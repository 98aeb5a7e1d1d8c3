package dev.tule.wamp.router;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.wamp.Serializer;
import dev.tule.wamp.transport.LocalTransport;
import dev.tule.wamp.transport.Transport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A client that says what a test writes, in JSON, and shows what the router answers. */
final class RawClient implements Transport.Receiver {
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);
    private static final Pattern LAST_NUMBER = Pattern.compile("(\\d+)\\D*$");

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Transport> transport = new CompletableFuture<>();
    private long id;
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();

    RawClient(Router router) {
        LocalTransport.connect(
                Serializer.JSON,
                THREADS,
                THREADS,
                router.local(),
                opened -> {
                    transport.complete(opened);
                    return this;
                });
    }

    /** A client that has joined. */
    static RawClient joined(Router router) {
        return joined(router, "realm1");
    }

    static RawClient joined(Router router, String realm) {
        return joined(router, realm, "callee.call_canceling");
    }

    /**
     * A client that has joined.
     *
     * @param features what it announces, each after its role and a dot
     */
    static RawClient joined(Router router, String realm, String... features) {
        RawClient client = new RawClient(router);
        client.join(realm, features);
        return client;
    }

    /** Opens a session. */
    void join(String realm, String... features) {
        Map<String, List<String>> byRole =
                Stream.of(features)
                        .map(feature -> feature.split("\\.", 2))
                        .collect(
                                Collectors.groupingBy(
                                        words -> words[0],
                                        Collectors.mapping(
                                                words -> words[1], Collectors.toList())));
        String roles =
                byRole.entrySet().stream()
                        .map(entry -> role(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining());
        say("[1,\"%s\",{\"roles\":{\"plain\":{}%s}}]".formatted(realm, roles));
        welcomed();
    }

    private static String role(String role, List<String> features) {
        return ",\"%s\":{\"features\":{%s}}"
                .formatted(
                        role,
                        features.stream()
                                .map(feature -> "\"" + feature + "\":true")
                                .collect(Collectors.joining(",")));
    }

    /** Opens a session with a ticket. */
    void joinWithTicket(String realm, String authId, String ticket) {
        say(
                "[1,\"%s\",{\"roles\":{\"caller\":{}},\"authmethods\":[\"ticket\"],\"authid\":\"%s\"}]"
                        .formatted(realm, authId));
        assertThat(next()).startsWith("[4,\"ticket\"");
        say("[5,\"%s\",{}]".formatted(ticket));
        welcomed();
    }

    private void welcomed() {
        String welcome = next();
        assertThat(welcome).startsWith("[2,");
        id = Long.parseLong(welcome.substring(3, welcome.indexOf(',', 3)));
    }

    /** The number of its session. */
    long id() {
        return id;
    }

    void say(String message) {
        transport.join().send(new byte[][] {message.getBytes(UTF_8)});
    }

    /** Reads nothing more for now. */
    void pause() {
        transport.join().pause();
    }

    void resume() {
        transport.join().resume();
    }

    /** The next message; fails if none comes. */
    String next() {
        try {
            String next = received.poll(5, TimeUnit.SECONDS);
            assertThat(next).as("a message within five seconds").isNotNull();
            return String.valueOf(next);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The next message, which must be of this form, where # stands for a number. */
    String next(String form) {
        String next = next();
        assertThat(next.replaceAll("\\d+", "#")).isEqualTo(form.replaceAll("\\d+", "#"));
        return next;
    }

    /** The last number in the next message: the id that it gives. */
    long nextId(String form) {
        Matcher matcher = LAST_NUMBER.matcher(next(form));
        assertThat(matcher.find()).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    /** What has come when the router has answered one more request. */
    void expectNothing(int nextRequest) {
        say("[34,%d,77777777]".formatted(nextRequest));
        assertThat(next()).startsWith("[8,34," + nextRequest);
    }

    void expectAbort(String reason) {
        String abort = next();
        assertThat(abort).startsWith("[3,").endsWith("\"" + reason + "\"]");
        expectClosed();
    }

    void expectClosed() {
        assertThat(closed.orTimeout(5, TimeUnit.SECONDS).join()).isTrue();
    }

    void close() {
        transport.join().close();
    }

    @Override
    public void message(byte[] message) {
        String text = new String(message, UTF_8);
        received.add(text);
        if (text.startsWith("[6,") && !text.endsWith("\"wamp.close.goodbye_and_out\"]")) {
            say("[6,{},\"wamp.close.goodbye_and_out\"]");
        }
    }

    @Override
    public void closed() {
        closed.complete(true);
    }
}
