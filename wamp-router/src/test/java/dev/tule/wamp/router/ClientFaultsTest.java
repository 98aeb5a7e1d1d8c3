package dev.tule.wamp.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.wamp.Payload;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.SessionId;
import dev.tule.wamp.client.CallOptions;
import dev.tule.wamp.client.ClientOptions;
import dev.tule.wamp.client.ClientOptions.Reconnect;
import dev.tule.wamp.client.Connector;
import dev.tule.wamp.client.LocalConnector;
import dev.tule.wamp.client.PublishOptions;
import dev.tule.wamp.client.Registration;
import dev.tule.wamp.client.SessionListener;
import dev.tule.wamp.client.Subscription;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.client.WampException;
import dev.tule.wamp.router.config.RouterConfig;
import dev.tule.wamp.transport.Transport;
import dev.tule.wamp.transport.TransportDetails;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The client on a connection that breaks again and again, after any message in either direction. A
 * failure names its seed: run it alone with {@code -Dtule.seed=N}.
 */
class ClientFaultsTest {
    private static final int SEEDS = Integer.getInteger("tule.seeds", 150);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private TestRouter router;
    private WampClient control;

    @BeforeEach
    void start() {
        router = new TestRouter(RouterConfig.defaults());
        control =
                WampClient.connect(
                        new LocalConnector(router.router.local(), Serializer.CBOR),
                        "realm1",
                        ClientOptions.defaults());
    }

    @AfterEach
    void stop() {
        control.close();
        router.close();
    }

    /** Opens transports that break after so many messages. */
    private static final class Breaking implements Connector {
        private final Connector inner;
        private final Random random;
        private volatile boolean healed;
        private volatile boolean refusing;
        private volatile @Nullable Transport last;

        Breaking(Connector inner, Random random) {
            this.inner = inner;
            this.random = random;
        }

        @Override
        public void open(Transport.Acceptor client) throws IOException {
            AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
            if (refusing) {
                throw new IOException("refused for the test");
            }
            if (!healed) {
                synchronized (random) {
                    if (random.nextInt(4) == 0) {
                        throw new IOException("refused for the test");
                    }
                    // Enough for what stands to be restored, now and then.
                    left.set(random.nextInt(120));
                }
            }
            inner.open(
                    transport -> {
                        last = transport;
                        Transport.Receiver receiver =
                                client.accept(new BreakingTransport(transport, left));
                        return new BreakingReceiver(receiver, transport, left);
                    });
        }

        void heal() {
            healed = true;
            breakNow();
        }

        void breakNow() {
            Transport transport = last;
            if (transport != null) {
                transport.close();
            }
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    private record BreakingReceiver(
            Transport.Receiver receiver, Transport transport, AtomicInteger left)
            implements Transport.Receiver {
        @Override
        public void message(byte[] message) {
            if (left.decrementAndGet() >= 0) {
                receiver.message(message);
            } else {
                transport.close();
            }
        }

        @Override
        public void flush() {
            receiver.flush();
        }

        @Override
        public void closed() {
            receiver.closed();
        }
    }

    private record BreakingTransport(Transport inner, AtomicInteger left) implements Transport {
        @Override
        public Serializer serializer() {
            return inner.serializer();
        }

        @Override
        public TransportDetails details() {
            return inner.details();
        }

        @Override
        public int maxMessageBytes() {
            return inner.maxMessageBytes();
        }

        @Override
        public void send(byte[][] messages) {
            if (left.addAndGet(-messages.length) >= 0) {
                inner.send(messages);
            } else {
                inner.close();
            }
        }

        @Override
        public boolean writable() {
            return inner.writable();
        }

        @Override
        public void onWritable(Runnable action) {
            inner.onWritable(action);
        }

        @Override
        public void pause() {
            inner.pause();
        }

        @Override
        public void resume() {
            inner.resume();
        }

        @Override
        public void close() {
            inner.close();
        }

        @Override
        public String description() {
            return "breaking " + inner.description();
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time: " + what).isLessThan(deadline);
            LockSupport.parkNanos(200_000);
        }
    }

    @Test
    void whateverBreaksWhenNothingIsLostAndNothingStays() throws Exception {
        Long only = Long.getLong("tule.seed");
        if (only != null) {
            run(only);
            return;
        }
        for (long seed = 1; seed <= SEEDS; seed++) {
            run(seed);
        }
    }

    private void run(long seed) throws Exception {
        Random random = new Random(seed);
        Breaking connector =
                new Breaking(
                        new LocalConnector(router.router.local(), Serializer.CBOR),
                        new Random(seed));
        ClientOptions options =
                ClientOptions.defaults()
                        .withReconnect(
                                new Reconnect(
                                        Integer.MAX_VALUE,
                                        Duration.ofNanos(200_000),
                                        Duration.ofMillis(2)))
                        .withRequestTimeout(Duration.ofSeconds(15));
        try (WampClient client = connect(connector, options)) {
            World world = new World(client, "seed" + seed);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Random own = new Random(random.nextLong());
                threads.add(Thread.ofVirtual().start(() -> world.live(own)));
            }
            for (Thread thread : threads) {
                assertThat(thread.join(PATIENCE)).as("a thread ended").isTrue();
            }
            connector.heal();
            world.check();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
        await("the session has left", () -> router.router.counters().sessions() == 1);
    }

    /** The first connection may break like any other; that one is for the application. */
    private static WampClient connect(Connector connector, ClientOptions options) {
        while (true) {
            try {
                return WampClient.connect(connector, "realm1", options);
            } catch (WampException e) {
                LockSupport.parkNanos(100_000);
            }
        }
    }

    /** What a client has asked for, and whether that is so. */
    private final class World {
        private final WampClient client;
        private final String name;
        private final AtomicInteger names = new AtomicInteger();
        private final Map<Subscription, AtomicInteger> subscriptions = new ConcurrentHashMap<>();
        private final Map<String, AtomicInteger> closedTopics = new ConcurrentHashMap<>();
        private final Map<Registration, String> registrations = new ConcurrentHashMap<>();
        private final List<String> closedProcedures = new ArrayList<>();
        private final LinkedBlockingQueue<CompletableFuture<?>> futures =
                new LinkedBlockingQueue<>();

        World(WampClient client, String name) {
            this.client = client;
            this.name = name;
        }

        void live(Random random) {
            List<Subscription> mine = new ArrayList<>();
            List<Registration> served = new ArrayList<>();
            for (int step = 0; step < 12; step++) {
                try {
                    step(random, mine, served);
                } catch (WampException e) {
                    // Told so: the application decides.
                }
            }
        }

        private void step(Random random, List<Subscription> mine, List<Registration> served) {
            String uri = name + ".n" + names.incrementAndGet();
            switch (random.nextInt(7)) {
                case 0, 1 -> {
                    AtomicInteger events = new AtomicInteger();
                    Subscription subscription =
                            client.subscribe(uri, event -> events.incrementAndGet());
                    subscriptions.put(subscription, events);
                    mine.add(subscription);
                }
                case 2 -> {
                    Registration registration = client.register(uri, call -> uri);
                    registrations.put(registration, uri);
                    served.add(registration);
                }
                case 3 -> {
                    if (!mine.isEmpty()) {
                        Subscription subscription = mine.removeLast();
                        AtomicInteger events = subscriptions.remove(subscription);
                        closedTopics.put(subscription.topic().value(), events);
                        subscription.close();
                    }
                }
                case 4 -> {
                    if (!served.isEmpty()) {
                        Registration registration = served.removeLast();
                        registrations.remove(registration);
                        synchronized (closedProcedures) {
                            closedProcedures.add(registration.procedure().value());
                        }
                        registration.close();
                    }
                }
                case 5 ->
                        futures.add(
                                client.callAsync(
                                        name + ".n" + (1 + random.nextInt(names.get())),
                                        Payload.EMPTY,
                                        CallOptions.defaults()));
                default ->
                        futures.add(
                                client.publishAsync(
                                        uri, Payload.of(step(uri)), PublishOptions.defaults()));
            }
        }

        private long step(String uri) {
            return uri.length();
        }

        void check() throws Exception {
            for (CompletableFuture<?> future : futures) {
                try {
                    future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(WampException.class);
                }
            }
            await("connected for good", this::answers);
            for (String uri : registrations.values()) {
                await("served: " + uri, () -> answer(uri).equals(uri));
            }
            for (String uri : closedProcedures) {
                await("no longer served: " + uri, () -> answer(uri).contains("no_such_procedure"));
            }
            closedTopics.values().forEach(events -> events.set(0));
            subscriptions.values().forEach(events -> events.set(0));
            for (Subscription subscription : subscriptions.keySet()) {
                control.publishAcknowledged(subscription.topic().value());
            }
            for (String topic : closedTopics.keySet()) {
                control.publishAcknowledged(topic);
            }
            for (Map.Entry<Subscription, AtomicInteger> entry : subscriptions.entrySet()) {
                await("heard: " + entry.getKey().topic(), () -> entry.getValue().get() == 1);
            }
            assertThat(closedTopics.values()).allMatch(events -> events.get() == 0);
        }

        /** Whether the session is one that will last. */
        private boolean answers() {
            try {
                return client.call("wamp.session.count").integer(0) == 2;
            } catch (WampException e) {
                return false;
            }
        }

        private String answer(String uri) {
            try {
                return control.call(uri).text(0);
            } catch (WampException e) {
                return String.valueOf(e.getMessage());
            }
        }
    }

    @Test
    void publicationsAreKeptInOrderWhileThereIsNoSessionAndTheOldestGoFirst() throws Exception {
        Breaking connector =
                new Breaking(
                        new LocalConnector(router.router.local(), Serializer.CBOR), new Random(1));
        connector.healed = true;
        LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
        ClientOptions options =
                ClientOptions.defaults()
                        .withReconnect(
                                new Reconnect(
                                        Integer.MAX_VALUE,
                                        Duration.ofMillis(1),
                                        Duration.ofMillis(2)))
                        .withListener(new Told(told))
                        .withMaxOfflinePublications(5);
        LinkedBlockingQueue<Long> heard = new LinkedBlockingQueue<>();
        control.subscribe("lab.kept", event -> heard.add(event.payload().integer(0)));
        try (WampClient client = WampClient.connect(connector, "realm1", options)) {
            assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo("joined again: false");
            connector.refusing = true;
            connector.breakNow();
            assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo("left: the connection was lost");
            for (long i = 0; i < 8; i++) {
                client.publish("lab.kept", i);
            }
            assertThat(client.publicationsDropped()).isEqualTo(3);
            connector.refusing = false;
            for (long i = 3; i < 8; i++) {
                assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo(i);
            }
            assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo("joined again: true");
            client.publish("lab.kept", 8);
            assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo(8);
        }
    }

    private record Told(LinkedBlockingQueue<String> told) implements SessionListener {
        @Override
        public void joined(SessionId session, boolean again) {
            told.add("joined again: " + again);
        }

        @Override
        public void left(String reason) {
            told.add("left: " + reason);
        }
    }
}
