package dev.tule.wamp.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.wamp.Uri;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.RouterConfig;
import dev.tule.wamp.router.config.RouterLimits;
import dev.tule.wamp.router.config.SlowConsumerPolicy;
import dev.tule.wamp.router.connection.RouterCore;
import dev.tule.wamp.router.means.Chance;
import dev.tule.wamp.router.means.Timers;
import dev.tule.wamp.router.realm.Realm;
import dev.tule.wamp.router.session.Attachment;
import dev.tule.wamp.router.session.Attachments;
import dev.tule.wamp.router.session.Member;
import dev.tule.wamp.router.session.PendingCall;
import dev.tule.wamp.router.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/**
 * A realm in which many clients join, subscribe, publish, register, call (in pieces too), cancel,
 * kill one another, leave testaments, leave and die in random order, on a clock and a network of
 * its own: one thread runs what the seed picks next. Each client checks what it gets as it gets it,
 * the router's state is checked after every step, and in the end nothing may be left. Seeds are
 * fresh, and a failure names its own: run it alone with {@code -Dtule.seed=N}.
 */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("tule.seeds", 2_000);
    private static final int STEPS = 400;

    @Test
    void aRealmKeepsItsPromisesWhateverHappens() {
        Long only = Long.getLong("tule.seed");
        if (only != null) {
            var _ = run(only);
            return;
        }
        List<Seen> all = new ArrayList<>();
        long first = System.nanoTime();
        for (long seed = first; seed < first + SEEDS; seed++) {
            all.add(run(seed));
        }
        // The simulation is worth something only if things do happen in it.
        assertHappens(all, seen -> seen.events, 10);
        assertHappens(all, seen -> seen.results, 3);
        assertHappens(all, seen -> seen.pieces, 0.05);
        assertHappens(all, seen -> seen.kills, 0.2);
        assertHappens(all, seen -> seen.testaments, 0.2);
        assertHappens(all, seen -> seen.revocations, 0.02);
    }

    private static void assertHappens(List<Seen> all, ToLongFunction<Seen> what, double each) {
        long times = all.stream().mapToLong(what).sum();
        assertThat((double) times).isGreaterThan(all.size() * each);
    }

    /** What came to pass in a world. */
    static final class Seen {
        long events;
        long results;
        long pieces;
        long kills;
        long testaments;
        long revocations;
    }

    private static Seen run(long seed) {
        World world = new World(seed);
        try {
            for (int step = 0; step < STEPS; step++) {
                world.step();
                world.check();
            }
            world.end();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
        return world.seen;
    }

    /** The clock, the network, the router and its clients. */
    static final class World {
        final Random random;

        /** Whether calls go on to the next callee where one is unavailable. */
        final boolean reroutes;

        final RouterCore router;
        final List<SimulatedClient> clients = new ArrayList<>();
        private final List<Runnable> tasks = new ArrayList<>();
        private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
        private long now;
        private int names;
        final Seen seen = new Seen();

        World(long seed) {
            random = new Random(seed);
            reroutes = random.nextBoolean();
            RouterLimits limits =
                    RouterLimits.defaults()
                            .withQueue(random.nextInt(5) == 0 ? 20 : 10_000, 1 << 20)
                            .withHelloTimeout(Duration.ofDays(1));
            SlowConsumerPolicy[] policies = SlowConsumerPolicy.values();
            RealmConfig realm =
                    RealmConfig.open("realm1").with(policies[random.nextInt(policies.length)]);
            router =
                    new RouterCore(
                            RouterConfig.defaults().withRealms(realm).withLimits(limits),
                            new Chance(new Random(~seed), new Random(~seed + 1)),
                            () -> Instant.ofEpochMilli(now),
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

        SimulatedClient anyone() {
            return clients.get(random.nextInt(clients.size()));
        }

        private Realm realm() {
            return Objects.requireNonNull(router.realm(Uri.of("realm1")));
        }

        /** What the router holds agrees with itself. */
        void check() {
            Realm realm = realm();
            for (Session session : realm.sessions().all()) {
                held(session.subscriptions, realm.broker.subscriptions());
                held(session.registrations, realm.dealer.registrations());
                for (PendingCall call : session.invocations.values()) {
                    assertThat(call.caller.calls.get(call.request)).isSameAs(call);
                }
                for (PendingCall call : session.calls.values()) {
                    PendingCall.Leg leg = Objects.requireNonNull(call.leg());
                    assertThat(leg.callee().session.invocations.get(leg.invocation()))
                            .isSameAs(call);
                }
            }
            attached(realm, realm.broker.subscriptions());
            attached(realm, realm.dealer.registrations());
        }

        private static void held(Map<Long, Member> held, Attachments<?> attachments) {
            held.forEach(
                    (id, member) ->
                            assertThat(Objects.requireNonNull(attachments.byId(id)).members())
                                    .contains(member));
        }

        private static void attached(Realm realm, Attachments<?> attachments) {
            for (Attachment attachment : attachments.all()) {
                assertThat(attachment.members()).isNotEmpty();
                for (Member member : attachment.members()) {
                    assertThat(realm.sessions().get(member.session.id)).isSameAs(member.session);
                }
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
            assertThat(realm().isEmpty()).as("the realm is empty").isTrue();
            assertThat(router.hasConnections()).as("connections are left").isFalse();
            assertThat(router.statistics().sessions.sum()).isZero();
        }
    }
}
