package dev.tule.wamp.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.wamp.Serializer;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.client.WampError;
import dev.tule.wamp.router.TestRouter.Over;
import dev.tule.wamp.router.config.RouterConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What only many threads at once can break. */
class ConcurrencyTest {
    private static TestRouter router;

    @BeforeAll
    static void start() {
        router = new TestRouter(RouterConfig.defaults());
    }

    @AfterAll
    static void stop() {
        router.close();
    }

    @Test
    void noEventComesBeforeSubscribedOrAfterUnsubscribed() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> publishers = new ArrayList<>();
        AtomicLong published = new AtomicLong();
        for (int i = 0; i < 3; i++) {
            publishers.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try (WampClient client =
                                                router.client(
                                                        Over.RAW_SOCKET, Serializer.MESSAGE_PACK)) {
                                            while (!over.get()) {
                                                var _ = client.publishAcknowledged("a.b", 1);
                                                published.incrementAndGet();
                                            }
                                        }
                                    }));
        }
        try {
            RawClient subscriber = RawClient.joined(router.router);
            int events = 0;
            for (int request = 1; request <= 400; request += 2) {
                subscriber.say("[32,%d,{},\"a.b\"]".formatted(request));
                String subscribed = subscriber.next();
                assertThat(subscribed).startsWith("[33," + request + ",");
                String id = subscribed.substring(subscribed.lastIndexOf(',') + 1);
                long before = published.get();
                while (published.get() < before + 5) {
                    Thread.onSpinWait();
                }
                subscriber.say("[34,%d,%s".formatted(request + 1, id));
                String next = subscriber.next();
                while (next.startsWith("[36,")) {
                    events++;
                    next = subscriber.next();
                }
                assertThat(next).isEqualTo("[35,%d]".formatted(request + 1));
            }
            assertThat(events).isPositive();
            subscriber.close();
        } finally {
            over.set(true);
            for (Thread thread : publishers) {
                thread.join();
            }
        }
    }

    @Test
    void everyCallHasOneOutcomeWhileCalleesComeAndGo() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Thread callees =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    while (!over.get()) {
                                        try (WampClient callee =
                                                router.client(Over.WEB_SOCKET, Serializer.CBOR)) {
                                            callee.register("a.c", call -> call.payload());
                                            var _ = callee.call("a.c", 0);
                                        }
                                    }
                                });
        int served = 0;
        int failed = 0;
        try (WampClient caller = router.client(Over.RAW_SOCKET, Serializer.JSON)) {
            long deadline = System.nanoTime() + 1_000_000_000L;
            for (int i = 0; System.nanoTime() < deadline; i++) {
                try {
                    assertThat(caller.call("a.c", i).integer(0)).isEqualTo(i);
                    served++;
                } catch (WampError e) {
                    assertThat(e.error().value())
                            .isIn("wamp.error.no_such_procedure", "wamp.error.canceled");
                    failed++;
                }
            }
        } finally {
            over.set(true);
            callees.join();
        }
        assertThat(served).isPositive();
        assertThat(failed).isPositive();
    }
}
