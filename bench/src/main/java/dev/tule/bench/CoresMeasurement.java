package dev.tule.bench;

import static dev.tule.bench.WampLoad.READING;

import dev.tule.wamp.Serializer;
import dev.tule.wamp.client.CallOptions;
import dev.tule.wamp.client.ClientOptions;
import dev.tule.wamp.client.PublishOptions;
import dev.tule.wamp.client.WampClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What one realm gains by a second core. Router and clients share one core, then two, and keep them
 * busy; so the figures double if nothing in the realm stands in the way. Four callers have a callee
 * each, four publishers a subscriber each, over RawSocket.
 */
final class CoresMeasurement {
    private static final int PAIRS = 4;
    private static final int AT_A_TIME = 16;

    private final Main.Rounds rounds;
    private final Path scratch;
    private final WampLoad load;

    CoresMeasurement(Main.Rounds rounds, Path scratch) {
        this.rounds = rounds.ofAtMost(2);
        this.scratch = scratch;
        this.load = new WampLoad(this.rounds.seconds());
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

    private void measure(Server server, Figures figures, int round) {
        Figures into = round < 0 ? new Figures(rounds.count()) : figures; // the first warms up
        int at = Math.max(0, round);
        List<WampClient> clients = new ArrayList<>();
        List<Runnable> calls = new ArrayList<>();
        List<Runnable> publications = new ArrayList<>();
        LongAdder answered = new LongAdder();
        LongAdder arrived = new LongAdder();
        try {
            for (int i = 0; i < PAIRS; i++) {
                String name = "bench.pair" + i;
                WampClient one = connect(server, clients);
                WampClient other = connect(server, clients);
                other.register(name, call -> call.payload());
                other.subscribe(name, event -> arrived.increment());
                calls.add(
                        () -> {
                            one.call(name, READING, CallOptions.defaults());
                            answered.increment();
                        });
                publications.add(
                        () -> one.publishAcknowledged(name, READING, PublishOptions.defaults()));
            }
            into.set(at, "calls/s", load.rate(calls, AT_A_TIME, answered));
            into.set(at, "events/s", load.rate(publications, AT_A_TIME, arrived));
        } finally {
            clients.forEach(WampClient::close);
        }
    }

    private static WampClient connect(Server server, List<WampClient> clients) {
        WampClient client =
                WampClient.connect(
                        server.rawSocket(),
                        "realm1",
                        ClientOptions.defaults().withSerializer(Serializer.MESSAGE_PACK));
        clients.add(client);
        return client;
    }
}
