package dev.tule.wamp.router;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.InvocationPolicy;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Payload;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.client.CallOptions;
import dev.tule.wamp.client.PublishOptions;
import dev.tule.wamp.client.TopicEvent;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.client.WampError;
import dev.tule.wamp.client.WampTimeout;
import dev.tule.wamp.router.TestRouter.Over;
import dev.tule.wamp.router.config.RouterConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every transport and serializer must do, between our client and our router. */
class RoundTripTest {
    private static TestRouter router;

    @BeforeAll
    static void start() {
        router = new TestRouter(RouterConfig.defaults());
    }

    @AfterAll
    static void stop() {
        router.close();
    }

    static Stream<Arguments> everyWay() {
        return Stream.of(Over.values())
                .flatMap(over -> Stream.of(Serializer.values()).map(s -> Arguments.of(over, s)));
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(5, SECONDS);
        assertThat(next).as("within five seconds").isNotNull();
        return next;
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void eventsReachSubscribersOfEverySerializerUnchanged(Over over, Serializer serializer)
            throws Exception {
        List<Object> values =
                java.util.Arrays.asList(
                        1L,
                        -7L,
                        1L << 52,
                        2.5,
                        "gr\u00fc\u00df \"dich\" \ud83d\ude00",
                        true,
                        null,
                        new byte[] {0, 1, -1},
                        List.of(1L, List.of()),
                        Map.of("a", Map.of("b", 1L)));
        try (WampClient publisher = router.client(over, serializer)) {
            for (Serializer other : Serializer.values()) {
                try (WampClient subscriber = router.client(Over.WEB_SOCKET, other)) {
                    BlockingQueue<TopicEvent> events = new ArrayBlockingQueue<>(10);
                    subscriber.subscribe("test.values", events::add);
                    publisher.publish(
                            "test.values",
                            Payload.of(values, Map.of("k", "v")),
                            PublishOptions.defaults().withDiscloseMe());

                    TopicEvent event = next(events);
                    assertThat(event.payload()).isEqualTo(Payload.of(values, Map.of("k", "v")));
                    assertThat(event.publisher()).contains(publisher.session());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void patternsMatchAndSayWhichTopic(Over over, Serializer serializer) throws Exception {
        try (WampClient client = router.client(over, serializer)) {
            BlockingQueue<String> topics = new ArrayBlockingQueue<>(10);
            client.subscribe("lab.", MatchPolicy.PREFIX, e -> topics.add("prefix " + e.topic()));
            client.subscribe(
                    "lab..heat", MatchPolicy.WILDCARD, e -> topics.add("wildcard " + e.topic()));
            PublishOptions toMe = PublishOptions.defaults().withExcludeMe(false);
            client.publishAcknowledged("lab.a.cold", Payload.of(1), toMe);
            client.publishAcknowledged("other.a.heat", Payload.of(1), toMe);
            client.publishAcknowledged("lab.a.heat", Payload.of(1), toMe);

            assertThat(List.of(next(topics), next(topics), next(topics)))
                    .containsExactlyInAnyOrder(
                            "prefix lab.a.cold", "prefix lab.a.heat", "wildcard lab.a.heat");
        }
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void callsAreServedAndFail(Over over, Serializer serializer) {
        try (WampClient callee = router.client(over, serializer);
                WampClient caller = router.client(over, serializer)) {
            callee.register("test.double", call -> 2 * call.payload().number(0));
            callee.register(
                    "test.fail",
                    call -> {
                        throw new WampError(dev.tule.wamp.Uri.of("test.error.broken"), "ouch");
                    });

            assertThat(caller.call("test.double", 21).number(0)).isEqualTo(42.0);
            assertThatThrownBy(() -> caller.call("test.double", "text"))
                    .isInstanceOfSatisfying(
                            WampError.class,
                            e -> assertThat(e.error()).isEqualTo(ErrorUri.INVALID_ARGUMENT));
            assertThatThrownBy(() -> caller.call("test.fail"))
                    .hasMessage("test.error.broken: ouch");
            assertThatThrownBy(() -> caller.call("test.nobody"))
                    .isInstanceOfSatisfying(
                            WampError.class,
                            e -> assertThat(e.error()).isEqualTo(ErrorUri.NO_SUCH_PROCEDURE));
        }
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void progressiveResultsComeInOrder(Over over, Serializer serializer) {
        try (WampClient callee = router.client(over, serializer);
                WampClient caller = router.client(over, serializer)) {
            callee.register(
                    "test.count",
                    call -> {
                        for (int i = 0; i < 5; i++) {
                            call.progress(i);
                        }
                        return "done";
                    });
            BlockingQueue<Long> pieces = new ArrayBlockingQueue<>(10);

            Payload result =
                    caller.call(
                            "test.count",
                            Payload.EMPTY,
                            CallOptions.defaults()
                                    .withProgress(piece -> pieces.add(piece.integer(0))));

            assertThat(result.text(0)).isEqualTo("done");
            assertThat(pieces).containsExactly(0L, 1L, 2L, 3L, 4L);
        }
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void aCallThatIsGivenUpInterruptsTheCallee(Over over, Serializer serializer) throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        try (WampClient callee = router.client(over, serializer);
                WampClient caller = router.client(over, serializer)) {
            callee.register(
                    "test.sleep",
                    call -> {
                        try {
                            return new CountDownLatch(1).await(30, SECONDS);
                        } catch (InterruptedException e) {
                            interrupted.countDown();
                            throw e;
                        }
                    });

            assertThatThrownBy(
                            () ->
                                    caller.call(
                                            "test.sleep",
                                            Payload.EMPTY,
                                            CallOptions.timeout(Duration.ofMillis(50))))
                    .isInstanceOf(WampTimeout.class);
            assertThat(interrupted.await(5, SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void aBurstOfEventsArrivesInOrder(Over over, Serializer serializer) throws Exception {
        int count = 3_000;
        try (WampClient publisher = router.client(over, serializer);
                WampClient subscriber = router.client(over, serializer)) {
            BlockingQueue<Long> numbers = new ArrayBlockingQueue<>(count);
            subscriber.subscribe("test.burst", e -> numbers.add(e.payload().integer(0)));
            for (int i = 0; i < count; i++) {
                publisher.publish("test.burst", i);
            }

            for (long expected = 0; expected < count; expected++) {
                assertThat(next(numbers)).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void sharedRegistrationsTakeTurns(Over over, Serializer serializer) {
        try (WampClient one = router.client(over, serializer);
                WampClient two = router.client(over, serializer)) {
            one.register("t.s", MatchPolicy.EXACT, InvocationPolicy.ROUNDROBIN, call -> "one");
            two.register("t.s", MatchPolicy.EXACT, InvocationPolicy.ROUNDROBIN, call -> "two");

            List<String> answers =
                    IntStream.range(0, 4).mapToObj(i -> one.call("t.s").text(0)).toList();

            assertThat(answers).containsExactly("one", "two", "one", "two");
            assertThatThrownBy(() -> two.register("t.s", call -> "three"))
                    .hasMessageContaining("procedure_already_exists");
        }
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void aLargePayloadPasses(Over over, Serializer serializer) {
        byte[] large = new byte[2_000_000];
        new java.util.Random(7).nextBytes(large);
        try (WampClient client = router.client(over, serializer)) {
            client.register("test.echo", call -> call.payload());

            assertThat(client.call("test.echo", (Object) large).argument(0)).isEqualTo(large);
        }
    }
}
