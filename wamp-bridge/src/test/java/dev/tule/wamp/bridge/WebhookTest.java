package dev.tule.wamp.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.http.HttpServer;
import dev.tule.http.ListenerConfig;
import dev.tule.http.Request;
import dev.tule.http.Response;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.client.ClientOptions;
import dev.tule.wamp.client.LocalConnector;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.router.Router;
import dev.tule.wamp.router.config.RouterConfig;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class WebhookTest {
    private static final Instant NOW = Instant.parse("2026-06-14T12:00:00Z");

    /** What the target got. */
    private record Got(String body, String timestamp, String signature) {}

    private final BlockingQueue<Got> got = new LinkedBlockingQueue<>();

    /** The statuses to answer with; 204 when there are no more. */
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();

    private Response answer(Request request) throws Exception {
        String body = new String(request.body().readAll(10_000), UTF_8);
        got.add(
                new Got(
                        body,
                        request.headers().first("X-Tule-Timestamp").orElse(""),
                        request.headers().first("X-Tule-Signature").orElse("")));
        Integer status = statuses.poll();
        return Response.empty(status == null ? 204 : status);
    }

    private Got next() throws InterruptedException {
        return Objects.requireNonNull(got.poll(10, TimeUnit.SECONDS), "a POST within 10 s");
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static WampClient connect(Router router) {
        return WampClient.connect(
                new LocalConnector(router.local(), Serializer.MESSAGE_PACK),
                "realm1",
                ClientOptions.defaults());
    }

    private static Webhook listening(WampClient client, WebhookConfig config, InstantSource clock) {
        Webhook hook = new Webhook(config, clock);
        hook.listen(client);
        return hook;
    }

    private static WebhookConfig config(HttpServer target) {
        return WebhookConfig.of(
                        "lab",
                        MatchPolicy.PREFIX,
                        URI.create("http://127.0.0.1:" + target.port() + "/hook"))
                .withAttempts(3, Duration.ofMillis(10));
    }

    @Test
    void eventsArriveInOrderAndSigned() throws Exception {
        try (Router router = Router.start(RouterConfig.defaults());
                HttpServer target = HttpServer.start(ListenerConfig.of(this::answer));
                WampClient client = connect(router);
                WampClient publisher = connect(router);
                Webhook hook =
                        listening(
                                client,
                                config(target).withSecret("a secret of the hook"),
                                () -> NOW)) {
            long publication = publisher.publishAcknowledged("lab.heat", 21.5).value();
            publisher.publish("lab.heat", 22.5);

            String body =
                    "{\"topic\":\"lab.heat\",\"publication\":%d,\"args\":[21.5],\"kwargs\":{}}"
                            .formatted(publication);
            String signature =
                    Webhook.signature("a secret of the hook", NOW.toString(), body.getBytes(UTF_8));
            assertThat(next()).isEqualTo(new Got(body, NOW.toString(), "sha256=" + signature));
            assertThat(next().body()).contains("[22.5]");
            await(() -> hook.counters().delivered() == 2);
        }
    }

    @Test
    void whatFailsInPassingIsTriedAgainAndWhatIsRefusedIsNot() throws Exception {
        statuses.addAll(List.of(503, 429, 200, 400, 500, 500, 500));
        try (Router router = Router.start(RouterConfig.defaults());
                HttpServer target = HttpServer.start(ListenerConfig.of(this::answer));
                WampClient client = connect(router);
                WampClient publisher = connect(router);
                Webhook hook = listening(client, config(target), () -> NOW)) {
            for (String name : List.of("patient", "refused", "hopeless", "last")) {
                publisher.publish("lab.x", name);
            }

            for (String name :
                    "patient patient patient refused hopeless hopeless hopeless last"
                            .split(" ", -1)) {
                assertThat(next().body()).contains(name);
            }
            await(() -> hook.counters().delivered() == 2);
            assertThat(hook.counters()).isEqualTo(new Webhook.Counters(2, 2, 0));
        }
    }

    @Test
    void whatIsTooMuchIsDroppedAndCounted() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (Router router = Router.start(RouterConfig.defaults());
                HttpServer target =
                        HttpServer.start(
                                ListenerConfig.of(
                                        request -> {
                                            go.await();
                                            return Response.empty(200);
                                        }));
                WampClient client = connect(router);
                WampClient publisher = connect(router);
                Webhook hook = listening(client, config(target).withQueue(2), () -> NOW)) {
            for (int i = 0; i < 10; i++) {
                publisher.publish("lab.x", i);
            }
            // One is under way, two wait.
            await(() -> hook.counters().dropped() >= 7);

            go.countDown();

            await(() -> hook.counters().delivered() + hook.counters().dropped() == 10);
        }
    }

    @Test
    void whatWaitsGoesOutAfterAnotherSubscription() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (Router router = Router.start(RouterConfig.defaults());
                HttpServer target =
                        HttpServer.start(
                                ListenerConfig.of(
                                        request -> {
                                            go.await();
                                            return answer(request);
                                        }));
                WampClient client = connect(router);
                WampClient publisher = connect(router);
                Webhook hook = listening(client, config(target), () -> NOW)) {
            publisher.publishAcknowledged("lab.x", "before");
            hook.listen(client);
            publisher.publishAcknowledged("lab.x", "after");

            go.countDown();

            assertThat(next().body()).contains("before");
            assertThat(next().body()).contains("after");
            await(() -> hook.counters().delivered() == 2);
        }
    }
}
