package dev.tule.clients;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.wamp.Payload;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.SessionId;
import dev.tule.wamp.auth.CryptosignKey;
import dev.tule.wamp.auth.KeyDerivation;
import dev.tule.wamp.client.Authentication;
import dev.tule.wamp.client.ClientOptions;
import dev.tule.wamp.client.MetaApi;
import dev.tule.wamp.client.PublishOptions;
import dev.tule.wamp.client.SessionListener;
import dev.tule.wamp.client.SubscribeOptions;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.client.WampError;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The WAMP clients of others, and ours, by every transport, serializer and authentication method
 * they have, against a server whose {@code tule.yaml} knows them. Each program goes all its ways in
 * one process.
 */
class InteroperationTest {
    private static final List<String> SERIALIZERS = List.of("json", "msgpack", "cbor");
    private static final List<String> METHODS =
            List.of("anonymous", "ticket", "wampcra", "salted", "cryptosign");
    private static final List<String> METHODS_OVER_TLS =
            List.of("anonymous", "ticket", "wampcra", "salted", "cryptosign", "tls");
    private static final List<String> PYTHONS_SERIALIZERS =
            List.of("json", "msgpack", "cbor", "ubjson");

    @TempDir static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static WampServer server;

    @BeforeAll
    static void start() throws Exception {
        server = WampServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void check(Combinations ways, Function<String, Program> program) {
        ways.check(program.apply(ways.json(server)).run());
    }

    @Test
    void autobahnForJavaScriptGoesEveryWay() {
        check(
                new Combinations(
                        List.of("websocket", "rawsocket", "longpoll"),
                        SERIALIZERS,
                        METHODS,
                        List.of(
                                "whole results in place of progressive ones",
                                "pattern registrations and caller identification",
                                "shared registrations",
                                "call timeouts",
                                "publisher exclusion and identification",
                                "the meta API")),
                ways -> Program.node("wamp.mjs", ways));
        check(
                new Combinations(
                        List.of("tls websocket"), SERIALIZERS, METHODS_OVER_TLS, List.of()),
                ways -> Program.node("wamp.mjs", ways));
        check(
                new Combinations(List.of("unix rawsocket"), SERIALIZERS, METHODS, List.of()),
                ways -> Program.node("wamp.mjs", ways));
    }

    @Test
    void wampyGoesEveryWay() {
        // MessagePack first: its payload passthru doesn't write binary as JSON should have it.
        check(
                new Combinations(
                        List.of("websocket"),
                        List.of("msgpack", "json", "cbor"),
                        METHODS,
                        List.of("progressive results", "cancelling calls", "payload passthru")),
                ways -> Program.node("wampy.mjs", ways));
        // Its cookie is that of the ticket.
        check(
                new Combinations(
                        List.of("tls websocket", "websocket"),
                        SERIALIZERS,
                        List.of("ticket", "cookie"),
                        List.of()),
                ways -> Program.node("wampy.mjs", ways));
        check(
                new Combinations(
                        List.of("tls websocket"), SERIALIZERS, METHODS_OVER_TLS, List.of()),
                ways -> Program.node("wampy.mjs", ways));
    }

    @Test
    void autobahnForPythonGoesEveryWay() {
        check(
                new Combinations(
                        List.of("websocket", "rawsocket"),
                        PYTHONS_SERIALIZERS,
                        METHODS,
                        List.of(
                                "progressive results",
                                "cancelling calls",
                                "shared registrations",
                                "retained events",
                                "the meta API",
                                "no scram of the earlier draft")),
                ways -> Program.python("wamp_round_trip.py", ways));
        check(
                new Combinations(
                        List.of("tls websocket", "tls rawsocket"),
                        PYTHONS_SERIALIZERS,
                        METHODS_OVER_TLS,
                        List.of()),
                ways -> Program.python("wamp_round_trip.py", ways));
        check(
                new Combinations(
                        List.of("unix rawsocket"), PYTHONS_SERIALIZERS, METHODS, List.of()),
                ways -> Program.python("wamp_round_trip.py", ways));
    }

    @Test
    void autobahnForJavaMakesItsRoundTripBySerializerAndMethod() throws Exception {
        // All at once: its event loops take two seconds to end.
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Object>>> trips = new ArrayList<>();
            for (String serializer : SERIALIZERS) {
                for (String method : List.of("anonymous", "ticket", "wampcra")) {
                    trips.add(
                            threads.submit(
                                    () ->
                                            AutobahnJava.roundTrip(
                                                    server.webSocket(), serializer, method)));
                }
            }
            for (Future<List<Object>> trip : trips) {
                assertThat(trip.get()).containsExactly(42, 21.5);
            }
        }
    }

    private static Map<String, Authentication> ourMethods() {
        Map<String, Authentication> methods = new LinkedHashMap<>();
        methods.put("anonymous", Authentication.anonymous());
        methods.put("ticket", Authentication.ticket("ticket", WampServer.TICKET));
        methods.put("wampcra", Authentication.wampCra("wampcra", WampServer.SECRET));
        methods.put("salted", Authentication.wampCra("salted", WampServer.SECRET));
        methods.put("cryptosign", Authentication.cryptosign("cryptosign", WampServer.KEY));
        for (KeyDerivation kdf : KeyDerivation.values()) {
            methods.put(kdf.name(), Authentication.wampScram(kdf.name(), WampServer.PASSWORD));
        }
        methods.put(
                "ticket of several",
                Authentication.anyOf(
                        Authentication.cookie(),
                        Authentication.ticket("ticket", WampServer.TICKET)));
        return methods;
    }

    private static List<URI> addresses(int port) {
        return List.of(
                URI.create("ws://127.0.0.1:" + port + "/ws"), URI.create("rs://127.0.0.1:" + port));
    }

    @Test
    void ourClientAuthenticatesByEveryMethodAndProvesTheRouter() {
        for (URI address : addresses(server.port())) {
            for (Serializer serializer : Serializer.values()) {
                ourMethods()
                        .forEach(
                                (name, method) -> {
                                    try (WampClient client = connect(address, serializer, method)) {
                                        client.register("com.example.ours", call -> call.payload());
                                        assertThat(client.call("com.example.ours", name).text(0))
                                                .isEqualTo(name);
                                        assertThat(client.welcomeDetails().string("authid"))
                                                .isPresent();
                                    }
                                });
            }
        }
    }

    @Test
    void wrongSecretsAreRefusedByEveryMethod() {
        URI address = addresses(server.port()).getFirst();
        for (Authentication wrong :
                List.of(
                        Authentication.ticket("ticket", "another"),
                        Authentication.wampCra("salted", "another"),
                        Authentication.wampScram(KeyDerivation.PBKDF2.name(), "another"),
                        Authentication.cryptosign(
                                "cryptosign", CryptosignKey.ofHex("43".repeat(32))))) {
            assertThatThrownBy(() -> connect(address, Serializer.CBOR, wrong).close())
                    .isInstanceOf(WampError.class);
        }
    }

    private static WampClient connect(URI address, Serializer serializer, Authentication method) {
        return WampClient.connect(
                address,
                "realm1",
                ClientOptions.defaults().withSerializer(serializer).withAuthentication(method));
    }

    @Test
    void ourClientIsRememberedByItsCookie() throws Exception {
        LinkedBlockingQueue<Long> sessions = new LinkedBlockingQueue<>();
        ClientOptions options =
                ClientOptions.defaults()
                        .withAuthentication(
                                Authentication.anyOf(
                                        Authentication.cookie(),
                                        Authentication.ticket("ticket", WampServer.TICKET)))
                        .withListener(
                                new SessionListener() {
                                    @Override
                                    public void joined(SessionId session, boolean again) {
                                        sessions.add(session.value());
                                    }
                                });
        try (WampClient client = WampClient.connect(server.webSocket(), "realm1", options);
                WampClient other =
                        connect(
                                server.webSocket(),
                                Serializer.CBOR,
                                Authentication.ticket("ticket", WampServer.TICKET))) {
            assertThat(client.welcomeDetails().string("authmethod")).contains("ticket");

            other.call("wamp.session.kill", requireNonNull(sessions.poll(10, TimeUnit.SECONDS)));

            assertThat(sessions.poll(20, TimeUnit.SECONDS)).as("another session").isNotNull();
            assertThat(client.welcomeDetails().string("authmethod")).contains("cookie");
            assertThat(client.welcomeDetails().string("authid")).contains("ticket");
        }
    }

    @Test
    void ourClientReadsHistoryAndRetainedEvents() throws Exception {
        URI address = addresses(server.port()).getFirst();
        try (WampClient client =
                connect(address, Serializer.MESSAGE_PACK, Authentication.anonymous())) {
            var subscription = client.subscribe("com.example.log.a", event -> {});
            for (int i = 0; i < 5; i++) {
                client.publishAcknowledged("com.example.log.a", i);
            }
            List<MetaApi.PastEvent> past =
                    client.meta()
                            .events(subscription.id().orElseThrow(), MetaApi.EventQuery.last(2));
            assertThat(past.stream().map(event -> event.args().orElseThrow().getFirst()))
                    .containsExactly(4L, 3L);

            client.publishAcknowledged(
                    "com.example.state",
                    Payload.of("on"),
                    PublishOptions.defaults().withRetain().withExcludeMe(false));
            LinkedBlockingQueue<String> states = new LinkedBlockingQueue<>();
            client.subscribe(
                    "com.example.state",
                    SubscribeOptions.defaults().withRetained(),
                    event -> states.add(event.payload().text(0) + " " + event.retained()));
            assertThat(states.poll(5, TimeUnit.SECONDS)).isEqualTo("on true");
        }
    }
}
