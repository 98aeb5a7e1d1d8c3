package dev.tule.wamp.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.http.HttpServer;
import dev.tule.http.ListenerConfig;
import dev.tule.http.Mounts;
import dev.tule.http.Response;
import dev.tule.wamp.Payload;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.Uri;
import dev.tule.wamp.client.ClientOptions;
import dev.tule.wamp.client.LocalConnector;
import dev.tule.wamp.client.TopicEvent;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.client.WampError;
import dev.tule.wamp.router.Router;
import dev.tule.wamp.router.config.RouterConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestBridgeTest {
    private static final Instant NOW = Instant.parse("2026-06-14T12:00:00Z");
    private static final BridgeKey OPEN = new BridgeKey("script", "a secret of the script", true);
    private static final BridgeKey SIGNED = new BridgeKey("meter", "a secret of the meter", false);

    private final Router router = Router.start(RouterConfig.defaults());
    private final WampClient client = connect();
    private final HttpServer server = serve();
    private final HttpClient http = HttpClient.newHttpClient();

    private WampClient connect() {
        return WampClient.connect(
                new LocalConnector(router.local(), Serializer.MESSAGE_PACK),
                "realm1",
                ClientOptions.defaults());
    }

    private HttpServer serve() {
        RestConfig config =
                RestConfig.of(OPEN, SIGNED)
                        .withBodyBytes(2_000)
                        .withCallTimeout(Duration.ofMillis(300));
        RestBridge bridge = new RestBridge(client, config, () -> NOW);
        try {
            return HttpServer.start(
                    ListenerConfig.of(
                            Mounts.on(request -> Response.empty(404))
                                    .with("/publish", bridge.publisher())
                                    .with("/call", bridge.caller())));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
        client.close();
        router.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> send(String path, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send(path, body, "Authorization", "Bearer a secret of the script");
    }

    private static String signed(BridgeKey key, Instant at, String nonce, String body) {
        String timestamp = at.toString();
        String signature = RequestGuard.signature(key, timestamp, "1", nonce, body.getBytes(UTF_8));
        return "?key=%s&timestamp=%s&seq=1&nonce=%s&signature=%s"
                .formatted(
                        key.name(),
                        URLEncoder.encode(timestamp, UTF_8),
                        nonce,
                        URLEncoder.encode(signature, UTF_8));
    }

    @Test
    void aPostBecomesAnEvent() throws Exception {
        BlockingQueue<TopicEvent> events = new LinkedBlockingQueue<>();
        try (WampClient subscriber = connect()) {
            subscriber.subscribe("lab.heat", events::add);

            HttpResponse<String> answer =
                    post(
                            "/publish",
                            "{\"topic\":\"lab.heat\",\"args\":[21.5,null],\"kwargs\":{\"ok\":true}}");

            TopicEvent event = Objects.requireNonNull(events.poll(5, TimeUnit.SECONDS));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"id\":" + event.publication().value() + "}");
            assertThat(event.payload().arguments()).containsExactly(21.5, null);
            assertThat(event.payload().argumentsKw()).isEqualTo(Map.of("ok", true));
        }
    }

    /** Whatever comes, it is the client's fault, or it is done; and the next is served. */
    @Test
    void strangeRequestsAreTheClientsFault() throws Exception {
        client.register("lab.add", call -> Payload.of(1));
        String good =
                "{\"procedure\":\"lab.add\",\"topic\":\"lab.heat\",\"args\":[41],\"kwargs\":{}}";
        String signed = URLDecoder.decode(signed(SIGNED, NOW, "n", good).substring(1), UTF_8);
        long seed = Long.getLong("tule.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            String path = random.nextBoolean() ? "/call" : "/publish";
            boolean query = random.nextBoolean();
            String body = query ? good : mutated(good, random);
            HttpResponse<String> answer =
                    query ? send(path + encoded(mutated(signed, random)), body) : post(path, body);
            assertThat(answer.statusCode())
                    .as("seed %d, round %d: %s %s", seed, i, path, body)
                    .isBetween(200, 499);
        }
        assertThat(post("/call", good).statusCode()).isEqualTo(200);
    }

    /** With some characters others, gone or doubled. */
    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = random.nextInt(1, 6); i > 0 && !mutated.isEmpty(); i--) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(3)) {
                case 0 -> mutated.setCharAt(at, (char) random.nextInt(1, 0x180));
                case 1 -> mutated.deleteCharAt(at);
                default -> mutated.insert(at, mutated.charAt(at));
            }
        }
        return mutated.toString();
    }

    /** A query that an HTTP client takes. */
    private static String encoded(String query) {
        return "?" + URLEncoder.encode(query, UTF_8).replace("%3D", "=").replace("%26", "&");
    }

    @Test
    void aPostBecomesACallAndItsResultTheAnswer() throws Exception {
        client.register(
                "lab.add",
                call -> Payload.of(List.of(call.payload().integer(0) + 1), Map.of("k", "v")));

        HttpResponse<String> answer = post("/call", "{\"procedure\":\"lab.add\",\"args\":[41]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"args\":[42],\"kwargs\":{\"k\":\"v\"}}");
    }

    @Test
    void anErrorOfTheCalleeIsAnsweredWithItsUri() throws Exception {
        client.register(
                "lab.fail",
                call -> {
                    throw new WampError(Uri.of("lab.error.broken"), "it is broken");
                });

        HttpResponse<String> answer = post("/call", "{\"procedure\":\"lab.fail\"}");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"error\":\"lab.error.broken\",\"args\":[\"it is broken\"],\"kwargs\":{}}");
    }

    @Test
    void aCallThatTakesTooLongIsGivenUp() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        client.register(
                "lab.slow",
                call -> {
                    never.await();
                    return Payload.EMPTY;
                });

        assertThat(post("/call", "{\"procedure\":\"lab.slow\"}").statusCode()).isEqualTo(504);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/call | {\"procedure\":\"lab.absent\"} | 404",
                "/call | {\"procedure\":7} | 400",
                "/call | {\"procedure\":\"lab.a\",\"args\":{}} | 400",
                "/call | {\"procedure\":\"lab.a\",\"kwargs\":[]} | 400",
                "/call | {\"procedure\":\"lab.a\",\"options\":{\"x\":1}} | 400",
                "/publish | {\"topic\":\"lab a\"} | 400",
                "/publish | {\"topic\":\"lab.a\",\"options\":{\"eligible_authid\":7}} | 400",
                "/publish | {\"topic\":\"lab.a\" | 400",
                "/publish | [] | 400"
            })
    void whatIsWrongIsSaidToBeSo(String path, String body, int status) throws Exception {
        HttpResponse<String> answer = post(path, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"error\":\"wamp.error.");
    }

    @Test
    void bodiesHaveALimit() throws Exception {
        String body = "{\"topic\":\"lab.a\",\"args\":[\"" + "x".repeat(2_000) + "\"]}";

        assertThat(post("/publish", body).statusCode()).isEqualTo(413);
    }

    @Test
    void onlyPostIsServed() throws Exception {
        assertThat(
                        http.send(
                                        request("/publish").build(),
                                        HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                .isEqualTo(405);
    }

    @Test
    void aSignedRequestIsTakenOnce() throws Exception {
        String body = "{\"topic\":\"lab.a\"}";
        String query = signed(SIGNED, NOW.minusSeconds(200), "17", body);

        assertThat(send("/publish" + query, body).statusCode()).isEqualTo(200);
        assertThat(send("/publish" + query, body).statusCode()).isEqualTo(401);
        String next = signed(SIGNED, NOW.minusSeconds(200), "18", body);
        assertThat(send("/publish" + next, body).statusCode()).isEqualTo(200);
    }

    @Test
    void whoCannotProveItselfIsRefused() throws Exception {
        String body = "{\"topic\":\"lab.a\"}";
        BridgeKey wrong = new BridgeKey("meter", "not the meter's secret", false);
        BridgeKey unknown = new BridgeKey("nobody", "not the meter's secret", false);

        assertThat(send("/publish", body).statusCode()).isEqualTo(401);
        for (String query :
                List.of(
                        signed(wrong, NOW, "1", body),
                        signed(unknown, NOW, "1", body),
                        signed(SIGNED, NOW.minusSeconds(301), "1", body),
                        signed(SIGNED, NOW.plusSeconds(301), "1", body),
                        signed(SIGNED, NOW, "1", body + " "),
                        "?key=meter&timestamp=yesterday&signature=x",
                        "?signature")) {
            assertThat(send("/publish" + query, body).statusCode()).as(query).isEqualTo(401);
        }
        // A secret that is only for signing opens nothing by itself.
        assertThat(
                        send("/publish", body, "Authorization", "Bearer a secret of the meter")
                                .statusCode())
                .isEqualTo(401);
    }

    @Test
    void theSignatureIsThatOfCrossbar() {
        // Worked out by Python: HMAC-SHA256 over key, timestamp, seq, nonce and body.
        BridgeKey key = new BridgeKey("bazapp", "zinglesnarf-and-more", false);

        assertThat(
                        RequestGuard.signature(
                                key,
                                "2014-10-14T16:59:51.123Z",
                                "1",
                                "12345",
                                "{\"topic\":\"a.b\"}".getBytes(UTF_8)))
                .isEqualTo("-EOO2uWJ4LSg0IWcKVxH8c382iKH5GyY6DB2P6iQCzA=");
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(RestConfig.of(SIGNED).toString()).doesNotContain("secret of");
    }
}
