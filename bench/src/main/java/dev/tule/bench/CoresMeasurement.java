package dev.tule.bench;

import static dev.tule.bench.WampLoad.READING;

import dev.tule.wamp.Call;
import dev.tule.wamp.Dict;
import dev.tule.wamp.Invocation;
import dev.tule.wamp.Message;
import dev.tule.wamp.Publish;
import dev.tule.wamp.Register;
import dev.tule.wamp.RequestId;
import dev.tule.wamp.Subscribe;
import dev.tule.wamp.Uri;
import dev.tule.wamp.Yield;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * What one realm gains by a second core. Router and clients share one core, then two, and keep them
 * busy; so the figures double, and the router's time for each stays as it was, if nothing in the
 * realm stands in the way. Four callers have a callee each, four publishers a subscriber each, over
 * RawSocket. The clients take little of the cores ({@link ThinClient}).
 */
final class CoresMeasurement {
    private static final int PAIRS = 4;

    /** With fewer, all wait for one another now and then, and the cores sleep. */
    private static final int AT_A_TIME = 128;

    private final Main.Rounds rounds;
    private final Path scratch;

    CoresMeasurement(Main.Rounds rounds, Path scratch) {
        this.rounds = rounds.ofAtMost(2);
        this.scratch = scratch;
    }

    void run(Report report) throws Exception {
        Cores all = Cores.allowed();
        if (all.numbers().size() < 2) {
            report.say("%nWAMP on one core and on two: this process may use one alone.");
            return;
        }
        Cores one = all.first(1);
        Cores two = all.first(2);
        Figures onOne = new Figures(rounds.count());
        Figures onTwo = new Figures(rounds.count());
        try (Server single = Server.tule(scratch.resolve("one-core"), one).servingWamp();
                Server both = Server.tule(scratch.resolve("two-cores"), two).servingWamp()) {
            for (int round = -1; round < rounds.count(); round++) {
                report.progress("cores, %s", round < 0 ? "warm-up" : "round " + (round + 1));
                one.pinThisProcess();
                measure(single, onOne, round);
                two.pinThisProcess();
                measure(both, onTwo, round);
            }
        } finally {
            all.pinThisProcess();
        }
        Map<String, Figures> table = new LinkedHashMap<>();
        table.put("one core", onOne);
        table.put("two cores", onTwo);
        Figures.print(report, "WAMP, one realm, router and clients together, " + rounds, table);
    }

    private void measure(Server server, Figures figures, int round) throws Exception {
        Figures into = round < 0 ? new Figures(rounds.count()) : figures; // the first warms up
        measure(server, into, Math.max(0, round), "call", CoresMeasurement::pairOfCalls);
        measure(server, into, Math.max(0, round), "event", CoresMeasurement::pairOfEvents);
    }

    /** What a pair of clients does until the time is over, counting; clients are to be closed. */
    private interface Pair {
        void run(Server server, String name, Clients clients, LongAdder count) throws IOException;
    }

    private void measure(Server server, Figures figures, int round, String what, Pair pair)
            throws Exception {
        LongAdder count = new LongAdder();
        try (Clients clients = new Clients(TimeUnit.SECONDS.toNanos(rounds.seconds()))) {
            Duration before = server.processorTime();
            for (int i = 0; i < PAIRS; i++) {
                pair.run(server, "bench.pair" + i, clients, count);
            }
            clients.awaitEnd();
            Duration spent = server.processorTime().minus(before);
            double done = count.sum();
            figures.set(round, what + "s/s", done / rounds.seconds());
            figures.set(
                    round, "router's time for each " + what + ", us", spent.toNanos() / 1e3 / done);
        }
    }

    private static void pairOfCalls(Server server, String name, Clients clients, LongAdder answered)
            throws IOException {
        ThinClient callee = clients.join(server);
        callee.ask(new Register(new RequestId(1), Dict.EMPTY, Uri.of(name)));
        clients.untilTheEnd(
                () -> {
                    for (Message message : callee.receive()) {
                        Invocation invocation = (Invocation) message;
                        callee.add(
                                new Yield(invocation.request(), Dict.EMPTY, invocation.payload()));
                    }
                    callee.send();
                });
        ThinClient caller = clients.join(server);
        clients.untilTheEnd(
                requests(
                        caller,
                        id -> new Call(id, Dict.EMPTY, Uri.of(name), READING),
                        answered::add));
    }

    private static void pairOfEvents(Server server, String name, Clients clients, LongAdder arrived)
            throws IOException {
        ThinClient subscriber = clients.join(server);
        subscriber.ask(new Subscribe(new RequestId(1), Dict.EMPTY, Uri.of(name)));
        clients.untilTheEnd(() -> arrived.add(subscriber.skip(1)));
        ThinClient publisher = clients.join(server);
        Dict acknowledged = Dict.of("acknowledge", true);
        clients.untilTheEnd(
                requests(
                        publisher,
                        id -> new Publish(id, acknowledged, Uri.of(name), READING),
                        answers -> {}));
    }

    /** So many requests at a time; the next when all of them are answered. */
    private static Step requests(
            ThinClient client, Function<RequestId, Message> request, IntConsumer answered) {
        long[] last = new long[1];
        return () -> {
            for (int i = 0; i < AT_A_TIME; i++) {
                client.add(request.apply(new RequestId(++last[0])));
            }
            client.send();
            answered.accept(client.skip(AT_A_TIME));
        };
    }

    private interface Step {
        void run() throws IOException;
    }

    /** Clients that do a step again and again, each on a thread of its own, for some time. */
    private static final class Clients implements AutoCloseable {
        private final long nanos;
        private final List<ThinClient> joined = new ArrayList<>();
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean over;

        Clients(long nanos) {
            this.nanos = nanos;
        }

        ThinClient join(Server server) throws IOException {
            ThinClient client = ThinClient.join(server);
            joined.add(client);
            return client;
        }

        void untilTheEnd(Step step) {
            threads.add(Thread.ofPlatform().daemon().start(() -> again(step)));
        }

        private void again(Step step) {
            try {
                while (!over) {
                    step.run();
                }
            } catch (IOException e) {
                if (!over) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        /** Waits until the time is over and all have stopped. */
        void awaitEnd() throws IOException, InterruptedException {
            TimeUnit.NANOSECONDS.sleep(nanos);
            close();
            for (Thread thread : threads) {
                thread.join();
            }
        }

        @Override
        public void close() throws IOException {
            over = true;
            for (ThinClient client : joined) {
                client.close();
            }
        }
    }
}
