package dev.tule.wamp.router;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.http.HttpServer;
import dev.tule.http.ListenerConfig;
import dev.tule.http.Mounts;
import dev.tule.http.Response;
import dev.tule.wamp.Dict;
import dev.tule.wamp.Goodbye;
import dev.tule.wamp.Hello;
import dev.tule.wamp.Json;
import dev.tule.wamp.Limits;
import dev.tule.wamp.Message;
import dev.tule.wamp.MessageType;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.Uri;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.router.TestRouter.Over;
import dev.tule.wamp.router.config.LongPollConfig;
import dev.tule.wamp.router.config.RouterConfig;
import dev.tule.wamp.transport.Batch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The long-poll transport, request by request. */
class LongPollTest {
    private static TestRouter router;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        router = new TestRouter(RouterConfig.defaults());
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.close();
        router.close();
    }

    private static HttpRequest.Builder request(HttpServer server, String path, byte[] body) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/lp" + path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private static CompletableFuture<HttpResponse<byte[]>> postTo(
            HttpServer server, String path, String body) {
        return http.sendAsync(
                request(server, path, body.getBytes(UTF_8)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> post(String path, byte[] body) throws Exception {
        return http.send(
                request(router.server, path, body).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> post(String path, String body) throws Exception {
        return post(path, body.getBytes(UTF_8));
    }

    /** The path of a new transport. */
    private static String open(HttpServer server, String protocol) throws Exception {
        HttpResponse<byte[]> opened =
                postTo(server, "/open", "{\"protocols\":[\"wamp.9.none\",\"" + protocol + "\"]}")
                        .get();
        assertThat(opened.statusCode()).isEqualTo(200);
        Map<?, ?> answer =
                Objects.requireNonNull((Map<?, ?>) Json.read(opened.body(), Limits.DEFAULT));
        assertThat(answer.get("protocol")).isEqualTo(protocol);
        return "/" + answer.get("transport");
    }

    private static String open(String protocol) throws Exception {
        return open(router.server, protocol);
    }

    private static Message receive(String transport, Serializer serializer) throws Exception {
        HttpResponse<byte[]> got = post(transport + "/receive", "");
        assertThat(got.statusCode()).isEqualTo(200);
        return serializer.decode(got.body(), Limits.DEFAULT);
    }

    private static byte[] hello(Serializer serializer) {
        return serializer.encode(
                new Hello(Uri.of("realm1"), Dict.of("roles", Map.of("subscriber", Map.of()))));
    }

    private static String joined() throws Exception {
        String transport = open("wamp.2.json");
        assertThat(post(transport + "/send", hello(Serializer.JSON)).statusCode()).isEqualTo(204);
        assertThat(receive(transport, Serializer.JSON).type()).isEqualTo(MessageType.WELCOME);
        return transport;
    }

    /** With another patience: the usual one is longer than a busy machine is slow. */
    private static HttpServer serving(Router router, LongPollConfig config) throws IOException {
        return HttpServer.start(
                ListenerConfig.of(
                                Mounts.on(request -> Response.empty(404))
                                        .with("/lp", router.longPoll(config)))
                        .withLimits(dev.tule.http.Limits.defaults().withMaxRequestsInFlight(3)));
    }

    @ParameterizedTest
    @EnumSource
    void aSessionLivesInEverySerializer(Serializer serializer) throws Exception {
        String transport = open(serializer.subprotocol());

        assertThat(post(transport + "/send", hello(serializer)).statusCode()).isEqualTo(204);
        assertThat(receive(transport, serializer).type()).isEqualTo(MessageType.WELCOME);
        post(transport + "/send", serializer.encode(Goodbye.of(Uri.of("wamp.close.close_realm"))));
        assertThat(receive(transport, serializer).type()).isEqualTo(MessageType.GOODBYE);
        assertThat(post(transport + "/close", "").statusCode()).isEqualTo(204);
        assertThat(post(transport + "/receive", "").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource
    void batchesHoldAllThatWaits(Serializer serializer) throws Exception {
        String transport = open(serializer.subprotocol() + ".batched");
        post(
                transport + "/send",
                Batch.join(serializer, new byte[][] {hello(serializer)}).getFirst());
        byte[] welcome = post(transport + "/receive", "").body();
        List<MessageType> types = new ArrayList<>();
        Batch.split(serializer, welcome, message -> types.add(type(serializer, message)));
        byte[][] both = new byte[2][];
        for (int i = 0; i < 2; i++) {
            both[i] =
                    serializer.encode(
                            new dev.tule.wamp.Subscribe(
                                    new dev.tule.wamp.RequestId(i + 1),
                                    Dict.EMPTY,
                                    Uri.of("a.b" + i)));
        }

        post(transport + "/send", Batch.join(serializer, both).getFirst());

        byte[] answers = post(transport + "/receive", "").body();
        Batch.split(serializer, answers, message -> types.add(type(serializer, message)));
        assertThat(types)
                .containsExactly(
                        MessageType.WELCOME, MessageType.SUBSCRIBED, MessageType.SUBSCRIBED);
    }

    private static MessageType type(Serializer serializer, byte[] message) {
        try {
            return serializer.decode(message, Limits.DEFAULT).type();
        } catch (dev.tule.wamp.MalformedMessage e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anEventAnswersTheRequestThatWaits() throws Exception {
        String transport = joined();
        post(transport + "/send", "[32,1,{},\"a.topic\"]");
        receive(transport, Serializer.JSON);
        CompletableFuture<HttpResponse<byte[]>> waiting;
        try (WampClient publisher = router.client(Over.RAW_SOCKET, Serializer.CBOR)) {
            waiting =
                    http.sendAsync(
                            request(router.server, transport + "/receive", new byte[0]).build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            publisher.publish("a.topic", "reading", 21.5);
        }

        assertThat(new String(waiting.get().body(), UTF_8)).contains("[\"reading\",21.5]");
    }

    @Test
    void aRequestIsAnsweredWithoutContentWhenNothingComes() throws Exception {
        LongPollConfig config =
                LongPollConfig.defaults()
                        .withTimeouts(Duration.ofMillis(200), Duration.ofSeconds(30));
        try (HttpServer server = serving(router.router, config)) {
            String transport = open(server, "wamp.2.json");

            HttpResponse<byte[]> nothing = postTo(server, transport + "/receive", "").get();

            assertThat(nothing.statusCode()).isEqualTo(204);
            assertThat(nothing.body()).isEmpty();
        }
    }

    @Test
    void aClientThatAsksForNothingIsGone() throws Exception {
        LongPollConfig config =
                LongPollConfig.defaults()
                        .withTimeouts(Duration.ofSeconds(10), Duration.ofMillis(300));
        try (Router alone = Router.start(RouterConfig.defaults());
                HttpServer server = serving(alone, config)) {
            String transport = open(server, "wamp.2.json");
            await("it is gone", () -> alone.counters().connections() == 0);

            assertThat(postTo(server, transport + "/receive", "").get().statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void whatIsNoMessageEndsTheSessionWithAnAbort() throws Exception {
        String transport = joined();

        post(transport + "/send", "nonsense");

        assertThat(receive(transport, Serializer.JSON).type()).isEqualTo(MessageType.ABORT);
        assertThat(post(transport + "/receive", "").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/open | {} | 400",
                "/open | {\"protocols\":[\"wamp.2.none\"]} | 400",
                "/open | [1, | 400",
                "/nobody/receive | x | 404",
                "/nobody/send | x | 404",
                "/nobody/close | x | 404",
                "/a/b/c | x | 404",
                "/ | x | 404"
            })
    void whatIsWrongIsSaidToBeSo(String path, String body, int status) throws Exception {
        assertThat(post(path, body).statusCode()).isEqualTo(status);
    }

    @Test
    void anEmptyBatchEndsTheTransport() throws Exception {
        String transport = open("wamp.2.json.batched");

        assertThat(post(transport + "/send", "").statusCode()).isEqualTo(400);
        assertThat(post(transport + "/receive", "").statusCode()).isEqualTo(404);
    }

    @Test
    void pagesOfOtherOriginsAreRefused() throws Exception {
        HttpResponse<byte[]> refused =
                http.send(
                        request(router.server, "/open", new byte[0])
                                .header("Origin", "https://evil.example")
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());

        assertThat(refused.statusCode()).isEqualTo(403);
    }

    @Test
    void clientsThatWaitTakeNoPlaceAmongTheRequestsInFlight() throws Exception {
        try (HttpServer server = serving(router.router, LongPollConfig.defaults())) {
            List<CompletableFuture<HttpResponse<byte[]>>> waiting = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String transport = open(server, "wamp.2.json");
                waiting.add(postTo(server, transport + "/receive", ""));
                await("it waits", () -> server.listeners().getFirst().requestsInFlight() == 0);
            }

            assertThat(waiting).noneMatch(CompletableFuture::isDone);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
