package dev.tule.wamp.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.RouterConfig;
import dev.tule.wamp.router.config.RouterLimits;
import dev.tule.wamp.router.config.RoutingConfig;
import dev.tule.wamp.router.config.SlowConsumerPolicy;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that don't read what they get. The transport holds 1,024 messages, the router 100. */
class SlowConsumerTest {
    private static final int MANY = 3_000;

    private final Router router =
            Router.start(
                    RouterConfig.defaults()
                            .withRealms(
                                    RealmConfig.open("dropping")
                                            .with(SlowConsumerPolicy.DROP_OLDEST_EVENTS),
                                    RealmConfig.open("cutting").with(SlowConsumerPolicy.DISCONNECT),
                                    RealmConfig.open("pausing")
                                            .with(SlowConsumerPolicy.PAUSE_PUBLISHERS),
                                    RealmConfig.open("impatient")
                                            .with(SlowConsumerPolicy.PAUSE_PUBLISHERS)
                                            .with(
                                                    RoutingConfig.DEFAULT.withSlowConsumerPatience(
                                                            Duration.ofMillis(50))))
                            .withLimits(RouterLimits.defaults().withQueue(100, 1 << 20)));

    @AfterEach
    void stop() {
        router.close();
    }

    /** One that will read nothing for now, of those who are subscribed. */
    private RawClient sleeper(String realm) {
        RawClient sleeper = RawClient.joined(router, realm);
        sleeper.say("[32,1,{},\"a.b\"]");
        sleeper.next("[33,1,1]");
        sleeper.pause();
        return sleeper;
    }

    private RawClient watcher(String realm) {
        RawClient watcher = RawClient.joined(router, realm);
        watcher.say("[32,1,{},\"wamp.session.on_slow_consumer\"]");
        watcher.next("[33,1,1]");
        return watcher;
    }

    private static void expectAction(RawClient watcher, RawClient slow, String action) {
        assertThat(watcher.next())
                .contains(",[" + slow.id() + ",{")
                .contains("\"action\":\"" + action + "\"")
                .contains("\"authrole\":\"anonymous\"");
    }

    private RawClient publishMany(String realm) {
        RawClient publisher = RawClient.joined(router, realm);
        for (int i = 1; i <= MANY; i++) {
            publisher.say("[16,%d,{},\"a.b\",[%d]]".formatted(i, i));
        }
        return publisher;
    }

    @Test
    void theOldestEventsAreDroppedAndItIsSaid() {
        RawClient slow = sleeper("dropping");
        RawClient watcher = watcher("dropping");
        publishMany("dropping").expectNothing(MANY + 1);
        expectAction(watcher, slow, "dropping");
        long dropped = router.counters().eventsDropped();
        assertThat(dropped).isGreaterThan(MANY - 1024 - 300);
        slow.resume();
        long got = 0;
        for (long last = 0; last < MANY; got++) {
            String event = slow.next();
            long number =
                    Long.parseLong(event.substring(event.lastIndexOf('[') + 1).replace("]", ""));
            assertThat(number).isGreaterThan(last);
            last = number;
        }
        assertThat(got).isEqualTo(MANY - dropped);
    }

    @Test
    void aClientIsDisconnectedAndItIsSaid() {
        RawClient slow = sleeper("cutting");
        RawClient watcher = watcher("cutting");
        publishMany("cutting").expectNothing(MANY + 1);
        expectAction(watcher, slow, "disconnected");
        assertThat(router.counters().slowConsumers()).isEqualTo(1);
    }

    @Test
    void publishersWaitForASlowSubscriberAndNothingIsLost() {
        RawClient slow = sleeper("pausing");
        RawClient watcher = watcher("pausing");
        RawClient publisher = publishMany("pausing");
        expectAction(watcher, slow, "pausing");
        assertThat(router.counters().messagesReceived()).isLessThan(MANY);
        slow.resume();
        for (int i = 1; i <= MANY; i++) {
            assertThat(slow.next()).endsWith(",[" + i + "]]");
        }
        publisher.expectNothing(MANY + 1);
        assertThat(router.counters().pauses()).isPositive();
        assertThat(router.counters().eventsDropped()).isZero();
        assertThat(router.counters().slowConsumers()).isZero();
    }

    @Test
    void publishersDoNotWaitForEver() {
        RawClient slow = sleeper("impatient");
        RawClient watcher = watcher("impatient");
        RawClient publisher = publishMany("impatient");
        expectAction(watcher, slow, "pausing");
        expectAction(watcher, slow, "disconnected");
        publisher.expectNothing(MANY + 1);
        assertThat(router.counters().slowConsumers()).isEqualTo(1);
    }
}
