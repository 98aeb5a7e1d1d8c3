package dev.tule.wamp.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/**
 * A realm in which many clients join, subscribe, publish, register, call, cancel, leave and die in
 * random order, on a clock and a network of its own: one thread runs what the seed picks next. Each
 * client checks what it gets as it gets it; in the end nothing may be left. A failure names its
 * seed: run it alone with {@code -Dtule.seed=N}.
 */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("tule.seeds", 200);
    private static final int STEPS = 600;

    @Test
    void aRealmKeepsItsPromisesWhateverHappens() {
        Long only = Long.getLong("tule.seed");
        if (only != null) {
            run(only);
            return;
        }
        long events = 0;
        long results = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            World world = run(seed);
            events += world.eventsSeen;
            results += world.resultsSeen;
        }
        // The simulation is worth something only if things do happen in it.
        assertThat(events).isGreaterThan(SEEDS * 20L);
        assertThat(results).isGreaterThan(SEEDS * 5L);
    }

    private static World run(long seed) {
        World world = new World(seed);
        try {
            for (int step = 0; step < STEPS; step++) {
                world.step();
            }
            world.end();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
        return world;
    }

    /** The clock, the network, the router and its clients. */
    static final class World {
        final Random random;
        final RouterCore router;
        final List<SimulatedClient> clients = new ArrayList<>();
        private final List<Runnable> tasks = new ArrayList<>();
        private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
        private long now;
        private int names;
        long eventsSeen;
        long resultsSeen;

        World(long seed) {
            random = new Random(seed);
            RouterLimits limits =
                    RouterLimits.defaults()
                            .withQueue(random.nextInt(5) == 0 ? 20 : 10_000, 1 << 20)
                            .withHelloTimeout(Duration.ofDays(1));
            RealmConfig realm =
                    RealmConfig.open("realm1")
                            .with(
                                    random.nextBoolean()
                                            ? SlowConsumerPolicy.DISCONNECT
                                            : SlowConsumerPolicy.DROP_OLDEST_EVENTS);
            router =
                    new RouterCore(
                            RouterConfig.defaults().withRealms(realm).withLimits(limits),
                            new Random(~seed),
                            java.time.InstantSource.system(),
                            new VirtualTimers(),
                            tasks::add,
                            null);
        }

        private record Alarm(long at, Runnable action) implements Comparable<Alarm> {
            @Override
            public int compareTo(Alarm other) {
                return Long.compare(at, other.at);
            }
        }

        private final class VirtualTimers implements Timers {
            @Override
            public Timer after(Duration delay, Runnable action) {
                Alarm alarm = new Alarm(now + delay.toMillis(), action);
                alarms.add(alarm);
                return () -> alarms.remove(alarm);
            }

            @Override
            public void close() {
                alarms.clear();
            }
        }

        /** What a transport delivers, it delivers when the seed picks it. */
        Executor network() {
            return tasks::add;
        }

        void step() {
            int choice = random.nextInt(100);
            if (choice < 62 && !tasks.isEmpty()) {
                runAny();
            } else if (choice < 64) {
                pass(random.nextInt(50));
            } else if (choice < 68 && clients.size() < 12) {
                clients.add(new SimulatedClient(this, "c" + names++));
            } else if (!clients.isEmpty()) {
                SimulatedClient client = clients.get(random.nextInt(clients.size()));
                client.act();
                clients.removeIf(SimulatedClient::isGone);
            }
        }

        private void runAny() {
            int last = tasks.size() - 1;
            int picked = random.nextInt(tasks.size());
            Runnable task = tasks.set(picked, tasks.get(last));
            tasks.remove(last);
            task.run();
        }

        private void pass(int millis) {
            now += millis;
            while (!alarms.isEmpty() && alarms.peek().at <= now) {
                alarms.remove().action.run();
            }
        }

        void settle() {
            while (!tasks.isEmpty()) {
                runAny();
            }
        }

        /** Everybody answers what is open; then all have their outcomes; then all leave. */
        void end() {
            for (int round = 0; round < 20; round++) {
                settle();
                List.copyOf(clients).forEach(SimulatedClient::answerAll);
            }
            settle();
            for (SimulatedClient client : clients) {
                client.checkNothingIsOpen();
            }
            for (SimulatedClient client : List.copyOf(clients)) {
                client.leave();
            }
            settle();
            clients.forEach(SimulatedClient::die);
            settle();
            Realm realm = router.realm(dev.tule.wamp.Uri.of("realm1"));
            assertThat(realm != null && realm.isEmpty()).as("the realm is empty").isTrue();
            assertThat(router.hasConnections()).as("connections are left").isFalse();
            assertThat(router.statistics().sessions.sum()).isZero();
        }
    }
}
