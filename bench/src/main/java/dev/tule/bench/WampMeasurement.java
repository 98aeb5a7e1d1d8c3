package dev.tule.bench;

import dev.tule.wamp.Serializer;
import dev.tule.wamp.client.ClientOptions;
import dev.tule.wamp.client.WampClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * Calls answered a second (64 at a time, 2 callers, 1 callee) and events delivered a second (32
 * acknowledged publications at a time, 2 publishers, 10 subscribers), over WebSocket. The clients
 * are the same for both routers and share the machine with them, so the ratio says less than the
 * routers differ.
 */
final class WampMeasurement {
    private static final int SUBSCRIBERS = 10;

    private final Main.Rounds rounds;
    private final Path scratch;

    WampMeasurement(Main.Rounds rounds, Path scratch) {
        this.rounds = rounds;
        this.scratch = scratch;
    }

    void run(Report report) throws Exception {
        try (Server tule = Server.tule(scratch.resolve("tule"));
                Server jawampa = Server.jawampa()) {
            List<Server> both = List.of(tule, jawampa);
            report.heading(jawampa.name(), "WAMP over WebSocket, per second, " + rounds);
            for (Serializer serializer : List.of(Serializer.JSON, Serializer.MESSAGE_PACK)) {
                double[][] calls = new double[2][rounds.count()];
                double[][] events = new double[2][rounds.count()];
                for (Server server : both) {
                    calls(server, serializer); // warm
                    events(server, serializer);
                }
                for (int round = 0; round < rounds.count(); round++) {
                    for (int s = 0; s < both.size(); s++) {
                        calls[s][round] = calls(both.get(s), serializer);
                        events[s][round] = events(both.get(s), serializer);
                    }
                }
                report.line("calls, " + serializer, calls[0], calls[1]);
                report.line("events delivered, " + serializer, events[0], events[1]);
            }
        }
    }

    private double calls(Server server, Serializer serializer) throws InterruptedException {
        try (WampClient callee = connect(server, serializer);
                WampClient one = connect(server, serializer);
                WampClient other = connect(server, serializer)) {
            callee.register("bench.echo", call -> call.payload());
            LongAdder answered = new LongAdder();
            return rate(
                    List.of(one, other),
                    32,
                    client -> {
                        client.call("bench.echo", "reading", 21.5);
                        answered.increment();
                    },
                    answered);
        }
    }

    private double events(Server server, Serializer serializer) throws InterruptedException {
        List<WampClient> subscribers = new ArrayList<>();
        try (WampClient one = connect(server, serializer);
                WampClient other = connect(server, serializer)) {
            LongAdder delivered = new LongAdder();
            for (int i = 0; i < SUBSCRIBERS; i++) {
                WampClient subscriber = connect(server, serializer);
                subscribers.add(subscriber);
                subscriber.subscribe("bench.reading", event -> delivered.increment());
            }
            return rate(
                    List.of(one, other),
                    16,
                    client -> client.publishAcknowledged("bench.reading", "reading", 21.5),
                    delivered);
        } finally {
            subscribers.forEach(WampClient::close);
        }
    }

    private WampClient connect(Server server, Serializer serializer) {
        return WampClient.connect(
                server.webSocket(), "realm1", ClientOptions.defaults().withSerializer(serializer));
    }

    /** What was counted a second while each client did the work on so many threads. */
    private double rate(List<WampClient> clients, int threads, Work work, LongAdder count)
            throws InterruptedException {
        long begin = System.nanoTime();
        long end = begin + rounds.seconds() * 1_000_000_000L;
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (WampClient client : clients) {
                for (int i = 0; i < threads; i++) {
                    executor.execute(
                            () -> {
                                while (System.nanoTime() < end) {
                                    work.with(client);
                                }
                            });
                }
            }
        }
        return count.sum() / ((System.nanoTime() - begin) / 1e9);
    }

    private interface Work {
        void with(WampClient client);
    }
}
