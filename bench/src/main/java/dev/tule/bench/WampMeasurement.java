package dev.tule.bench;

import static dev.tule.bench.WampLoad.READING;

import dev.tule.http.ClientOptions;
import dev.tule.http.Network;
import dev.tule.http.WebSocketClient;
import dev.tule.http.WebSocketOptions;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.client.PublishOptions;
import dev.tule.wamp.client.WampClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * WAMP beside every router that can be run here. The clients are the same for all and share the
 * machine with them, so routers differ by more than the figures do.
 *
 * <ul>
 *   <li>call round trip: one call at a time, from caller through router to callee and back;
 *   <li>calls a second: 64 at a time, 2 callers, 1 callee;
 *   <li>publish to event: one publication at a time, until its subscriber has it;
 *   <li>events a second: acknowledged publications, 32 at a time, 2 publishers, to so many
 *       subscribers;
 *   <li>idle sessions: what each holds of the router's memory.
 * </ul>
 */
final class WampMeasurement {
    private static final List<Integer> FAN_OUTS = List.of(10, 100, 2_000);

    /** A process may have 20,000 file descriptors, the client's and the router's each. */
    private static final int IDLE_SESSIONS = 19_000;

    private final Main.Rounds rounds;
    private final Path scratch;
    private final WampLoad load;

    WampMeasurement(Main.Rounds rounds, Path scratch) {
        this.rounds = rounds.ofAtMost(2); // many figures: the whole within six minutes
        this.scratch = scratch;
        this.load = new WampLoad(this.rounds.seconds());
    }

    /** A router by one transport and serializer. */
    private record Way(Server server, boolean rawSocket, Serializer serializer) {
        URI address() {
            return rawSocket ? server.rawSocket() : server.webSocket();
        }

        WampClient connect() {
            return WampClient.connect(
                    address(),
                    "realm1",
                    dev.tule.wamp.client.ClientOptions.defaults().withSerializer(serializer));
        }

        String name() {
            return "%s, %s, %s"
                    .formatted(server.name(), rawSocket ? "RawSocket" : "WebSocket", serializer);
        }
    }

    void run(Report report) throws Exception {
        try (Server tule = Server.tule(scratch.resolve("tule")).servingWamp();
                Server jawampa = Server.jawampa();
                Server fox = Server.foxWamp()) {
            List<Way> ways =
                    List.of(
                            new Way(tule, true, Serializer.MESSAGE_PACK),
                            new Way(tule, true, Serializer.JSON),
                            new Way(tule, false, Serializer.MESSAGE_PACK),
                            new Way(tule, false, Serializer.JSON),
                            new Way(jawampa, false, Serializer.MESSAGE_PACK),
                            new Way(jawampa, false, Serializer.JSON),
                            new Way(fox, false, Serializer.JSON));
            roundTrips(report, ways);
            fanOuts(report, ways.stream().filter(way -> !way.rawSocket).toList());
        }
        idle(report);
    }

    private void roundTrips(Report report, List<Way> ways) throws Exception {
        Map<String, Figures> all = new LinkedHashMap<>();
        for (int round = -1; round < rounds.count(); round++) {
            for (Way way : ways) {
                report.progress(
                        "one at a time and many, %s, %s",
                        round < 0 ? "warm-up" : "round " + (round + 1), way.name());
                Figures figures = all.computeIfAbsent(way.name(), w -> new Figures(rounds.count()));
                Figures into =
                        round < 0 ? new Figures(rounds.count()) : figures; // the first warms up
                int at = Math.max(0, round);
                calls(way, into, at);
                events(way, into, at);
            }
        }
        Figures.print(report, "WAMP, one at a time and many, " + rounds, all);
    }

    private void calls(Way way, Figures figures, int round) throws InterruptedException {
        try (WampClient callee = way.connect();
                WampClient one = way.connect();
                WampClient other = way.connect()) {
            WampLoad.serve(callee);
            load.percentiles("call", figures, round, () -> WampLoad.call(one));
            figures.set(round, "calls/s", load.calls(List.of(one, other), 32));
        }
    }

    private void events(Way way, Figures figures, int round) throws InterruptedException {
        try (WampClient publisher = way.connect();
                WampClient subscriber = way.connect()) {
            Semaphore arrived = new Semaphore(0);
            subscriber.subscribe("bench.single", event -> arrived.release());
            load.percentiles(
                    "event",
                    figures,
                    round,
                    () -> {
                        publisher.publish("bench.single", READING, PublishOptions.defaults());
                        if (!arrived.tryAcquire(30, TimeUnit.SECONDS)) {
                            throw new IllegalStateException(way.name() + " delivered no event");
                        }
                    });
        }
    }

    private void fanOuts(Report report, List<Way> ways) throws Exception {
        Map<String, Figures> all = new LinkedHashMap<>();
        for (int round = 0; round < rounds.count(); round++) { // the servers are warm by now
            for (Way way : ways) {
                report.progress("fan-out, round %d, %s", round + 1, way.name());
                Figures figures = all.computeIfAbsent(way.name(), w -> new Figures(rounds.count()));
                for (int subscribers : FAN_OUTS) {
                    figures.set(round, "to %,d".formatted(subscribers), fanOut(way, subscribers));
                }
            }
        }
        Figures.print(report, "WAMP, events delivered a second, " + rounds, all);
    }

    private double fanOut(Way way, int subscribers) throws Exception {
        List<LightClient> clients = new ArrayList<>();
        LongAdder delivered = new LongAdder();
        try (Network network = Network.open();
                WebSocketClient sockets = new WebSocketClient(network, ClientOptions.defaults());
                WampClient one = way.connect();
                WampClient other = way.connect()) {
            for (int i = 0; i < subscribers; i++) {
                LightClient client =
                        LightClient.join(sockets, way.server, way.serializer, delivered);
                clients.add(client);
                client.subscribe("bench.reading");
            }
            double rate =
                    load.rate(
                            Stream.of(one, other)
                                    .<Runnable>map(
                                            client ->
                                                    () ->
                                                            client.publishAcknowledged(
                                                                    "bench.reading",
                                                                    READING,
                                                                    PublishOptions.defaults()))
                                    .toList(),
                            16,
                            delivered);
            clients.forEach(LightClient::close);
            return rate;
        }
    }

    /** Bytes for each session that says nothing, in each router, freshly started. */
    private void idle(Report report) throws Exception {
        report.columns(
                "WAMP, %,d idle sessions over WebSocket, JSON".formatted(IDLE_SESSIONS),
                List.of("heap a session, bytes", "resident a session, bytes"));
        try (Server tule = Server.tule(scratch.resolve("idle")).servingWamp()) {
            idle(report, tule);
        }
        try (Server jawampa = Server.jawampa()) {
            idle(report, jawampa);
        }
        try (Server fox = Server.foxWamp()) {
            idle(report, fox);
        }
        report.say("%nHeap is asked of JVMs only, after a collection; fox-wamp runs in Node.js.");
    }

    private static void idle(Report report, Server server) throws Exception {
        report.progress("idle sessions, %s", server.name());
        List<LightClient> clients = new ArrayList<>();
        // Pings would wake the sessions.
        ClientOptions quiet =
                ClientOptions.defaults()
                        .withWebSocketOptions(
                                WebSocketOptions.defaults()
                                        .withPings(Duration.ofHours(1), Duration.ofHours(1)));
        try (Network network = Network.open();
                WebSocketClient sockets = new WebSocketClient(network, quiet)) {
            LongAdder events = new LongAdder();
            for (int i = 0; i < 100; i++) {
                clients.add(LightClient.join(sockets, server, Serializer.JSON, events));
            }
            long heap = server.heapBytes();
            long resident = server.residentMebibytes() << 20;
            int before = clients.size();
            while (clients.size() < before + IDLE_SESSIONS) {
                clients.add(LightClient.join(sockets, server, Serializer.JSON, events));
            }
            double each = IDLE_SESSIONS;
            double heapEach = heap < 0 ? Double.NaN : (server.heapBytes() - heap) / each;
            double residentEach = ((server.residentMebibytes() << 20) - resident) / each;
            report.row(
                    server.name(), List.of(new double[] {heapEach}, new double[] {residentEach}));
            clients.forEach(LightClient::close);
        }
    }
}
