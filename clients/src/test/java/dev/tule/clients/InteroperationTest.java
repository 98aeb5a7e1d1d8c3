package dev.tule.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.wamp.Payload;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.auth.CryptosignKey;
import dev.tule.wamp.auth.KeyDerivation;
import dev.tule.wamp.client.Authentication;
import dev.tule.wamp.client.ClientOptions;
import dev.tule.wamp.client.MetaApi;
import dev.tule.wamp.client.PublishOptions;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The WAMP clients of others, and ours, by every transport, serializer and authentication method
 * they have: anonymously against the server, by the other methods against a router that knows them.
 * Each program goes all its ways in one process.
 */
@ExtendWith(WithTule.class)
class InteroperationTest {
    private static final List<String> SERIALIZERS = List.of("json", "msgpack", "cbor");
    private static final List<String> ANONYMOUS = List.of("anonymous");
    private static final List<String> METHODS =
            List.of("ticket", "wampcra", "salted", "cryptosign");

    @TempDir static Path folder;
    private static WampRouter router;

    @BeforeAll
    static void start() throws Exception {
        router = WampRouter.start(folder);
    }

    @AfterAll
    static void stop() {
        router.close();
    }

    @Test
    void autobahnForJavaScriptReachesTheServerByEveryTransport(Tule tule) {
        Combinations ways =
                new Combinations(
                        List.of("websocket", "rawsocket", "longpoll"),
                        SERIALIZERS,
                        ANONYMOUS,
                        List.of(
                                "whole results in place of progressive ones",
                                "pattern registrations and caller identification",
                                "shared registrations",
                                "call timeouts",
                                "publisher exclusion and identification",
                                "the meta API"));
        ways.check(Program.node("wamp.mjs", ways.json(tule.webPort())).run());
    }

    @Test
    void autobahnForJavaScriptAuthenticatesByEveryMethod() {
        Combinations ways =
                new Combinations(
                        List.of("websocket", "rawsocket", "longpoll"),
                        SERIALIZERS,
                        METHODS,
                        List.of());
        ways.check(Program.node("wamp.mjs", ways.json(router.port())).run());
    }

    @Test
    void wampyReachesTheServerByEverySerializer(Tule tule) {
        // MessagePack first: its payload passthru doesn't write binary as JSON should have it.
        Combinations ways =
                new Combinations(
                        List.of("websocket"),
                        List.of("msgpack", "json", "cbor"),
                        ANONYMOUS,
                        List.of("progressive results", "cancelling calls", "payload passthru"));
        ways.check(Program.node("wampy.mjs", ways.json(tule.webPort())).run());
    }

    @Test
    void wampyAuthenticatesByEveryMethod() {
        Combinations ways = new Combinations(List.of("websocket"), SERIALIZERS, METHODS, List.of());
        ways.check(Program.node("wampy.mjs", ways.json(router.port())).run());
    }

    @Test
    void autobahnForPythonReachesTheServerByEveryTransport(Tule tule) {
        Combinations ways =
                new Combinations(
                        List.of("websocket", "rawsocket"),
                        List.of("json", "msgpack", "cbor", "ubjson"),
                        ANONYMOUS,
                        List.of(
                                "progressive results",
                                "cancelling calls",
                                "shared registrations",
                                "retained events",
                                "the meta API"));
        ways.check(Program.python("wamp_round_trip.py", ways.json(tule.webPort())).run());
    }

    @Test
    void autobahnForPythonAuthenticatesByEveryMethod() {
        Combinations ways =
                new Combinations(
                        List.of("websocket", "rawsocket"), SERIALIZERS, METHODS, List.of());
        ways.check(Program.python("wamp_round_trip.py", ways.json(router.port())).run());
    }

    @Test
    void autobahnForJavaMakesItsRoundTripBySerializerAndMethod(Tule tule) throws Exception {
        URI known = URI.create("ws://127.0.0.1:" + router.port() + "/ws");
        // All at once: its event loops take two seconds to end.
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Object>>> trips = new ArrayList<>();
            for (String serializer : SERIALIZERS) {
                for (String method : List.of("anonymous", "ticket", "wampcra")) {
                    URI address = method.equals("anonymous") ? tule.webSocket() : known;
                    trips.add(
                            threads.submit(
                                    () -> AutobahnJava.roundTrip(address, serializer, method)));
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
        methods.put("ticket", Authentication.ticket("ticket", WampRouter.TICKET));
        methods.put("wampcra", Authentication.wampCra("wampcra", WampRouter.SECRET));
        methods.put("salted", Authentication.wampCra("salted", WampRouter.SECRET));
        methods.put("cryptosign", Authentication.cryptosign("cryptosign", WampRouter.KEY));
        for (KeyDerivation kdf : KeyDerivation.values()) {
            methods.put(kdf.name(), Authentication.wampScram(kdf.name(), WampRouter.PASSWORD));
        }
        methods.put(
                "ticket of several",
                Authentication.anyOf(
                        Authentication.cookie(),
                        Authentication.ticket("ticket", WampRouter.TICKET)));
        return methods;
    }

    private static List<URI> addresses(int port) {
        return List.of(
                URI.create("ws://127.0.0.1:" + port + "/ws"), URI.create("rs://127.0.0.1:" + port));
    }

    @Test
    void ourClientAuthenticatesByEveryMethodAndProvesTheRouter() {
        for (URI address : addresses(router.port())) {
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
        URI address = addresses(router.port()).getFirst();
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
    void ourClientReadsHistoryAndRetainedEvents() throws Exception {
        URI address = addresses(router.port()).getFirst();
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
